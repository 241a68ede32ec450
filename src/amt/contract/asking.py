"""What a form asks now: its conditions, the entries of its repeating groups, its pages.

Pure, from the answers known so far. `answers` reads and checks what is asked here. What is asked
may hang on values that follow from answers, and those on what is asked; no value follows from
itself (`soundness`), so computing them one by one comes to an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from amt.contract.entries import entries_known, entry_options
from amt.contract.forms import Condition, Derived, Field, Form, FormStep, Group

Answers = Mapping[str, Any]

COUNT_SUFFIX = ".count"


def applies(condition: Condition | None, answers: Answers, index: int | None = None) -> bool:
    """Tell whether something with this condition is asked."""
    if condition is None:
        return True
    if condition.follows is not None:
        return Following(condition.follows, answers).applies(condition, index)
    return _fits(condition, _given(condition.path, answers, index))


def _given(path: str, answers: Answers, index: int | None) -> Any:
    if index is not None and (indexed := indexed_path(path, index)) in answers:
        return answers[indexed]
    return answers.get(path)


def _fits(condition: Condition, answer: Any) -> bool:
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


class Following:
    """The values that follow from answers, each computed once and only when somebody asks.

    An answer that is no longer asked counts as not given, and so does a value that was kept: facts
    hold what followed once.
    """

    def __init__(self, form: Form, answers: Answers) -> None:
        self._form, self._answers = form, answers
        self._derived = {one.path: one for one in form.derived}
        self._known: dict[tuple[str, int | None], Any] = {}

    def values(self) -> dict[str, Any]:
        """Return all there are by path, those of repeating groups with their index."""
        found: dict[str, Any] = {}
        for one in self._form.derived:
            group = self._group_of(one.path)
            places = range(self._count(group)) if group else (None,)
            for index in places:
                value = self.value(one, index)
                if value is not None:
                    path = one.path if index is None else indexed_path(one.path, index)
                    found[path] = value
        return found

    def value(self, derived: Derived, index: int | None) -> Any:
        """Return one value, or None while something it needs is not answered."""
        place = (derived.path, index)
        if place not in self._known:
            self._known[place] = self._computed(derived, index)
        return self._known[place]

    def applies(self, condition: Condition | None, index: int | None = None) -> bool:
        """Tell whether something with this condition is asked."""
        if condition is None:
            return True
        derived = self._derived.get(condition.path)
        if derived is None:
            return _fits(condition, _given(condition.path, self._answers, index))
        at = index if self._group_of(derived.path) else None
        return _fits(condition, self.value(derived, at))

    def _computed(self, derived: Derived, index: int | None) -> Any:
        if not self.applies(self._form.step(derived.step).condition):
            return None
        given: dict[str, Any] = {}
        for need in derived.needs:
            found = self._need(derived, need, index)
            if found is None:
                return None
            given[need] = found
        return derived.of(given)

    def _need(self, derived: Derived, need: str, index: int | None) -> Any:
        """Return one answer, or those of all entries of a group in which the value is not."""
        group = self._group_of(need)
        if group is None:
            return self._one(need, None)
        if index is not None and group is self._group_of(derived.path):
            return self._one(need, index)
        all_of_them = [self._one(need, at) for at in range(self._count(group))]
        return None if None in all_of_them else all_of_them

    def _one(self, path: str, index: int | None) -> Any:
        derived = self._derived.get(path)
        if derived is not None:
            return self.value(derived, index)
        for step in self._form.steps:
            for group in step.groups:
                for field in group.fields:
                    if field.path == path:
                        return self._answer(step, group, field, index)
        return None

    def _answer(self, step: FormStep, group: Group, field: Field, index: int | None) -> Any:
        """Return an answer as far as it is asked."""
        around = self.applies(step.condition) and self.applies(group.condition)
        if not (around and self.applies(field.condition, index)):
            return None
        if not list(_with_options(field, self._answers)):
            return None
        path = field.path if index is None else indexed_path(field.path, index)
        return self._answers.get(path)

    def _count(self, group: Group) -> int:
        counted = {group.key + COUNT_SUFFIX: entries_known(group.key, self._answers)}
        return entry_count(group, {**counted, **self._answers})

    def _group_of(self, path: str) -> Group | None:
        """Return the repeating group in which a path lies."""
        key = path.partition(".")[0]
        for step in self._form.steps:
            for group in step.groups:
                if group.repeats and group.key == key:
                    return group
        return None
