"""Reading scans: minutes of work, so never in the way of what is urgent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.applications.services import paper_scans
from amt.kernel import clock, jobs


@jobs.job("applications.read_scan", queue=jobs.Queue.BULK)
def read_scan(batch_uuid: str, **_: Any) -> None:
    """Read a scan and file what is in it."""
    paper_scans.read_batch(batch_uuid=UUID(batch_uuid), at=clock.now())
