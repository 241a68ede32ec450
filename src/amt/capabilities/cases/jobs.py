"""Jobs of cases: computing the proposal, handing over, what time does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog

from amt.capabilities.cases import services
from amt.kernel import clock
from amt.kernel.jobs import Queue, job, periodic

log = structlog.get_logger(__name__)

ASSESS = "cases.assess"
HAND_OVER = "cases.hand_over"


# Behind what somebody waits for at a page, such as the receipt of what was just sent.
@job(ASSESS, queue=Queue.URGENT, priority=-1)
def assess(case_uuid: str, **_: Any) -> None:
    """Compute the proposal of a case."""
    try:
        services.assess_case(case_uuid=UUID(case_uuid), at=clock.now())
    except services.CannotBeAssessed:
        # Somebody decided before this job ran; nothing is left to propose.
        log.info("cases.assessed_too_late", case=case_uuid)


@job(HAND_OVER, queue=Queue.URGENT)
def hand_over(case_uuid: str, **_: Any) -> None:
    """Send a matter to the body that decides it."""
    services.hand_over(case_uuid=UUID(case_uuid), at=clock.now())


@periodic("cases.run_due_deeds", cron="*/5 * * * *")
def run_due_deeds() -> None:
    """Do what follows from terms that have run out; most runs find nothing."""
    services.run_due_deeds(on=clock.today(), at=clock.now())
