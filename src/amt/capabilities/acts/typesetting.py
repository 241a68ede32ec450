"""Typesetting."""

from __future__ import annotations

from datetime import datetime
from typing import Any


class TypesettingFailed(Exception):
    """The template refused a letter."""


def typeset(letter: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF."""
    raise TypesettingFailed
