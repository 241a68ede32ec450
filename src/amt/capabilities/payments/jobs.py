"""Collecting runs, making files, handing them to banks, and fetching the banks' notes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.payments import services, statements
from amt.kernel import clock, faults
from amt.kernel.errors import PartnerFailure
from amt.kernel.jobs import Permanent, Queue, job, periodic

TRIES = 10
COLLECT = "payments.collect_run"


@job(COLLECT, queue=Queue.NORMAL)
def collect_run(run_uuid: str, **_: Any) -> None:
    """Collect what a started run pays."""
    services.collect_run(run_uuid=UUID(run_uuid), at=clock.now())


@job("payments.hand_over_file", queue=Queue.NORMAL, attempts=TRIES)
def hand_over_file(run_uuid: str) -> None:
    """Make the file of an approved run and hand it to the bank, where that takes files."""
    faults.point("payments.hand_over_file.before")
    try:
        services.hand_over_file(run_uuid=UUID(run_uuid), at=clock.now())
    except PartnerFailure as failure:
        if failure.permanent:
            raise Permanent(str(failure)) from failure
        raise
    except (services.NoBankAccount, services.NotApproved) as refusal:
        # A person sees on the page of the run what is missing.
        raise Permanent(refusal.code) from refusal


@periodic("payments.fetch_statements", cron="*/5 * * * *")
def fetch_statements() -> None:
    """Take in what the banks have noted."""
    statements.fetch_statements(at=clock.now())
