"""From a contract form's page to the fields of the design: used wherever a form is filled in.

Names of inputs are the paths of the fields. Beside them stand `<group>.count` for repeating groups
and `gezeigt`, the paths that were on the page, so that a question that only an answer brought up is
not called forgotten.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amt.capabilities.applications.queries import group_title, option_text
from amt.contract.answers import (
    COUNT_SUFFIX,
    REMOVED_SUFFIX,
    Problem,
    applies,
    asked_fields,
    entry_count,
)
from amt.contract.entries import entry_names
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, bare_path
from amt.contract.texts import Worded
from amt.front.frame import problems as problem_sentences
from amt.kernel.money import Money

SHOWN = "gezeigt"
ACTION = "aktion"
MOST_RADIOS = 7

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that was handed in: what to show, and the value of the button that removes it."""

    name: str
    size: int
    remove: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A question on a page; `files` only where it asks for files, with `upload` to send one."""

    spec: Spec
    is_file: bool = False
    files: tuple[HeldFile, ...] = ()
    upload: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of a group; `remove` is the value of the button that takes it away."""

    title: str
    fields: tuple[FieldView, ...]
    remove: str = ""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of questions; `add` is the value of the button for one more entry."""

    key: str
    title: str
    intro: str
    entries: tuple[EntryView, ...]
    count_name: str = ""
    add: str = ""
    add_label: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """A page of questions with everything a template needs."""

    title: str
    intro: str
    groups: tuple[GroupView, ...]
    shown: str
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known while a page is shown.

    `raw` is what was typed and not readable, `prefill` what the sign-in said, `files` the names and
    sizes of files by document uuid.
    """

    answers: Mapping[str, Any]
    raw: Mapping[str, Sequence[str]]
    problems: Sequence[Problem] = ()
    prefill: Mapping[str, Any] | None = None
    files: Mapping[str, tuple[str, int]] | None = None
    refused: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Sentences about files that were not accepted, by path."""
    names: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """Names by option, by the repeating group among whose entries a question chooses."""
    carried: Mapping[str, tuple[Any, str]] = dataclasses.field(default_factory=dict)
    """What was known from elsewhere and where from, by path."""


def raw_from(posted: QueryDict) -> dict[str, list[str]]:
    """Return what a browser sent, by name."""
    return {name: [str(value) for value in posted.getlist(name)] for name in posted}


def newly_asked(problems: Iterable[Problem], raw: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the paths of problems whose questions were not on the page that was sent."""
    if SHOWN not in raw:
        return set()
    shown = set(" ".join(raw[SHOWN]).split())
    return {problem.path for problem in problems if problem.path not in shown}


def step_view(found: Worded, form: Form, step: FormStep, filled: Filled, language: str) -> StepView:
    """Return a page of a form, ready to be shown."""
    told = problem_sentences.sentences(filled.problems, found, form, language)
    told |= filled.refused
    asked = {field.path: field for field in asked_fields(step, filled.answers)}
    chosen = {field.entries_of for field in step.fields if field.entries_of}
    named = {key: entry_names(form, key, filled.answers) for key in chosen}
    filled = dataclasses.replace(filled, names=named)
    groups = tuple(
        _group(found, group, asked, filled, told, language)
        for group in step.groups
        if applies(group.condition, filled.answers)
    )
    key = f"steps_of.{form.key}.{step.key}"
    return StepView(
        title=found.texts.find(f"{key}.title", language) or step.key,
        intro=found.texts.find(f"{key}.intro", language) or "",
        groups=tuple(group for group in groups if group.entries or group.add),
        shown=" ".join(asked),
        errors=tuple((field_id(path), told[path]) for path in asked if path in told),
    )


def field_id(path: str) -> str:
    """Return the id of a field in the page, to which summaries link."""
    return path.replace(".", "-").replace("_", "-")


