"""What applications announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(Event):
    """An application was submitted and its case opened."""

    application_uuid: UUID
    case_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationAdopted(Event):
    """An application that was sent without sign-in was taken into an account."""

    application_uuid: UUID
    case_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmationDeclined(Event):
    """Somebody who was asked to confirm a draft does not."""

    confirmation_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class DraftConfirmed(Event):
    """Everybody who must has confirmed a draft; it can be sent."""

    draft_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ScanTaken(Event):
    """A file of paper forms came from the scanner; its codes can be read."""

    batch_uuid: UUID
    at: datetime
