"""Buttons of a form that add or take away an entry of a group that repeats."""

from __future__ import annotations

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