def _group(
    found: Worded,
    group: Group,
    asked: Mapping[str, Field],
    filled: Filled,
    told: Mapping[str, str],
    language: str,
) -> GroupView:
    count = entry_count(group, filled.answers)
    entries = []
    for index in range(count):
        prefix = f"{group.key}.{index}." if group.repeats else ""
        bare = {field.path for field in group.fields}
        fields = tuple(
            _field(found, field, filled, told.get(path, ""), language)
            for path, field in asked.items()
            if bare_path(path) in bare and path.startswith(prefix)
        )
        if fields:
            title = group_title(found, group, language, index) if group.repeats else ""
            removable = group.repeats and count > group.minimum_entries
            remove = f"weg:{group.key}:{index}" if removable else ""
            entries.append(EntryView(title, fields, remove))
    texts = found.texts
    more = group.repeats and count < group.maximum_entries
    return GroupView(
        key=group.key,
        title=texts.find(f"groups.{group.key}.title", language) or "",
        intro=texts.find(f"groups.{group.key}.intro", language) or "",
        entries=tuple(entries),
        count_name=group.key + COUNT_SUFFIX if group.repeats else "",
        add=f"hinzu:{group.key}" if more else "",
        add_label=texts.find(f"groups.{group.key}.add", language)
        or _("Weiteren Eintrag hinzufügen"),
    )


def _field(found: Worded, field: Field, filled: Filled, error: str, language: str) -> FieldView:
    spec = _texts_of(found, field, language)
    spec |= {
        "id": field_id(field.path),
        "name": field.path,
        "error": error,
        "required": field.required,
        "autocomplete": field.autocomplete,
    }
    spec |= _source(field, filled)
    if field.kind is FieldKind.FILE:
        return _file_field(field, spec, filled)
    spec |= _SHAPES[field.kind](found, field, language)
    if field.entries_of:
        names = filled.names.get(field.entries_of, {})
        spec["options"] = [(one, names.get(one, text), hint) for one, text, hint in spec["options"]]
    spec |= _value(field, filled)
    if spec["kind"] in {"radios", "select", "checkboxes", "checkbox"}:
        spec.pop("autocomplete")
    return FieldView(spec)


def _source(field: Field, filled: Filled) -> Spec:
    """Say where an answer was known from: the sign-in, or an earlier application."""
    known = {path: (value, _("Ihrer Anmeldung")) for path, value in (filled.prefill or {}).items()}
    value, source = {**filled.carried, **known}.get(field.path, (None, ""))
    same = filled.answers.get(field.path) == value
    if not source or (field.path in filled.raw and not same):
        return {}
    return {"source": source, "source_state": "confirmed" if same else "corrected"}


def _texts_of(found: Worded, field: Field, language: str) -> Spec:
    key = f"fields.{bare_path(field.path)}"
    hint = found.texts.find(f"{key}.hint", language) or ""
    example = found.texts.find(f"{key}.example", language)
    if example:
        told = _("Zum Beispiel: %(example)s") % {"example": example}
        hint = f"{hint} {told}".strip()
    return {
        "label": found.texts.find(f"{key}.label", language) or field.path,
        "hint": hint,
        "why": found.texts.find(f"{key}.why", language) or "",
    }


