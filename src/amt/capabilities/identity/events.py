"""What identity announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Event):
    """Somebody who was invited by letter signed in and bound the invitation to their account."""

    invitation_uuid: UUID
    subject_kind: str
    subject_id: str
    account_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AccessQuestionAsked(Event):
    """A person asks an office why it saw their data."""

    question_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class AccessQuestionAnswered(Event):
    """The office answered why it saw somebody's data."""

    question_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CallEnded(Event):
    """A call at the phone or a visit at the counter is over."""

    call_uuid: UUID
    at: datetime
