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


def name_of(event_type: type[Event]) -> str:
    """Return the permanent name, such as `cases.CaseOpened`."""
    room = event_type.__module__.removesuffix(".events").rsplit(".", 1)[-1]
    return f"{room}.{event_type.__name__}"


def subscribe(event_type: type[E], handler: Callable[[E], None]) -> None:
    """Let a handler be called for every event of a type; called in `apps.ready()`."""
    name = name_of(event_type)
    _types[name] = event_type
    _handlers[name][f"{handler.__module__}.{handler.__qualname__}"] = handler


def publish(event: Event) -> None:
    """Announce an event to its handlers, as jobs of the running transaction."""
    name = name_of(type(event))
    for handler in _handlers.get(name, {}):
        handle_event.defer(event=name, handler=handler, payload=_packed(event))


@job("kernel.handle_event", queue=Queue.URGENT)
def handle_event(event: str, handler: str, payload: dict[str, Any]) -> None:
    """Call one handler with one event."""
    known = _handlers.get(event, {}).get(handler)
    if known is None:
        raise LookupError(f"no handler {handler} of {event}")
    known(_unpacked(_types[event], payload))


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
