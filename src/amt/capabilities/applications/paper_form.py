"""A form as something to write on, from the same specification as its pages on the screen.

Every question has a number; a condition becomes a sentence that names the number of the question it
hangs on. What is known already is printed into the boxes. A derived value has a number too, with
what it follows from, but no room to write. Pure but for the words of the language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from amt.capabilities.applications.block_words import block_hint, block_label
from amt.capabilities.applications.summary import (
    answer_text,
    group_title,
    in_group,
    label_of,
    option_text,
    step_title,
)
from amt.contract.answers import COUNT_SUFFIX, indexed_path
from amt.contract.derived import derived_values
from amt.contract.forms import (
    Condition,
    Derived,
    Field,
    FieldKind,
    Form,
    FormStep,
    Group,
    bare_path,
)
from amt.contract.procedure import Procedure
from amt.design import formats

ENTRIES_PRINTED = 2
"""Entries of a repeating group for which there is room; more go on a further copy of the page."""
LINES_OF_LONG_TEXT = 5
_CELLS = {
    FieldKind.DATE: 10,
    FieldKind.POSTCODE: 5,
    FieldKind.IBAN: 27,
    FieldKind.INTEGER: 6,
}
_LONGEST_ROW = 60


@dataclass(frozen=True, slots=True)
class _Paper:
    """What every part of the form needs while it is written."""

    found: Procedure
    form: Form
    language: str
    answers: Mapping[str, Any]
    numbers: Mapping[str, str]
    """The number of a question by its path, without the index of an entry."""
    fields: Mapping[str, Field] = field(default_factory=dict)
    follows: Mapping[str, Any] = field(default_factory=dict)
    """Derived values that are known, by path."""

    def text(self, key: str) -> str:
        """Return a text of the procedure, or nothing."""
        return self.found.texts.find(key, self.language) or ""


def form_to_write_on(
    found: Procedure,
    form: Form,
    language: str,
    *,
    answers: Mapping[str, Any],
    authority: str,
    serial: str,
    bound: str = "",
    send_to: Sequence[str] = (),
) -> dict[str, Any]:
    """Return a form as plain data for the typesetter, in a language.

    `answers` are printed where they are known; `bound` is the reference of the case to which the
    print belongs, `send_to` the address to which it goes.
    """
    numbers = _numbers(form)
    fields = {one.path: one for one in (*form.fields(), *(d.field for d in form.derived))}
    follows = derived_values(form, answers)
    paper = _Paper(found, form, language, answers, numbers, fields, follows)
    title = found.title(language)
    further = len(found.confirmations)
    return {
        "title": title,
        "description": _("Formular zum Ausfüllen: %(title)s") % {"title": title},
        "authority": authority,
        "language": language.split("-")[0],
        "opening": _opening(found, language, title),
        "serial": serial,
        "bound": bound,
        "mark": f"{found.key} · {form.key} · {form.version}",
        "words": _words(),
        "signatures": [_("Unterschrift"), *[_("Unterschrift der weiteren Person")] * further],
        "steps": [_step(paper, step, at) for at, step in enumerate(form.steps)],
        "send-to": list(send_to),
    }


def _opening(found: Procedure, language: str, title: str) -> list[str]:
    official = found.official_title(language)
    said = [] if official == title else [official]
    return [
        *said,
        _(
            "Schreiben Sie deutlich, am besten in Druckbuchstaben. Kreuzen Sie an, was zutrifft. "
            "Lassen Sie den Code oben auf jedem Blatt frei."
        ),
        _("Schicken Sie alle Blätter zurück, auch solche, auf denen Sie nichts ausfüllen."),
    ]


def _words() -> dict[str, str]:
    return {
        "sheet": _("Blatt"),
        "of": _("von"),
        "reference": _("Aktenzeichen"),
        "keep": _("Bitte nicht knicken und nicht heften."),
        "optional": _("freiwillig"),
        "signature": _("Unterschrift"),
        "correct": _("Meine Angaben sind richtig und vollständig."),
        "place-and-day": _("Ort und Tag"),
        "send": _("Wohin das Formular geht"),
    }


def _numbers(form: Form) -> dict[str, str]:
    """Number the questions: page of the form, then the place on it, derived values last."""
    return {
        path: f"{at}.{number}"
        for at, step in enumerate(form.steps, 1)
        for number, path in enumerate(
            [
                *(one.path for one in step.fields),
                *(one.path for one in form.derived if one.step == step.key),
            ],
            1,
        )
    }


def _step(paper: _Paper, step: FormStep, at: int) -> dict[str, Any]:
    key = f"steps_of.{paper.form.key}.{step.key}"
    return {
        "index": at,
        "number": str(at + 1),
        "title": step_title(paper.found, paper.form, step, paper.language),
        "condition": _condition(paper, step.condition),
        "intro": paper.text(f"{key}.intro"),
        "groups": [
            *(part for group in step.groups for part in _group(paper, group)),
            *_results(paper, step),
        ],
    }


def _results(paper: _Paper, step: FormStep) -> Iterator[dict[str, Any]]:
    """Yield what follows from a page as a whole, as a part of its own."""
    repeating = [group for group in step.groups if group.repeats]
    ones = [
        one
        for one in paper.form.derived
        if one.step == step.key and not any(in_group(one, group) for group in repeating)
    ]
    if ones:
        questions = [_result(paper, one, None) for one in ones]
        yield {"title": "", "condition": "", "intro": "", "questions": questions, "more": ""}


def _result(paper: _Paper, one: Derived, index: int | None) -> dict[str, Any]:
    """Return a derived value: nobody writes it, but one sees what it follows from."""
    path = one.path if index is None else indexed_path(one.path, index)
    value = paper.follows.get(path)
    numbers = ", ".join(paper.numbers[need] for need in one.needs)
    told = _("Ergibt sich aus %(numbers)s. Sie tragen hier nichts ein.") % {"numbers": numbers}
    return {
        "number": paper.numbers[one.path],
        "label": label_of(paper.found, one.path, paper.language),
        "hint": f"{told} {one.norm}".strip(),
        "condition": "",
        "required": True,
        "kind": "result",
        "typed": ""
        if value is None
        else answer_text(paper.found, one.field, value, paper.language),
    }


def _group(paper: _Paper, group: Group) -> Iterator[dict[str, Any]]:
    count = _printed_entries(paper, group)
    follows = [one for one in paper.form.derived if group.repeats and in_group(one, group)]
    for index in range(count):
        at = index if group.repeats else None
        is_last = index == count - 1
        more = ""
        if group.repeats and is_last and count < group.maximum_entries:
            more = _(
                "Reicht der Platz nicht? Drucken Sie dieses Blatt noch einmal oder schreiben Sie "
                "auf ein Zusatzblatt."
            )
        yield {
            "title": group_title(paper.found, group, paper.language, at),
            "condition": _condition(paper, group.condition) if index == 0 else "",
            "intro": paper.text(f"groups.{group.key}.intro") if index == 0 else "",
            "questions": [
                *(_question(paper, one, at) for one in group.fields),
                *(_result(paper, one, at) for one in follows),
            ],
            "more": more,
        }


def _printed_entries(paper: _Paper, group: Group) -> int:
    if not group.repeats:
        return 1
    known = paper.answers.get(group.key + COUNT_SUFFIX, 0)
    wanted = max(group.minimum_entries, ENTRIES_PRINTED, int(known))
    return min(wanted, group.maximum_entries)


def _question(paper: _Paper, one: Field, index: int | None) -> dict[str, Any]:
    path = one.path if index is None else indexed_path(one.path, index)
    key = one.text_key
    hint = paper.text(f"{key}.hint") or block_hint(one.path, paper.language)
    if example := paper.text(f"{key}.example"):
        hint = f"{hint} {_('Zum Beispiel: %(example)s') % {'example': example}}".strip()
    return {
        "number": paper.numbers[one.path],
        "label": paper.text(f"{key}.label") or block_label(one.path, paper.language) or one.path,
        "hint": hint,
        "condition": _condition(paper, one.condition),
        "required": one.required,
        "kind": "lines",
        "options": [],
        "inline": False,
        "cells": 0,
        "lines": 1,
        "unit": "",
        "typed": "",
        **_space(paper, one, paper.answers.get(path)),
    }


def _space(paper: _Paper, one: Field, value: Any) -> dict[str, Any]:
    """Return the room for an answer, with what is known of it."""
    match one.kind:
        case FieldKind.YES_NO:
            return _options([(_("Ja"), value is True), (_("Nein"), value is False)])
        case FieldKind.DECLARATION:
            return _options([(_("Ja, das erkläre ich."), value is True)])
        case FieldKind.CHOICE | FieldKind.CHOICES:
            return _choice(paper, one, value)
        case FieldKind.FILE:
            return _options([(_("Ich lege das bei."), False)])
        case FieldKind.LONG_TEXT:
            return {"lines": LINES_OF_LONG_TEXT, "typed": str(value or "")}
        case FieldKind.MONEY:
            typed = formats.money(int(value)).removesuffix("€").strip() if value else ""
            return {"kind": "line-with-unit", "unit": _("Euro"), "typed": typed}
    typed = _typed(paper, one, value)
    cells = _CELLS.get(one.kind, 0)
    if cells:
        return {"kind": "cells", "cells": max(cells, len(typed)), "typed": typed}
    return {"typed": typed}


def _typed(paper: _Paper, one: Field, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if one.kind is FieldKind.DATE:
        return f"{date.fromisoformat(str(value)):%d.%m.%Y}"
    if one.kind is FieldKind.INTEGER:
        return str(value)
    return answer_text(paper.found, one, value, paper.language)


def _choice(paper: _Paper, one: Field, value: Any) -> dict[str, Any]:
    if one.entries_of:
        return {"typed": _typed(paper, one, value)}
    chosen = value if isinstance(value, list) else [value]
    return _options(
        [
            (option_text(paper.found, one, option, paper.language), option in chosen)
            for option in one.options
        ]
    )


def _options(named: Sequence[tuple[str, bool]]) -> dict[str, Any]:
    return {
        "kind": "options",
        "options": [{"label": label, "checked": checked} for label, checked in named],
        "inline": sum(len(label) + 6 for label, _checked in named) <= _LONGEST_ROW,
    }


def _condition(paper: _Paper, condition: Condition | None) -> str:
    """Say in words when something is to be filled in."""
    if condition is None:
        return ""
    asked = paper.fields.get(bare_path(condition.path))
    if asked is None:
        return ""
    answers = [_answer_in_words(paper, asked, one) for one in condition.is_in]
    said = {
        "number": paper.numbers[asked.path],
        "answer": _(" oder ").join(f"„{one}“" for one in answers),
    }
    if any(one.path == asked.path for one in paper.form.derived):
        return _("Nur ausfüllen, wenn das Ergebnis bei %(number)s %(answer)s ist.") % said
    return _("Nur ausfüllen, wenn Ihre Antwort auf Frage %(number)s %(answer)s ist.") % said


def _answer_in_words(paper: _Paper, asked: Field, value: Any) -> str:
    if asked.kind is FieldKind.YES_NO:
        return _("Ja") if value else _("Nein")
    if asked.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        return option_text(paper.found, asked, str(value), paper.language)
    return answer_text(paper.found, asked, value, paper.language) or str(value)
