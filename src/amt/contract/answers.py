"""Reading what people type into a form, and checking it.

Raw input is what an HTML form sends (`{name: [texts]}`); answers are JSON values by path. Nothing
typed is lost: a problem leaves the raw text with the caller. Problems are codes with values; the
front turns them into sentences in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amt.contract.asking import (
    COUNT_SUFFIX,
    Answers,
    applies,
    asked_fields,
    asked_steps,
    entry_count,
    indexed_path,
)
from amt.contract.derived import derived_values
from amt.contract.entries import without_entry
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group
from amt.contract.reading import LONGEST_NUMBER, Unreadable, check_stored, read_field

__all__ = [
    "COUNT_SUFFIX",
    "REMOVED_SUFFIX",
    "Answers",
    "Problem",
    "Raw",
    "Unreadable",
    "applies",
    "asked_fields",
    "asked_steps",
    "check_form",
    "entry_count",
    "facts_of",
    "indexed_path",
    "read_field",
    "read_step",
    "step_of",
]

Raw = Mapping[str, Sequence[str]]

REMOVED_SUFFIX = ".removed"
"""In raw input: the index of the entry that was taken away with this page."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer; `code` is one of the codes named in `read_field`."""

    path: str
    code: str
    values: tuple[tuple[str, Any], ...] = ()


def read_step(
    form: Form, step: FormStep, raw: Raw, answers: Answers
) -> tuple[dict[str, Any], list[Problem]]:
    """Read one page: return all answers with this page's put in, and its problems.

    Answers of the page that are no longer asked are dropped. An answer with a problem is left out.
    Files are not read here; their answers (lists of document ids) stay as they are.
    """
    merged = dict(answers)
    for group in step.groups:
        name = group.key + COUNT_SUFFIX
        if group.repeats and raw.get(name):
            merged[name] = _count(group, raw[name][-1])
        removed = raw.get(group.key + REMOVED_SUFFIX, ("",))[-1] if group.repeats else ""
        if removed.isascii() and removed.isdigit() and len(removed) < LONGEST_NUMBER:
            merged = without_entry(form, merged, group.key, int(removed))
    problems: list[Problem] = []
    asked: list[Field] = []
    for _ in range(len(step.fields) + 1):
        # Once more, while an answer that was read brought further questions on the same page.
        before, asked = asked, list(asked_fields(step, merged))
        if asked == before:
            break
        problems = []
        for field in asked:
            if field.kind is FieldKind.FILE:
                continue
            try:
                value = read_field(field, raw.get(field.path, ()))
            except Unreadable as unreadable:
                merged.pop(field.path, None)
                problems.append(Problem(field.path, unreadable.code, unreadable.values))
                continue
            if value is None:
                merged.pop(field.path, None)
            else:
                merged[field.path] = value
    _drop_unasked(step, merged)
    problems += _missing_files(step, merged)
    problems += _broken_rules(form, merged, {f.path for f in asked_fields(step, merged)})
    return merged, problems


def check_form(form: Form, answers: Answers) -> list[Problem]:
    """Name everything that is missing or wrong in a form as a whole, in the order of its pages."""
    problems: list[Problem] = []
    for step in asked_steps(form, answers):
        for field in asked_fields(step, answers):
            value = answers.get(field.path)
            if field.required and value in (None, "", [], False if _must_be_true(field) else None):
                problems.append(Problem(field.path, "required"))
            elif value not in (None, "", []):
                problems.extend(_wrong_stored(field, value))
    shown = {f.path for step in asked_steps(form, answers) for f in asked_fields(step, answers)}
    return problems + _broken_rules(form, answers, shown)


def step_of(form: Form, path: str, answers: Answers) -> FormStep:
    """Return the page on which a path is asked. :raises LookupError: when it is on none."""
    for step in form.steps:
        if any(field.path == path for field in asked_fields(step, answers)):
            return step
    raise LookupError(path)


def facts_of(form: Form, answers: Answers) -> dict[str, Any]:
    """Return the answers that are asked and what follows from them, as they become facts."""
    paths = [f.path for step in asked_steps(form, answers) for f in asked_fields(step, answers)]
    given = {path: answers[path] for path in paths if answers.get(path) not in (None, "", [])}
    return {**given, **derived_values(form, answers)}


def _must_be_true(field: Field) -> bool:
    return field.kind is FieldKind.DECLARATION


def _count(group: Group, typed: str) -> int:
    fits = typed.isascii() and typed.isdigit() and len(typed) < LONGEST_NUMBER
    count = int(typed) if fits else 0
    return max(group.minimum_entries, min(count, group.maximum_entries))


def _drop_unasked(step: FormStep, answers: dict[str, Any]) -> None:
    """Take away what is no longer asked, and what is not asked without it."""
    own = {field.path for field in step.fields}
    repeating = {group.key for group in step.groups if group.repeats}
    while True:
        asked = {field.path for field in asked_fields(step, answers)}
        gone = [
            path
            for path in answers
            if path not in asked and _is_of(path, own=own, repeating=repeating)
        ]
        if not gone:
            return
        for path in gone:
            del answers[path]


def _is_of(path: str, *, own: set[str], repeating: set[str]) -> bool:
    """Tell whether a path is an answer to one of these questions, index or not."""
    head, _, rest = path.partition(".")
    index, _, tail = rest.partition(".")
    return path in own or (head in repeating and index.isdigit() and f"{head}.{tail}" in own)


def _missing_files(step: FormStep, answers: Answers) -> list[Problem]:
    return [
        Problem(field.path, "required")
        for field in asked_fields(step, answers)
        if field.kind is FieldKind.FILE and field.required and not answers.get(field.path)
    ]


def _broken_rules(form: Form, answers: Answers, shown: set[str]) -> list[Problem]:
    known = {**answers, **derived_values(form, answers)}
    return [
        Problem(rule.shown_at, "rule", (("rule", rule.key),))
        for rule in form.rules
        if rule.shown_at in shown
        and all(known.get(path) is not None for path in rule.needs)
        and not rule.holds(known)
    ]


def _wrong_stored(field: Field, value: Any) -> list[Problem]:
    """Check a stored answer by the same limits as a typed one."""
    try:
        check_stored(field, value)
    except Unreadable as unreadable:
        return [Problem(field.path, unreadable.code, unreadable.values)]
    return []
