"""Choosing one of the people whom a form names: the person who applies or an entry of a group.

The answer is a number as text: `0` is the person who applies, `1` the first entry of the repeating
group, and so on. It means the place in the list: taking an entry away moves the numbers above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amt.contract.forms import Field, Form, Group

APPLICANT = "0"
NAME_PARTS = ("given_name", "family_name")
"""`Field.person` of the fields that name the person who applies."""


def entry_options(field: Field, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what can be chosen now: the person who applies and each entry that is named."""
    return tuple(str(number) for number in range(entries_known(field.entries_of, answers) + 1))


def entry_names(form: Form, key: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the names by option, as far as they are known, for choosing among a group."""
    group = next(g for step in form.steps for g in step.groups if g.key == key and g.repeats)
    named = {APPLICANT: " ".join(_applicant_name(form, answers))}
    for index in range(entries_known(key, answers)):
        parts = (answers.get(f"{key}.{index}.{p.partition('.')[2]}") for p in group.named_by)
        named[str(index + 1)] = " ".join(str(part) for part in parts if part)
    return {option: name for option, name in named.items() if name}


def without_entry(form: Form, answers: Mapping[str, Any], key: str, removed: int) -> dict[str, Any]:
    """Return answers in which the choices still mean the same people after an entry is gone.

    Whoever had chosen the entry that is gone is asked again.
    """
    moved = dict(answers)
    for path in list(moved):
        field = _chooses(form, path, key)
        if field is None or not str(moved[path]).isdigit():
            continue
        number = int(moved[path])
        if number == removed + 1:
            del moved[path]
        elif number > removed + 1:
            moved[path] = str(number - 1)
    return moved


def _chooses(form: Form, path: str, key: str) -> Field | None:
    try:
        field = form.field_at(path)
    except LookupError:
        return None
    return field if field.entries_of == key else None


def entries_known(key: str, answers: Mapping[str, Any]) -> int:
    """Return how many entries of a group answers or facts name."""
    counted = answers.get(f"{key}.count")
    if counted is not None:
        return int(counted)
    # Facts carry no count: the highest index tells.
    heads = (path.split(".", 2) for path in answers if path.startswith(f"{key}."))
    numbers = [int(head[1]) for head in heads if head[1].isdigit()]
    return max(numbers, default=-1) + 1


def _applicant_name(form: Form, answers: Mapping[str, Any]) -> Iterator[str]:
    for part in NAME_PARTS:
        for field in _single(form):
            if field.person == part and answers.get(field.path):
                yield str(answers[field.path])
                break


def _single(form: Form) -> Iterator[Field]:
    groups: list[Group] = [group for step in form.steps for group in step.groups]
    for group in groups:
        if not group.repeats:
            yield from group.fields
