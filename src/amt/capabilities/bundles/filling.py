"""What a bundle knows, in the words of one service: answers to its form, by the shared names.

Pure functions over a form and facts. A field in a repeating group takes the entries of the shared
repeating group one by one; a shared name with a number means that entry alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from amt.contract.answers import COUNT_SUFFIX, indexed_path
from amt.contract.forms import Field, Form, Group, bare_path
from amt.contract.procedure import Procedure

APPLICATION = "application"


def shared_names(form: Form) -> frozenset[str]:
    """Return the shared names that a form uses, without numbers."""
    return frozenset(bare_path(field.shared) for field in form.fields() if field.shared)


def answers_from(form: Form, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to a form that the facts of a bundle give."""
    answers: dict[str, Any] = {}
    for path, shared in shared_paths(form, facts).items():
        answers[path] = facts[shared]
    for group in _repeating(form):
        count = _count(group, answers)
        if count:
            answers[group.key + COUNT_SUFFIX] = min(count, group.maximum_entries)
    return answers


def shared_paths(form: Form, facts: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each answer that the facts give, the shared name it comes from."""
    found: dict[str, str] = {}
    for group, field in _shared_fields(form):
        if not group.repeats:
            if field.shared in facts:
                found[field.path] = field.shared
            continue
        for index in range(group.maximum_entries):
            shared = indexed_path(field.shared, index)
            if shared in facts:
                found[indexed_path(field.path, index)] = shared
    return found


def person_at(group: Group, index: int | None, people: str) -> int | None:
    """Return which person of the event a group of a form describes, counted from nought.

    `people` is the shared repeating group of persons; None means no person of the event.
    """
    for field in group.fields:
        head, _, rest = field.shared.partition(".")
        if head != people:
            continue
        number = rest.partition(".")[0]
        if number.isdigit():
            return int(number)
        if group.repeats and index is not None:
            return index
    return None


def waived_paths(procedure: Procedure, consented: frozenset[str]) -> frozenset[str]:
    """Return what nobody has to prove: other offices do, by the evidence of these keys."""
    waived = set()
    for evidence in procedure.evidence:
        if evidence.key in consented:
            waived |= {evidence.manual, *(path for _shared, path in evidence.facts)}
    return frozenset(waived - {""})


def digest_of(answers: Mapping[str, Any]) -> str:
    """Return the digest by which a confirmation names the answers it holds for."""
    canonical = json.dumps(answers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _shared_fields(form: Form) -> Iterator[tuple[Group, Field]]:
    for step in form.steps:
        for group in step.groups:
            for field in group.fields:
                if field.shared:
                    yield group, field


def _repeating(form: Form) -> Iterator[Group]:
    for step in form.steps:
        for group in step.groups:
            if group.repeats:
                yield group


def _count(group: Group, answers: Mapping[str, Any]) -> int:
    prefix = f"{group.key}."
    numbers = {
        int(path[len(prefix) :].partition(".")[0])
        for path in answers
        if path.startswith(prefix) and path[len(prefix) :].partition(".")[0].isdigit()
    }
    return max(numbers, default=-1) + 1
