"""What exchange announces; the content of a message is read by its uuid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MessageQueued(Event):
    """A message of ours waits to be handed over."""

    message_uuid: UUID


@dataclass(frozen=True, slots=True)
class MessageReceived(Event):
    """A partner's message arrived, its signature and shape were checked.

    `correlation` is that of our message to which it belongs, or the sender's own.
    """

    message_uuid: UUID
    partner: str
    kind: str
    correlation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageDelivered(Event):
    """The partner has taken a message of ours."""

    message_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageFailed(Event):
    """A message of ours was refused for good, or could not be handed over in all tries."""

    message_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime
