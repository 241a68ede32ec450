"""Texts that a page lacks in its language and shows in German instead.

Whoever falls back to German notes the text; whoever builds the page listens with `noting` and says
so on it. Outside of a page (jobs, letters) nobody listens and a note costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_noted: ContextVar[dict[str, None] | None] = ContextVar("untranslated", default=None)


def note(text: str) -> None:
    """Note that this German text stands where another language was asked for."""
    noted = _noted.get()
    if noted is not None:
        noted[text] = None


@contextmanager
def noting() -> Iterator[dict[str, None]]:
    """Collect what is noted meanwhile; the keys are the texts, in the order of their coming."""
    noted: dict[str, None] = {}
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)
