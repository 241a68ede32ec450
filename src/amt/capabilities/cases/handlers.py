"""What cases do when something happened: to themselves, to their acts, to their jobs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.acts.events import ActDelivered, ActRetrieved
from amt.capabilities.cases import jobs, services, timeline
from amt.capabilities.cases.events import CaseOpened
from amt.kernel import clock


def on_case_opened(event: CaseOpened) -> None:
    """Have the proposal computed."""
    jobs.assess.defer(case_uuid=str(event.case_uuid))


def on_act_delivered(event: ActDelivered) -> None:
    """Note on the timeline that an act was delivered."""
    services.note_act(
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        act_uuid=event.act_uuid,
        kind=timeline.ACT_DELIVERED,
        at=event.at,
    )


def on_act_retrieved(event: ActRetrieved) -> None:
    """Note on the timeline that an addressee opened an act."""
    services.note_act(
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        act_uuid=event.act_uuid,
        kind=timeline.ACT_RETRIEVED,
        at=event.at,
    )


def on_job_gave_up(name: str, arguments: dict[str, Any]) -> None:
    """Tell the caseworker that the proposal could not be computed."""
    if name == jobs.ASSESS:
        services.note_failed_assessment(case_uuid=UUID(arguments["case_uuid"]), at=clock.now())
