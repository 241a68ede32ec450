"""Answers as a person reads them: for the check page, the receipt and the facts of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from amt.capabilities.applications.block_words import block_label
from amt.contract.answers import applies, asked_fields, asked_steps, entry_count, indexed_path
from amt.contract.derived import derived_values
from amt.contract.entries import entry_names
from amt.contract.forms import Derived, Field, FieldKind, Form, FormStep, Group, bare_path
from amt.contract.identifiers import written as identifier_text
from amt.contract.texts import Worded
from amt.design import formats


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: its path, the question as a label, the answer as text (empty: not answered).

    A derived value cannot be changed; its `norm` says why it is computed so.
    """

    path: str
    label: str
    text: str
    is_derived: bool = False
    norm: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The answers of one group, or of one entry of a repeating group, under a heading.

    `note` stands in place of lines where a repeating group has no entry.
    """

    title: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The answers of one page of the form."""

    step: FormStep
    title: str
    parts: tuple[Part, ...]


def label_of(found: Worded, path: str, language: str) -> str:
    """Return the question of a path in a few words."""
    key = f"fields.{bare_path(path)}"
    return (
        found.texts.find(f"{key}.short", language)
        or found.texts.find(f"{key}.label", language)
        or block_label(path, language)
        or path
    )


def answer_text(
    found: Worded,
    field: Field,
    value: Any,
    language: str,
    file_names: Mapping[str, str] | None = None,
) -> str:
    """Write an answer in the reader's language; an empty text when there is none."""
    if value in (None, "", []):
        return ""
    writer = _WRITERS.get(field.kind)
    if writer is not None:
        return writer(value)
    match field.kind:
        case FieldKind.IDENTIFIER:
            return identifier_text(field.scheme, str(value))
        case FieldKind.CHOICE:
            return option_text(found, field, str(value), language)
        case FieldKind.CHOICES:
            return ", ".join(option_text(found, field, str(one), language) for one in value)
        case FieldKind.FILE:
            names = file_names or {}
            return ", ".join(names.get(str(one), _("Datei")) for one in value)
    return str(value)


def _iban(value: Any) -> str:
    return " ".join(str(value)[i : i + 4] for i in range(0, len(str(value)), 4))


def _partial_date(value: str) -> str:
    """Write a year, a month or a day as far as it is known."""
    year, _dash, rest = value.partition("-")
    if not rest:
        return year
    if "-" not in rest:
        return formats.month_long(int(year), int(rest))
    return formats.date_long(date.fromisoformat(value))


_WRITERS: dict[FieldKind, Callable[[Any], str]] = {
    FieldKind.MONEY: lambda value: formats.money(int(value)),
    FieldKind.DATE: lambda value: formats.date_long(date.fromisoformat(str(value))),
    FieldKind.YES_NO: lambda value: _("Ja") if value else _("Nein"),
    FieldKind.DECLARATION: lambda _value: _("Bestätigt"),
    FieldKind.INTEGER: lambda value: formats.number(int(value)),
    FieldKind.IBAN: _iban,
    FieldKind.DECIMAL: lambda value: formats.decimal(Decimal(str(value))),
    FieldKind.PARTIAL_DATE: lambda value: _partial_date(str(value)),
}


def option_text(found: Worded, field: Field, option: str, language: str) -> str:
    """Return the words of an option of a choice."""
    key = f"fields.{bare_path(field.path)}.options.{option}"
    known = found.texts.find(f"{key}.label", language) or found.texts.find(key, language)
    if known is None and field.entries_of and option.isdigit():
        return _entry_title(found, field.entries_of, language, int(option) - 1)
    return known or option


def step_title(found: Worded, form: Form, step: FormStep, language: str) -> str:
    """Return the topic of a page."""
    return found.texts.find(f"steps_of.{form.key}.{step.key}.title", language) or step.key


def group_title(found: Worded, group: Group, language: str, index: int | None = None) -> str:
    """Return the heading of a group; entries of a repeating group are counted from one."""
    title = found.texts.find(f"groups.{group.key}.title", language) or ""
    if index is None:
        return title
    return _entry_title(found, group.key, language, index)


def _entry_title(found: Worded, key: str, language: str, index: int) -> str:
    entry = found.texts.find(f"groups.{key}.entry", language)
    title = entry or found.texts.find(f"groups.{key}.title", language) or ""
    return f"{title} {index + 1}".strip()


def nothing_named(found: Worded, group: Group, language: str) -> str:
    """Say that a repeating group has no entry; a service may say it under `groups.<key>.none`."""
    return found.texts.find(f"groups.{group.key}.none", language) or _("Kein Eintrag")


def summary(
    found: Worded,
    form: Form,
    answers: Mapping[str, Any],
    language: str,
    file_names: Mapping[str, str] | None = None,
) -> list[Page]:
    """List all answers page by page, in the order in which they were asked."""
    derived = derived_values(form, answers)
    written = _Written(found, form, answers, language, file_names, derived)
    return [
        Page(
            step=step,
            title=step_title(found, form, step, language),
            parts=tuple(_parts(found, step, answers, written)),
        )
        for step in asked_steps(form, answers)
    ]


@dataclass(frozen=True, slots=True)
class _Written:
    """How the answers of a form are written."""

    found: Worded
    form: Form
    answers: Mapping[str, Any]
    language: str
    file_names: Mapping[str, str] | None
    derived: Mapping[str, Any]

    def text(self, field: Field, value: Any) -> str:
        """Write an answer; where a person was chosen, by name as far as it is known."""
        written = answer_text(self.found, field, value, self.language, self.file_names)
        if not (field.entries_of and written):
            return written
        return entry_names(self.form, field.entries_of, self.answers).get(str(value), written)

    def derived_lines(self, ones: Iterable[Derived], index: int | None) -> tuple[Line, ...]:
        """Write the derived values that there are, of one entry where they lie in one."""
        lines = []
        for one in ones:
            path = one.path if index is None else indexed_path(one.path, index)
            if path in self.derived:
                text = self.text(one.field, self.derived[path])
                label = label_of(self.found, path, self.language)
                lines.append(Line(path, label, text, is_derived=True, norm=one.norm))
        return tuple(lines)


def _parts(
    found: Worded,
    step: FormStep,
    answers: Mapping[str, Any],
    written: _Written,
) -> Iterator[Part]:
    language = written.language
    asked = {field.path: field for field in asked_fields(step, answers)}
    derived = [one for one in written.form.derived if one.step == step.key]
    for group in step.groups:
        if not applies(group.condition, answers):
            continue
        if not entry_count(group, answers):
            yield Part("", (), nothing_named(found, group, language))
        of_group = [one for one in derived if group.repeats and in_group(one, group)]
        derived = [one for one in derived if one not in of_group]
        for index in range(entry_count(group, answers)):
            at = index if group.repeats else None
            lines = tuple(
                Line(
                    path=path,
                    label=label_of(found, path, language),
                    text=written.text(asked[path], answers.get(path)),
                )
                for path in _paths(group, index)
                if path in asked
            ) + written.derived_lines(of_group, at)
            if lines:
                yield Part(group_title(found, group, language, at), lines)
    if lines := written.derived_lines(derived, None):
        yield Part("", lines)


def in_group(derived: Derived, group: Group) -> bool:
    """Tell whether a derived value belongs to the entries of a group."""
    return derived.path.startswith(f"{group.key}.")


def _paths(group: Group, index: int) -> Iterator[str]:
    for field in group.fields:
        if group.repeats:
            yield f"{group.key}.{index}.{field.path.partition('.')[2]}"
        else:
            yield field.path
