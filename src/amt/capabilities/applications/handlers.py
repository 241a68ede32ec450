"""What applications do when something happened to themselves or to a case."""

from __future__ import annotations

from amt.capabilities.applications import jobs, services
from amt.capabilities.applications.events import DraftConfirmed
from amt.capabilities.cases.events import CaseDecided, DeedDone


def on_draft_confirmed(event: DraftConfirmed) -> None:
    """Have the draft sent."""
    jobs.submit.defer(draft_uuid=str(event.draft_uuid))


def on_deed_done(event: DeedDone) -> None:
    """Wait for a form no longer where the case has gone on without it."""
    services.end_informal(case_uuid=event.case_uuid, at=event.at)


def on_case_decided(event: CaseDecided) -> None:
    """Wait for a form no longer where the case was decided without it."""
    services.end_informal(case_uuid=event.case_uuid, at=event.at)
