"""A started run is collected, an approved run becomes a file; what fails for good is shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.payments import jobs, services
from amt.capabilities.payments.events import RunApproved, RunStarted
from amt.kernel import clock


def on_run_started(event: RunStarted) -> None:
    """Queue the job that collects what the run pays."""
    jobs.collect_run.defer(run_uuid=str(event.run_uuid))


def on_run_approved(event: RunApproved) -> None:
    """Queue the job that makes the file and hands it over."""
    jobs.hand_over_file.defer(run_uuid=str(event.run_uuid))


def on_job_gave_up(name: str, arguments: dict[str, Any]) -> None:
    """Show at a run that nothing could be collected."""
    if name == jobs.COLLECT:
        services.note_uncollected(run_uuid=UUID(arguments["run_uuid"]), at=clock.now())
