"""Values that follow from answers: computed as soon as all is answered that they need.

Pure: the same answers give the same values. They are shown, never typed, and become facts whose
basis names what they came from (`basis_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.asking import COUNT_SUFFIX, asked_fields, asked_steps, entry_count, indexed_path
from amt.contract.facts import Facts
from amt.contract.forms import Derived, Form, Group, bare_path

BASIS = "derived:"


def derived_values(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return all derived values by path, those of repeating groups with their index.

    An answer that is no longer asked counts as not given.
    """
    if not form.derived:
        return {}
    asked = {f.path for step in asked_steps(form, answers) for f in asked_fields(step, answers)}
    known = {path: value for path, value in answers.items() if path in asked}
    pages = {step.key for step in asked_steps(form, answers)}
    values: dict[str, Any] = {}
    for derived in form.derived:
        if derived.step not in pages:
            continue
        group = _group_of(form, derived.path)
        places = range(entry_count(group, answers)) if group else (None,)
        for index in places:
            value = _value(form, derived, index, answers, {**known, **values})
            if value is not None:
                path = derived.path if index is None else indexed_path(derived.path, index)
                values[path] = value
    return values


def derived_from_facts(form: Form, facts: Facts) -> dict[str, Any]:
    """Return what follows from facts; they carry no count of entries, so the entries tell."""
    counts = {
        group.key + COUNT_SUFFIX: facts.count(group.key)
        for step in form.steps
        for group in step.groups
        if group.repeats
    }
    return derived_values(form, {**facts, **counts})


def basis_of(form: Form, path: str) -> str:
    """Return what a derived value came from, as the basis of its fact; empty for an answer."""
    bare = bare_path(path)
    for derived in form.derived:
        if derived.path == bare:
            return f"{BASIS}{','.join(derived.needs)}"
    return ""


def is_derived(form: Form, path: str) -> bool:
    """Tell whether a path is a value that nobody types."""
    return bool(basis_of(form, path))


def _value(
    form: Form,
    derived: Derived,
    index: int | None,
    answers: Mapping[str, Any],
    known: Mapping[str, Any],
) -> Any:
    """Return the value, or None while something it needs is not answered."""
    given: dict[str, Any] = {}
    for need in derived.needs:
        group = _group_of(form, need)
        if group is None:
            found = known.get(need)
        elif index is not None and need.startswith(f"{derived.path.partition('.')[0]}."):
            found = known.get(indexed_path(need, index))
        else:
            entries = range(entry_count(group, answers))
            all_of_them = [known.get(indexed_path(need, one)) for one in entries]
            found = None if None in all_of_them else all_of_them
        if found is None:
            return None
        given[need] = found
    return derived.of(given)


def _group_of(form: Form, path: str) -> Group | None:
    """Return the repeating group in which a path lies."""
    key = path.partition(".")[0]
    for step in form.steps:
        for group in step.groups:
            if group.repeats and group.key == key:
                return group
    return None
