"""What applications do when something happened to themselves or to a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.applications import jobs, services
from amt.capabilities.applications.events import (
    ApplicationSubmitted,
    ConfirmationDeclined,
    DraftConfirmed,
)
from amt.capabilities.applications.lookups import DRAFT
from amt.capabilities.cases.events import CaseDecided, DeedDone
from amt.capabilities.identity.events import CallEnded
from amt.capabilities.registers.events import RegisterAnswered
from amt.kernel import clock, events


def on_draft_confirmed(event: DraftConfirmed) -> None:
    """Have the draft sent."""
    jobs.submit.defer(draft_uuid=str(event.draft_uuid))


def on_confirmation_declined(event: ConfirmationDeclined) -> None:
    """Tell who applies that somebody does not confirm."""
    services.tell_declined(confirmation_uuid=event.confirmation_uuid, at=event.at)


def on_application_submitted(event: ApplicationSubmitted) -> None:
    """Make the receipt; this is a job of its own already."""
    services.make_receipt(application_uuid=event.application_uuid, at=clock.now())


def on_job_gave_up(job_name: str, arguments: dict[str, Any]) -> None:
    """Let a person of the unit know that a receipt cannot be made."""
    if job_name != events.handle_event.name:
        return
    if arguments.get("handler", "").endswith(f"{__name__}.on_application_submitted"):
        payload = arguments["payload"]
        services.note_failed_receipt(
            application_uuid=UUID(payload["application_uuid"]), at=clock.now()
        )


def on_deed_done(event: DeedDone) -> None:
    """Wait for a form no longer where the case has gone on without it."""
    services.end_informal(case_uuid=event.case_uuid, at=event.at)


def on_case_decided(event: CaseDecided) -> None:
    """Wait for a form no longer where the case was decided without it."""
    services.end_informal(case_uuid=event.case_uuid, at=event.at)


def on_register_answered(event: RegisterAnswered) -> None:
    """Tell the case what a register said after the application was sent."""
    if event.subject_kind == DRAFT:
        services.take_late_answer(
            inquiry_uuid=event.inquiry_uuid, draft_uuid=UUID(event.subject_id), at=event.at
        )


def on_call_ended(event: CallEnded) -> None:
    """Leave what was filled in during a call to its caller, also where the call was forgotten."""
    services.leave_drafts(call_uuid=event.call_uuid, at=event.at)
