"""What goes into a calculation, as a reader knows it: label, value in words and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amt.capabilities.applications.queries import group_title
from amt.contract.forms import Field, FieldKind, Form, Group, bare_path
from amt.contract.procedure import Procedure
from amt.front.frame.values import answer_text, label_of


@dataclass(frozen=True, slots=True)
class InputView:
    """A fact that a calculation reads; `source_state` as the design's mark of a source has it."""

    label: str
    value: str
    source: str = ""
    source_state: str = "typed"
    source_on: str = ""
    source_basis: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact comes from, in words."""

    source: str = ""
    state: str = "typed"
    on: str = ""
    basis: str = ""


def input_views(
    procedure: Procedure,
    values: Mapping[str, Any],
    language: str,
    *,
    form_key: str = "",
    origins: Mapping[str, Origin] | None = None,
) -> dict[str, InputView]:
    """Return known facts in words by path; files and what has no value are left out.

    The labels are those of the form with `form_key`, then of any other form or deed that asks.
    """
    fields = _fields_of(procedure, form_key)
    groups = _groups_of(procedure, form_key)
    found = {}
    for path, value in values.items():
        field = fields.get(bare_path(path))
        if field is None or field.kind is FieldKind.FILE:
            continue
        text = _text(procedure, field, value, language)
        if not text:
            continue
        origin = (origins or {}).get(path, Origin())
        found[path] = InputView(
            label=_label(procedure, path, groups, language),
            value=text,
            source=origin.source,
            source_state=origin.state,
            source_on=origin.on,
            source_basis=origin.basis,
        )
    return found


def chosen(paths: Iterable[str], known: Mapping[str, InputView]) -> dict[str, InputView]:
    """Return the known facts among paths; a path without numbers stands for all entries."""
    found: dict[str, InputView] = {}
    for path in paths:
        if path in known:
            found[path] = known[path]
            continue
        found |= {one: view for one, view in known.items() if bare_path(one) == path}
    return found


def _text(procedure: Procedure, field: Field, value: Any, language: str) -> str:
    try:
        return answer_text(procedure, field, value, language)
    except (ValueError, TypeError):
        # A value that an earlier version of the form stored in another shape is shown as it is.
        return str(value)


def _label(procedure: Procedure, path: str, groups: Mapping[str, Group], language: str) -> str:
    label = label_of(procedure, path, language)
    key, _, rest = path.partition(".")
    index = rest.partition(".")[0]
    if key not in groups or not index.isdigit():
        return label
    return f"{group_title(procedure, groups[key], language, int(index))}: {label}"


def _forms_of(procedure: Procedure, form_key: str) -> list[Form]:
    """Return all forms, those first that win where two ask for the same path."""
    own = [procedure.forms[form_key]] if form_key in procedure.forms else []
    rest = [form for key, form in procedure.forms.items() if key != form_key]
    steps = [deed.form for deed in procedure.deeds] + [spec.form for spec in procedure.acts]
    return [*own, *rest, *(form for form in steps if form)]


def _fields_of(procedure: Procedure, form_key: str) -> dict[str, Field]:
    forms = reversed(_forms_of(procedure, form_key))
    fields: dict[str, Field] = {}
    for form in forms:
        fields |= {one.path: one.field for one in form.derived}
        fields |= {bare_path(field.path): field for field in form.fields()}
    return fields


def _groups_of(procedure: Procedure, form_key: str) -> dict[str, Group]:
    return {
        group.key: group
        for form in reversed(_forms_of(procedure, form_key))
        for step in form.steps
        for group in step.groups
        if group.repeats
    }
