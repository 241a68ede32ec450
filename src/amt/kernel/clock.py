"""The only place that knows what time it is.

Services take `at` and `on`; whoever calls them asks here. Tests set a moment, the demo may be moved
by a file that all its processes read (`settings.AMT.clock_file`); production settings have none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

BERLIN = ZoneInfo("Europe/Berlin")

_set_moment: ContextVar[datetime | None] = ContextVar("set_moment", default=None)
_seen: tuple[int, timedelta] = (-1, timedelta())


class ClockCannotBeSet(RuntimeError):
    """This installation has no settable clock."""


def now() -> datetime:
    """Return the current moment, aware, in UTC."""
    moment = _set_moment.get()
    if moment is not None:
        return moment
    return _machine_now() + _offset()


def today() -> date:
    """Return the current day in Berlin."""
    return now().astimezone(BERLIN).date()


def day_of(moment: datetime) -> date:
    """Return the day in Berlin on which a moment lies."""
    return moment.astimezone(BERLIN).date()


@contextmanager
def moment_set(moment: datetime) -> Iterator[None]:
    """Make `now` return one moment inside the block (tests)."""
    token = _set_moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_moment.reset(token)


def move_to(moment: datetime) -> None:
    """Let the clock of this installation run on from another moment.

    :raises ClockCannotBeSet: when the installation has no clock file (production).
    """
    path = _clock_file()
    if path is None:
        raise ClockCannotBeSet("this installation has no settable clock")
    offset = moment.astimezone(UTC) - _machine_now()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"offset_seconds": offset.total_seconds()}))
    fresh.replace(path)


def _machine_now() -> datetime:
    return datetime.now(UTC)


def _clock_file() -> Path | None:
    return settings.AMT.clock_file


def _offset() -> timedelta:
    global _seen  # noqa: PLW0603 - one small cache per process, keyed by the file's time
    path = _clock_file()
    if path is None:
        return timedelta()
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return timedelta()
    if _seen[0] != changed:
        _seen = (changed, timedelta(seconds=json.loads(path.read_text())["offset_seconds"]))
    return _seen[1]
