"""What grants do when something happened in a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.cases.events import CaseDecided, CasesRedecided, DeedDone
from amt.capabilities.grants import jobs, services
from amt.capabilities.grants.events import RunReleased, RunStarted
from amt.kernel import clock


def on_case_decided(event: CaseDecided) -> None:
    """Plan the payments anew; close what waited for this decision."""
    _plan_anew(event.case_uuid, basis=event.decision_uuid)
    services.note_decided(case_uuid=event.case_uuid, at=event.at)


def on_deed_done(event: DeedDone) -> None:
    """Plan the payments anew: a deed may hold, end or demand them back."""
    _plan_anew(event.case_uuid, basis=event.deed_uuid)


def on_cases_redecided(event: CasesRedecided) -> None:
    """Plan the payments of many cases anew, by a job that does not hold up what is urgent."""
    jobs.plan_many.defer(case_uuids=list(event.case_uuids))


def on_run_started(event: RunStarted) -> None:
    """Begin the trial of a run."""
    jobs.try_next.defer(run_uuid=str(event.run_uuid))


def on_run_released(event: RunReleased) -> None:
    """Begin, or go on, deciding."""
    jobs.decide_next.defer(run_uuid=str(event.run_uuid))


def on_job_gave_up(name: str, arguments: dict[str, Any]) -> None:
    """Let the unit know of a plan that could not be made, and of a run that stands still."""
    if name in (jobs.TRY, jobs.DECIDE):
        services.note_trouble(run_uuid=UUID(arguments["run_uuid"]), at=clock.now())
    if name == jobs.PLAN:
        services.note_failed_plan(case_uuid=UUID(arguments["case_uuid"]), at=clock.now())
    if name == jobs.PLAN_MANY:
        for case_uuid in arguments["case_uuids"]:
            jobs.plan.defer(case_uuid=case_uuid)


def _plan_anew(case_uuid: UUID, *, basis: UUID) -> None:
    if services.is_paid_monthly(case_uuid):
        jobs.plan.defer(case_uuid=str(case_uuid), basis=str(basis))
