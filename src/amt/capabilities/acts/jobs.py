"""The chain of an act: each job does one step and queues the next in the same transaction.

The fault points let tests kill the process before and after each commit.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import structlog
from django.db import transaction

from amt.capabilities.acts.sealing import NoSeal
from amt.capabilities.acts.services import notices, steps
from amt.kernel import clock, faults
from amt.kernel.jobs import Job, Permanent, Queue, job, periodic

Step = Callable[..., bool]

log = structlog.get_logger(__name__)

ACTS_A_JOB = 20
"""So many acts of a bulk go their way in one job."""

WAY: tuple[tuple[str, Step], ...] = (
    ("render", steps.render_act),
    ("seal", steps.seal_act),
    ("file", steps.file_act),
    ("deliver", steps.deliver_act),
    ("notify", steps.notify_addressees),
)


def _do(name: str, step: Step, act_uuid: str, following: Job[...] | None) -> None:
    with transaction.atomic():
        if step(act_uuid=UUID(act_uuid), at=clock.now()) and following is not None:
            following.defer(act_uuid=act_uuid)
        faults.point(f"acts.{name}.before")
    faults.point(f"acts.{name}.after")


@job("acts.notify", queue=Queue.URGENT)
def notify(act_uuid: str) -> None:
    """Tell the addressees that something lies in their mailbox."""
    _do("notify", steps.notify_addressees, act_uuid, None)


@job("acts.deliver", queue=Queue.URGENT)
def deliver(act_uuid: str) -> None:
    """Provide the act to its addressees."""
    _do("deliver", steps.deliver_act, act_uuid, notify)


@job("acts.file", queue=Queue.URGENT)
def file(act_uuid: str) -> None:
    """File the sealed act."""
    _do("file", steps.file_act, act_uuid, deliver)


@job("acts.seal", queue=Queue.URGENT)
def seal(act_uuid: str) -> None:
    """Seal the letter."""
    try:
        _do("seal", steps.seal_act, act_uuid, file)
    except NoSeal as lack:
        raise Permanent(str(lack)) from lack


@job("acts.render", queue=Queue.URGENT)
def render(act_uuid: str) -> None:
    """Write the letter."""
    _do("render", steps.render_act, act_uuid, seal)


@job("acts.send_many", queue=Queue.BULK)
def send_many(act_uuids: list[str]) -> None:
    """Bring a few acts of a bulk all the way; a step that is done already is done by nobody again.

    An act that fails holds up no other; the job fails at the end and tries the rest again.
    """
    failures: list[Exception] = []
    for act_uuid in act_uuids:
        try:
            for name, step in WAY:
                _do(name, step, act_uuid, None)
        except Exception as failure:
            log.exception("acts.act_of_a_bulk_failed", act=act_uuid)
            failures.append(failure)
    if failures and all(isinstance(failure, NoSeal) for failure in failures):
        raise Permanent(str(failures[0])) from failures[0]
    if failures:
        raise failures[0]


@job("acts.print_notice", queue=Queue.NORMAL)
def print_notice(notice_uuid: str) -> None:
    """Set a letter that decides nothing and put it into the print queue."""
    faults.point("acts.print_notice.before")
    notices.print_notice(notice_uuid=UUID(notice_uuid), at=clock.now())
    faults.point("acts.print_notice.after")


@periodic("acts.deliver_otherwise", cron="15 5 * * *")
def deliver_otherwise() -> None:
    """Queue letters for what nobody retrieved within the period of the law."""
    steps.deliver_otherwise(on=clock.today(), at=clock.now())
