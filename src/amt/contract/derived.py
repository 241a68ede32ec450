"""Values that follow from answers: computed as soon as all is answered that they need.

Pure: the same answers give the same values. They are shown, never typed, and become facts whose
basis names what they came from (`basis_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.asking import COUNT_SUFFIX, Following
from amt.contract.facts import Facts
from amt.contract.forms import Form, bare_path

BASIS = "derived:"


def derived_values(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return all derived values by path, those of repeating groups with their index.

    An answer that is no longer asked counts as not given.
    """
    return Following(form, answers).values() if form.derived else {}


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
