"""Registered action types with the words in which people read them.

Each room registers its own in `audit_actions.py`-like tables at import; recording an unknown action
is a defect, so that the privacy page can always say what happened.
"""

from __future__ import annotations

from django.utils.functional import Promise

_known: dict[str, str | Promise] = {}


def register(actions: dict[str, str | Promise]) -> None:
    """Make action names known, each with its display text.

    :raises ValueError: when a name is taken by another text.
    """
    for name, text in actions.items():
        if name in _known and _known[name] != text:
            raise ValueError(f"audit action {name} is registered twice")
        _known[name] = text


def is_known(name: str) -> bool:
    """Tell whether an action was registered."""
    return name in _known


def text_of(name: str) -> str:
    """Return the display text of an action in the active language."""
    return str(_known.get(name, name))
