"""What registers announces; the answer itself is read by the uuid of the inquiry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class InquiryQueued(Event):
    """A register is to be asked, or asked once more."""

    inquiry_uuid: UUID


@dataclass(frozen=True, slots=True)
class RegisterAnswered(Event):
    """A register answered a job; `is_late`: after it had been down when somebody waited."""

    inquiry_uuid: UUID
    subject_kind: str
    subject_id: str
    is_late: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class RegisterStaysSilent(Event):
    """No try brought an answer; nobody asks any more."""

    inquiry_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportQueued(Event):
    """A register is to be told that a person doubts its data."""

    report_uuid: UUID


@dataclass(frozen=True, slots=True)
class ReportSettled(Event):
    """The register's office has looked at what a person said to be wrong."""

    report_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime
