"""What a form asks now: its conditions, the entries of its repeating groups, its pages.

Pure, from the answers known so far. `answers` reads and checks what is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from amt.contract.entries import entry_options
from amt.contract.forms import Condition, Field, Form, FormStep, Group

Answers = Mapping[str, Any]

COUNT_SUFFIX = ".count"


def applies(condition: Condition | None, answers: Answers, index: int | None = None) -> bool:
    """Tell whether something with this condition is asked."""
    if condition is None:
        return True
    path = condition.path
    if index is not None:
        indexed = indexed_path(path, index)
        path = indexed if indexed in answers else path
    answer = answers.get(path)
    if isinstance(answer, list):
        return any(one in condition.is_in for one in answer)
    return answer in condition.is_in


def indexed_path(path: str, index: int) -> str:
    """Return the path of a field inside an entry of its repeating group."""
    group, _, rest = path.partition(".")
    return f"{group}.{index}.{rest}"


def entry_count(group: Group, answers: Answers) -> int:
    """Return how many entries a repeating group has, at least as many as it must."""
    if not group.repeats:
        return 1
    count = answers.get(group.key + COUNT_SUFFIX, group.minimum_entries)
    return max(group.minimum_entries, min(int(count), group.maximum_entries))


def asked_fields(step: FormStep, answers: Answers) -> Iterator[Field]:
    """Yield the fields of a page that are asked, those of repeating groups with their index."""
    if not applies(step.condition, answers):
        return
    for group in step.groups:
        if not applies(group.condition, answers):
            continue
        for index in range(entry_count(group, answers)):
            at = index if group.repeats else None
            for field in group.fields:
                if applies(field.condition, answers, at):
                    here = (
                        field if at is None else replace(field, path=indexed_path(field.path, at))
                    )
                    yield from _with_options(here, answers)


def _with_options(field: Field, answers: Answers) -> Iterator[Field]:
    """Yield a field with what can be chosen now; nothing where there is only one person."""
    if not field.entries_of:
        yield field
    elif len(options := entry_options(field, answers)) > 1:
        yield replace(field, options=options)


def asked_steps(form: Form, answers: Answers) -> list[FormStep]:
    """List the pages that are asked."""
    return [step for step in form.steps if applies(step.condition, answers)]
