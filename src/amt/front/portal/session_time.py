"""How long a session lasts: from the last deed on, said in time, prolonged by any deed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from amt.kernel import clock, installation

TOUCHED_KEY = "touched_at"
TOUCH_AFTER = timedelta(minutes=5)
"""A session is written anew at most so often, so that a page costs no write."""


def touch(request: HttpRequest) -> None:
    """Let the session last anew from now on; nothing for who has none."""
    if request.session.is_empty():
        return
    now = clock.now()
    if now - _touched_at(request, now) >= TOUCH_AFTER or TOUCHED_KEY not in request.session:
        request.session[TOUCHED_KEY] = now.isoformat()


def ends_at(request: HttpRequest) -> datetime:
    """Return when the session ends if nothing is done."""
    now = clock.now()
    return _touched_at(request, now) + installation.session_length()


def parts(request: HttpRequest) -> dict[str, Any]:
    """Return what a page needs to say when the session ends."""
    end = ends_at(request)
    return {
        "session_ends_at": end,
        "session_seconds": max(0, int((end - clock.now()).total_seconds())),
    }


def _touched_at(request: HttpRequest, now: datetime) -> datetime:
    try:
        return datetime.fromisoformat(request.session[TOUCHED_KEY])
    except (KeyError, TypeError, ValueError):
        return now
