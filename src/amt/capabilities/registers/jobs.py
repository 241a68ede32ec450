"""Asking registers while nobody waits, and forgetting old answers.

Ten tries over about eight hours: a register's maintenance costs nobody the answer.
"""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.registers import services
from amt.kernel import clock
from amt.kernel.errors import PartnerFailure
from amt.kernel.jobs import Permanent, Queue, job, periodic

TRIES = 10


@job("registers.ask", queue=Queue.URGENT, attempts=TRIES)
def ask(inquiry_uuid: str) -> None:
    """Ask one register once."""
    try:
        services.answer_inquiry(inquiry_uuid=UUID(inquiry_uuid), at=clock.now())
    except PartnerFailure as failure:
        if failure.permanent:
            raise Permanent(str(failure)) from failure
        raise


@job("registers.hand_over_report", queue=Queue.NORMAL, attempts=TRIES)
def hand_over_report(report_uuid: str) -> None:
    """Tell one register of one report."""
    try:
        services.hand_over_report(report_uuid=UUID(report_uuid))
    except PartnerFailure as failure:
        if failure.permanent:
            raise Permanent(str(failure)) from failure
        raise


@periodic("registers.forget_old_answers", cron="50 3 * * *")
def forget_old_answers() -> None:
    """Take out and delete what is older than its period."""
    services.empty_old_answers(at=clock.now())
    services.delete_old_rows(at=clock.now())
