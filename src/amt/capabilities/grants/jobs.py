"""Jobs of grants: planning payments, inviting to apply again, the steps of a run.

A step of a run takes one chunk and queues the next step in the same transaction, so that a crash
repeats nothing and loses nothing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.grants import services
from amt.kernel import clock
from amt.kernel.jobs import BULK_PRIORITY, Queue, job, periodic

PLAN = "grants.plan"
PLAN_MANY = "grants.plan_many"
TRY = "grants.try_next"
DECIDE = "grants.decide_next"
BEFORE_WHAT_FOLLOWS = BULK_PRIORITY + 5
"""A run goes on before the letters and payments that follow from it, which take much longer."""


@job(PLAN)
def plan(case_uuid: str, basis: str = "", **_: Any) -> None:
    """Plan the payments of one case, after the decision or deed that `basis` names."""
    services.plan_payments(case_uuids=[UUID(case_uuid)], basis=basis, at=clock.now())


@job(PLAN_MANY, queue=Queue.BULK, priority=BEFORE_WHAT_FOLLOWS - 1)
def plan_many(case_uuids: list[str], **_: Any) -> None:
    """Plan the payments of cases that were decided by a run."""
    services.plan_payments(case_uuids=[UUID(one) for one in case_uuids], at=clock.now())


@job(TRY, queue=Queue.BULK, priority=BEFORE_WHAT_FOLLOWS)
def try_next(run_uuid: str, **_: Any) -> None:
    """Compute the next grants of a run without deciding."""
    with transaction.atomic():
        if services.try_next(run_uuid=UUID(run_uuid), at=clock.now()):
            try_next.defer(run_uuid=run_uuid)


@job(DECIDE, queue=Queue.BULK, priority=BEFORE_WHAT_FOLLOWS)
def decide_next(run_uuid: str, **_: Any) -> None:
    """Decide the next grants of a run."""
    with transaction.atomic():
        if services.decide_next(run_uuid=UUID(run_uuid), at=clock.now()):
            decide_next.defer(run_uuid=run_uuid)


@periodic("grants.invite_to_renew", cron="23 6 * * *")
def invite_to_renew() -> None:
    """Invite those whose grant ends soon, in batches so that each transaction stays short."""
    while services.invite_to_renew(on=clock.today(), at=clock.now()):
        pass
