"""Typed events: down by call, up by event.

A service publishes in its transaction; for each subscribed handler a job row is written in the same
transaction, so an event is neither lost nor told of something that was rolled back. Handlers make
one service call and are idempotent. Events carry ids and times, never personal data.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

from amt.kernel.jobs import Queue, job


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """Base of all events; subclasses are frozen dataclasses named in the past tense."""


E = TypeVar("E", bound=Event)
Handler = Callable[[Any], None]

_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)
_types: dict[str, type[Event]] = {}
_concerns: dict[tuple[str, str], Callable[[Any], bool]] = {}
_at_once: set[tuple[str, str]] = set()


def name_of(event_type: type[Event]) -> str:
    """Return the permanent name, such as `cases.CaseOpened`."""
    room = event_type.__module__.removesuffix(".events").rsplit(".", 1)[-1]
    return f"{room}.{event_type.__name__}"


def subscribe(
    event_type: type[E],
    handler: Callable[[E], None],
    *,
    concerns: Callable[[E], bool] | None = None,
    at_once: bool = False,
) -> None:
    """Let a handler be called for every event of a type; called in `apps.ready()`.

    `concerns` is asked in the publisher's transaction whether there is anything to do, and must
    cost less than a job. `at_once` is for handlers that do nothing but queue a job: they do it in
    that transaction, without a job of their own before it.
    """
    name, path = name_of(event_type), _path_of(handler)
    _types[name] = event_type
    _handlers[name][path] = handler
    if concerns is not None:
        _concerns[name, path] = concerns
    if at_once:
        _at_once.add((name, path))


def publish(event: Event) -> None:
    """Announce an event to its handlers, as jobs of the running transaction."""
    name = name_of(type(event))
    for path, handler in _handlers.get(name, {}).items():
        if (name, path) in _at_once:
            handler(event)
        elif (name, path) not in _concerns or _concerns[name, path](event):
            handle_event.defer(event=name, handler=path, payload=_packed(event))


@job("kernel.handle_event", queue=Queue.URGENT)
def handle_event(event: str, handler: str, payload: dict[str, Any]) -> None:
    """Call one handler with one event."""
    known = _handlers.get(event, {}).get(handler)
    if known is None:
        raise LookupError(f"no handler {handler} of {event}")
    known(_unpacked(_types[event], payload))


def _path_of(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def _packed(event: Event) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        if isinstance(value, datetime | date):
            value = value.isoformat()
        elif isinstance(value, UUID):
            value = str(value)
        plain[field.name] = value
    return plain


def _unpacked(event_type: type[Event], payload: dict[str, Any]) -> Event:
    readers: dict[Any, Callable[[Any], Any]] = {
        datetime: datetime.fromisoformat,
        date: date.fromisoformat,
        UUID: UUID,
    }
    hints = get_type_hints(event_type)
    values = {}
    for field in dataclasses.fields(event_type):
        value = payload[field.name]
        reader = readers.get(hints[field.name])
        values[field.name] = reader(value) if reader and value is not None else value
    return event_type(**values)
