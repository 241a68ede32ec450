"""What dispatch announces; `correlation` is the key that the sender gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class EmailQueued(Event):
    """An e-mail waits to be handed to the mail server."""

    email_uuid: UUID


@dataclass(frozen=True, slots=True)
class EmailSent(Event):
    """The mail server has taken an e-mail."""

    correlation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EmailBounced(Event):
    """An e-mail cannot reach its recipient, or could not be handed over for good."""

    correlation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterPosted(Event):
    """A letter was printed and given to the post."""

    correlation: str
    at: datetime
