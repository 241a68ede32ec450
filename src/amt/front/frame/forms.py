"""From a contract form's page to the fields of the design: used wherever a form is filled in.

Names of inputs are the paths of the fields. Beside them stand `<group>.count` for repeating groups
and `gezeigt`, the paths that were on the page, so that a question that only an answer brought up is
not called forgotten.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from amt.capabilities.applications.queries import answer_text, group_title, in_group, label_of
from amt.contract.answers import (
    COUNT_SUFFIX,
    REMOVED_SUFFIX,
    Problem,
    applies,
    asked_fields,
    entry_count,
    indexed_path,
)
from amt.contract.derived import derived_values
from amt.contract.entries import entry_names
from amt.contract.forms import Derived, Field, Form, FormStep, Group, bare_path
from amt.contract.texts import Worded
from amt.front.frame import problems as problem_sentences
from amt.front.frame.questions import FieldView, Filled, HeldFile, field_id, field_view

__all__ = [
    "ACTION",
    "SHOWN",
    "DerivedView",
    "EntryView",
    "FieldView",
    "Filled",
    "GroupView",
    "HeldFile",
    "StepView",
    "field_id",
    "newly_asked",
    "raw_from",
    "step_view",
    "with_added_entry",
    "with_removed_entry",
]

SHOWN = "gezeigt"
ACTION = "aktion"


@dataclass(frozen=True, slots=True)
class DerivedView:
    """A value that follows from answers, to be read only; `norm` says why it is computed so."""

    label: str
    value: str
    norm: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of a group; `remove` is the value of the button that takes it away."""

    title: str
    fields: tuple[FieldView, ...]
    remove: str = ""
    derived: tuple[DerivedView, ...] = ()


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
    shape: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """A page of questions with everything a template needs."""

    title: str
    intro: str
    groups: tuple[GroupView, ...]
    shown: str
    errors: tuple[tuple[str, str], ...]
    derived: tuple[DerivedView, ...] = ()

    @property
    def asks_street(self) -> bool:
        """Whether the page asks for a street, for which names are proposed."""
        entries = (entry for group in self.groups for entry in group.entries)
        return any("proposals" in field.spec for entry in entries for field in entry.fields)


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
    follows = _Follows(found, form, step, filled, language)
    groups = tuple(
        _group(follows, group, asked, told)
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
        derived=follows.outside_entries(),
    )


class _Follows:
    """The page that is shown, with the values that follow from what is known."""

    def __init__(
        self, found: Worded, form: Form, step: FormStep, filled: Filled, language: str
    ) -> None:
        self.found, self.filled, self.language = found, filled, language
        self._step = step
        self._derived = [one for one in form.derived if one.step == step.key]
        self._values = derived_values(form, filled.answers) if self._derived else {}

    def of_entry(self, group: Group, index: int) -> tuple[DerivedView, ...]:
        """Return what follows for one entry of a repeating group."""
        ones = [one for one in self._derived if group.repeats and in_group(one, group)]
        return self._views([(one, indexed_path(one.path, index)) for one in ones])

    def outside_entries(self) -> tuple[DerivedView, ...]:
        """Return what follows from the page as a whole."""
        groups = [group for group in self._step.groups if group.repeats]
        ones = [d for d in self._derived if not any(in_group(d, group) for group in groups)]
        return self._views([(one, one.path) for one in ones])

    def _views(self, ones: Iterable[tuple[Derived, str]]) -> tuple[DerivedView, ...]:
        return tuple(
            DerivedView(
                label_of(self.found, path, self.language),
                answer_text(self.found, one.field, self._values[path], self.language),
                one.norm,
            )
            for one, path in ones
            if path in self._values
        )


def _group(
    follows: _Follows, group: Group, asked: Mapping[str, Field], told: Mapping[str, str]
) -> GroupView:
    found, filled, language = follows.found, follows.filled, follows.language
    count = entry_count(group, filled.answers)
    entries = []
    for index in range(count):
        prefix = f"{group.key}.{index}." if group.repeats else ""
        bare = {field.path for field in group.fields}
        fields = tuple(
            field_view(found, field, filled, told.get(path, ""), language)
            for path, field in asked.items()
            if bare_path(path) in bare and path.startswith(prefix)
        )
        if fields:
            title = group_title(found, group, language, index) if group.repeats else ""
            removable = group.repeats and count > group.minimum_entries
            remove = f"weg:{group.key}:{index}" if removable else ""
            entries.append(EntryView(title, fields, remove, follows.of_entry(group, index)))
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
        shape=group.shape,
    )


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
