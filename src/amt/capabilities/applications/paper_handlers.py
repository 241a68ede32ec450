"""What applications do when paper has come in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.applications import paper_jobs
from amt.capabilities.applications.events import ScanTaken
from amt.capabilities.applications.services import paper_scans
from amt.kernel import clock


def on_scan_taken(event: ScanTaken) -> None:
    """Have the scan read."""
    paper_jobs.read_scan.defer(batch_uuid=str(event.batch_uuid))


def on_job_gave_up(job_name: str, arguments: dict[str, Any]) -> None:
    """Let a person of the unit know that a scan cannot be read."""
    if job_name == paper_jobs.read_scan.name:
        paper_scans.give_up(batch_uuid=UUID(arguments["batch_uuid"]), at=clock.now())