def _file_field(field: Field, spec: Spec, filled: Filled) -> FieldView:
    names = filled.files or {}
    held = tuple(
        HeldFile(*names.get(str(uuid), (_("Datei"), 0)), remove=f"datei-weg:{field.path}:{uuid}")
        for uuid in filled.answers.get(field.path, [])
    )
    upload = field.upload
    if upload is not None:
        limit = _("Höchstens %(megabytes)s MB.") % {"megabytes": upload.max_bytes // (1024 * 1024)}
        spec["hint"] = f"{spec['hint']} {limit}".strip()
        spec["accept"] = ",".join(upload.media_types)
    spec.pop("autocomplete")
    spec["kind"] = "file"
    spec["required"] = field.required and not held
    full = upload is not None and len(held) >= upload.max_files
    return FieldView(spec, is_file=True, files=held, upload="" if full else f"datei:{field.path}")


def _value(field: Field, filled: Filled) -> Spec:
    typed = filled.raw.get(field.path)
    if field.kind is FieldKind.CHOICES:
        return {"value": list(typed) if typed is not None else filled.answers.get(field.path, [])}
    if typed is not None:
        value: Any = typed[-1] if typed else ""
    else:
        value = _as_typed(field, filled.answers.get(field.path))
    if field.kind is FieldKind.DECLARATION:
        return {"checked": value in ("yes", "on", "true"), "value": "yes"}
    return {"value": value}


def _as_typed(field: Field, value: Any) -> Any:
    """Return an answer as a person would type it."""
    if value is None:
        return ""
    match field.kind:
        case FieldKind.MONEY:
            return str(Money(int(value))).removesuffix(" €")
        case FieldKind.DATE:
            return f"{date.fromisoformat(value):%d.%m.%Y}"
        case FieldKind.YES_NO:
            return "yes" if value else "no"
        case FieldKind.DECLARATION:
            return "yes" if value else ""
        case FieldKind.IBAN:
            return " ".join(value[i : i + 4] for i in range(0, len(value), 4))
    return str(value)


def _yes_no(_found: Worded, _field: Field, _language: str) -> Spec:
    return {"kind": "radios", "options": [("yes", _("Ja")), ("no", _("Nein"))], "inline": True}


def _choice(found: Worded, field: Field, language: str) -> Spec:
    kind = "radios" if len(field.options) <= MOST_RADIOS else "select"
    return {"kind": kind, "options": _options(found, field, language)}


def _choices(found: Worded, field: Field, language: str) -> Spec:
    return {"kind": "checkboxes", "options": _options(found, field, language)}


def _options(found: Worded, field: Field, language: str) -> list[tuple[str, str, str]]:
    key = f"fields.{bare_path(field.path)}.options"
    return [
        (
            option,
            option_text(found, field, option, language),
            found.texts.find(f"{key}.{option}.hint", language) or "",
        )
        for option in field.options
    ]


def _plain(kind: str, **more: Any) -> Any:
    def shape(_found: Worded, field: Field, _language: str) -> Spec:
        if kind in {"text", "textarea"} and "maxlength" not in more:
            return {"kind": kind, **more, "maxlength": field.max_length}
        return {"kind": kind, **more}

    return shape


_SHAPES: dict[FieldKind, Any] = {
    FieldKind.TEXT: _plain("text"),
    FieldKind.LONG_TEXT: _plain("textarea"),
    FieldKind.INTEGER: _plain("number"),
    FieldKind.MONEY: _plain("money"),
    FieldKind.DATE: _plain("date"),
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.EMAIL: _plain("text", type="email", inputmode="email", maxlength=""),
    FieldKind.PHONE: _plain("text", type="tel", inputmode="tel", maxlength="", width="medium"),
    FieldKind.IBAN: _plain("text", maxlength="", spellcheck=False),
    FieldKind.POSTCODE: _plain("text", inputmode="numeric", maxlength="", width="short"),
    FieldKind.DECLARATION: _plain("checkbox"),
}


def with_added_entry(raw: Mapping[str, Sequence[str]], group: Group) -> dict[str, list[str]]:
    """Return what was sent with one more, still empty entry in a group."""
    changed = {name: list(values) for name, values in raw.items()}
    changed[group.key + COUNT_SUFFIX] = [str(_sent_count(raw, group) + 1)]
    return changed


def with_removed_entry(
    raw: Mapping[str, Sequence[str]], group: Group, index: int
) -> dict[str, list[str]]:
    """Return what was sent without one entry of a group; later entries move up."""
    prefix = f"{group.key}."
    changed: dict[str, list[str]] = {}
    for name, values in raw.items():
        number, _dot, rest = name.removeprefix(prefix).partition(".")
        if not name.startswith(prefix) or not number.isdigit() or int(number) < index:
            changed[name] = list(values)
        elif int(number) > index:
            changed[f"{prefix}{int(number) - 1}.{rest}"] = list(values)
    count = _sent_count(raw, group)
    changed[group.key + COUNT_SUFFIX] = [str(max(group.minimum_entries, count - 1))]
    changed[group.key + REMOVED_SUFFIX] = [str(index)]
    return changed


def _sent_count(raw: Mapping[str, Sequence[str]], group: Group) -> int:
    typed = "".join(raw.get(group.key + COUNT_SUFFIX, [""])[-1:])
    count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return max(group.minimum_entries, min(count, group.maximum_entries))
