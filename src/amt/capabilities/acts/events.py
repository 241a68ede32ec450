"""What acts announce; subjects are named by kind and id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ActDeclared(Event):
    """An act was declared; its letter does not exist yet."""

    act_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActsDeclared(Event):
    """Many acts were declared at once; their letters do not exist yet."""

    act_uuids: list[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class ActDelivered(Event):
    """An act lies in the mailboxes of its addressees, or in the print queue."""

    act_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActNotified(Event):
    """All addressees were told: the notification was sent or the letter posted."""

    act_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActRetrieved(Event):
    """An addressee opened an act for the first time."""

    act_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActUndeliverable(Event):
    """An addressee could not be reached electronically; a letter was queued."""

    act_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeWritten(Event):
    """A letter that decides nothing waits to be set and printed."""

    notice_uuid: UUID
