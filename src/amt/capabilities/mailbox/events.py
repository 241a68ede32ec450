"""What the mailbox announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MessageDelivered(Event):
    """A message lies ready for its reader."""

    message_uuid: UUID
    correlation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageRetrieved(Event):
    """A message was opened for the first time."""

    message_uuid: UUID
    correlation: str
    at: datetime
