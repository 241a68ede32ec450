"""Whether a form can work at all: asked once, when it is made.

A form whose values follow from themselves, that names what it does not ask, or two of whose names
would be one name on a page, is refused with a sentence that says where (`BadForm`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amt.contract.forms import Condition, Derived, Field, FormStep, Rule

BESIDE_A_FIELD = ("hint", "error", "source", "why", "group", "note", "kamera", "vorschlaege")
"""What stands beside a field on a page and is named after it."""


class BadForm(ValueError):
    """A form contradicts itself; the message says where."""


def check(
    key: str,
    steps: Sequence[FormStep],
    rules: Sequence[Rule],
    derived: Sequence[Derived],
) -> None:
    """Refuse a form that cannot work. :raises BadForm: when a name or a condition is wrong."""
    _check_names(key, steps, derived)
    if derived:
        _check_values(key, steps, rules, derived)
        _check_circles(key, steps, derived)


def page_name(path: str) -> str:
    """Return the name of a field on a page, in which dots and underscores are the same."""
    return path.replace(".", "-").replace("_", "-")


def _check_names(key: str, steps: Sequence[FormStep], derived: Sequence[Derived]) -> None:
    paths = Counter(field.path for step in steps for field in step.fields)
    paths.update(one.path for one in derived)
    if twice := [path for path, count in paths.items() if count > 1]:
        raise BadForm(f"{key}: asked twice: {', '.join(twice)}")
    names = Counter(name for step in steps for f in step.fields for name in _names_of(f))
    if twice := [name for name, count in names.items() if count > 1]:
        raise BadForm(f"{key}: two names are one on the page: {', '.join(twice)}")


def _names_of(field: Field) -> Iterator[str]:
    """Yield the names that a field takes on a page: its own, its choices', its texts'."""
    own = page_name(field.path)
    yield own
    yield from (f"{own}-{part}" for part in BESIDE_A_FIELD)
    for number in range(2, len(field.options) + 1):
        yield f"{own}-{number}"
        yield f"{own}-{number}-note"


def _check_values(
    key: str,
    steps: Sequence[FormStep],
    rules: Sequence[Rule],
    derived: Sequence[Derived],
) -> None:
    """Refuse a value on no page, from nothing, or named where nobody can tell which entry."""
    pages = {step.key for step in steps}
    known = {field.path for step in steps for field in step.fields} | {d.path for d in derived}
    for one in derived:
        if one.step not in pages:
            raise BadForm(f"{key}: {one.path} is shown on {one.step}, which is no page")
        if missing := [need for need in one.needs if need not in known]:
            raise BadForm(f"{key}: {one.path} needs {', '.join(missing)}, which nobody asks")
    entries = _inside_entries(steps, derived)
    for rule in rules:
        if inside := [need for need in (*rule.needs, rule.shown_at) if need in entries]:
            raise BadForm(f"{key}: rule {rule.key} names {inside[0]}, which each entry has")
    for where, group, condition in _conditions(steps):
        if condition.path in entries and entries[condition.path] != group:
            raise BadForm(f"{key}: {where} hangs on {condition.path}, which each entry has")


def _inside_entries(steps: Sequence[FormStep], derived: Sequence[Derived]) -> dict[str, str]:
    """Return the derived values that each entry of a repeating group has, with the group."""
    repeating = {group.key for step in steps for group in step.groups if group.repeats}
    heads = {one.path: one.path.partition(".")[0] for one in derived}
    return {path: head for path, head in heads.items() if head in repeating and path != head}


def _conditions(steps: Sequence[FormStep]) -> Iterator[tuple[str, str, Condition]]:
    """Yield each condition with what hangs on it, and the group in whose entries that lies."""
    for step in steps:
        if step.condition is not None:
            yield step.key, "", step.condition
        for group in step.groups:
            if group.condition is not None:
                yield group.key, "", group.condition
            for field in group.fields:
                if field.condition is not None:
                    yield field.path, group.key, field.condition


def _check_circles(key: str, steps: Sequence[FormStep], derived: Sequence[Derived]) -> None:
    """Refuse a value on which hangs, over whatever way, what it is computed from."""
    hangs_on = {
        field.path: _paths(step.condition, group.condition, field.condition)
        for step in steps
        for group in step.groups
        for field in group.fields
    }
    pages = {step.key: step for step in steps}
    for one in derived:
        hangs_on[one.path] = (*one.needs, *_paths(pages[one.step].condition))
    for one in derived:
        if circle := _circle(one.path, hangs_on):
            raise BadForm(f"{key}: {one.path} follows from itself: {' < '.join(circle)}")


def _paths(*conditions: Condition | None) -> tuple[str, ...]:
    return tuple(one.path for one in conditions if one is not None)


def _circle(start: str, hangs_on: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the way from a path back to itself, or nothing where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for path in hangs_on.get(way[-1], ()):
            if path == start:
                return (*way, path)
            if path not in seen:
                seen.add(path)
                ways.append((*way, path))
    return ()
