"""The seal under a letter."""

from __future__ import annotations

from datetime import datetime


class NoSeal(Exception):
    """This installation has no seal."""


def seal(document: bytes, *, at: datetime) -> bytes:
    """Return the document with the seal."""
    raise NoSeal(at)
