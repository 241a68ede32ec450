"""Buttons of a form that add or take away an entry of a group that repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amt.contract.answers import COUNT_SUFFIX
from amt.contract.forms import Form
from amt.front.frame import forms


def entries_changed(form: Form, raw: dict[str, list[str]], action: str) -> dict[str, list[str]]:
    """Carry out a button that adds or takes away an entry of a repeating group."""
    deed, _colon, rest = action.partition(":")
    key, _colon, index = rest.partition(":")
    for step in form.steps:
        for group in step.groups:
            if group.key != key or not group.repeats:
                continue
            if deed == "hinzu":
                return forms.with_added_entry(raw, group)
            if deed == "weg" and index.isascii() and index.isdigit() and len(index) < 4:
                return forms.with_removed_entry(raw, group, int(index))
    return raw


def place_after(raw: Mapping[str, Sequence[str]], action: str) -> str:
    """Return the id of what comes next after a button of `entries_changed`.

    That is the entry that was added, the one that moved up into the place of the one that went, or
    the button that adds one when none is left. `raw` is what `entries_changed` returned.
    """
    deed, _colon, rest = action.partition(":")
    key, _colon, index = rest.partition(":")
    typed = "".join(raw.get(key + COUNT_SUFFIX, [])[-1:])
    count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    if not count:
        return f"gruppe-{key}-hinzu"
    if deed == "weg" and index.isascii() and index.isdigit() and len(index) < 4:
        return f"gruppe-{key}-{min(int(index) + 1, count)}"
    return f"gruppe-{key}-{count}"
