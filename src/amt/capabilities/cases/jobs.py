"""Jobs of cases: computing the proposal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog

from amt.capabilities.cases import services
from amt.kernel import clock
from amt.kernel.jobs import Queue, job

log = structlog.get_logger(__name__)

ASSESS = "cases.assess"


@job(ASSESS, queue=Queue.URGENT)
def assess(case_uuid: str, **_: Any) -> None:
    """Compute the proposal of a case."""
    try:
        services.assess_case(case_uuid=UUID(case_uuid), at=clock.now())
    except services.CannotBeAssessed:
        # Somebody decided before this job ran; nothing is left to propose.
        log.info("cases.assessed_too_late", case=case_uuid)
