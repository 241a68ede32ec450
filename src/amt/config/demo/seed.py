"""The invented people and cases of the demo.

Rooms are asked in order; each loads what it owns and may be asked again: a second run changes
nothing. The logins are returned, so that they can be printed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Login:
    """One way into the demo, as printed at its start."""

    who: str
    where: str
    name: str
    password: str
    note: str = ""


def seed() -> list[Login]:
    """Load organisation, catalogue, residents and staff; return the logins."""
    return []
