"""Reading pages in tests."""

from __future__ import annotations

from typing import Any


def text_of(response: Any) -> str:
    """Return the page as text."""
    return str(response.content.decode())
