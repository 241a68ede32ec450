"""Reading scans: minutes of work, so never in the way of what is urgent; forgetting prints."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.applications.services import paper_doubled, paper_printing, paper_scans
from amt.kernel import clock, jobs


@jobs.job("applications.read_scan", queue=jobs.Queue.BULK)
def read_scan(batch_uuid: str, **_: Any) -> None:
    """Read a scan and file what is in it."""
    paper_scans.read_batch(batch_uuid=UUID(batch_uuid), at=clock.now())


@jobs.periodic("applications.forget_prints", cron="47 3 * * *")
def forget_prints() -> None:
    """Forget what was printed and will not come back, and what was entered for nothing."""
    paper_printing.forget_prints(on=clock.today())
    paper_doubled.forget_entries(at=clock.now())
