"""Starting a run: which running grants are decided once more, and by which figures."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import IntegrityError, transaction

from amt.capabilities.grants.events import RunStarted
from amt.capabilities.grants.models import BulkItem, BulkRun, Grant, GrantState
from amt.capabilities.grants.refusals import NotDecidedOnceMore, NothingRuns, RunIsOpen
from amt.capabilities.grants.reviewing import act_keys_of, may_be_run
from amt.capabilities.grants.visibility import RUN, works_in
from amt.contract import registry
from amt.contract.procedure import Procedure
from amt.kernel import events
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.periods import first_of_month

SMALLEST_SAMPLE = 1
LARGEST_SAMPLE = 200
ROWS_AT_ONCE = 2_000


@transaction.atomic
def start_run(
    *,
    procedure_key: str,
    unit_id: int,
    effective_on: date,
    norm: str,
    sample_size: int,
    actor: Actor,
    at: datetime,
) -> BulkRun:
    """Collect the grants of a unit that run on a day and begin with computing them, as a trial.

    `effective_on` is the first day of the new figures, `norm` orders the new decision. Nothing is
    decided before the sample is checked and somebody else has released the run.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotDecidedOnceMore: when the service has no rules for it.
    :raises NothingRuns: when no grant of the unit runs on that day or later.
    :raises RunIsOpen: when another run over the same grants has not ended.
    """
    if not works_in(actor, unit_id):
        raise NotVisible(RUN, procedure_key)
    procedure = registry.procedures().get(procedure_key)
    if procedure is None or not may_be_run(procedure):
        raise NotDecidedOnceMore
    run = _make(procedure, unit_id, effective_on, norm, sample_size, actor, at)
    count = _collect(run)
    if count == 0:
        raise NothingRuns
    trail.record(
        actor=actor,
        action="grants.run_started",
        subject_kind=RUN,
        subject_id=run.uuid,
        at=at,
        details={"procedure": procedure_key, "count": count, "norm": norm, "seed": run.seed},
    )
    events.publish(RunStarted(run_uuid=run.uuid, at=at))
    return run


def units_with_grants(procedure_key: str, on: date) -> list[int]:
    """List the units that have grants of a service which run on a day or later."""
    found = Grant.objects.filter(procedure_key=procedure_key, ends_on__gte=on)
    return sorted(set(found.exclude(state=GrantState.VOID).values_list("unit_id", flat=True)))


def _make(
    procedure: Procedure,
    unit_id: int,
    effective_on: date,
    norm: str,
    sample_size: int,
    actor: Actor,
    at: datetime,
) -> BulkRun:
    try:
        with transaction.atomic():
            return BulkRun.objects.create(
                procedure_key=procedure.key,
                unit_id=unit_id,
                effective_on=effective_on,
                norm=norm,
                act_keys=act_keys_of(procedure),
                sample_size=max(SMALLEST_SAMPLE, min(sample_size, LARGEST_SAMPLE)),
                seed=secrets.randbits(48),
                started_by_id=actor.account_id,
                started_at=at,
            )
    except IntegrityError:
        raise RunIsOpen from None


def _collect(run: BulkRun) -> int:
    grants = Grant.objects.filter(
        unit_id=run.unit_id,
        procedure_key=run.procedure_key,
        ends_on__gte=run.effective_on,
        state__in=[GrantState.RUNNING, GrantState.HELD],
    ).order_by("id")
    month, items, count = first_of_month(run.effective_on), list[BulkItem](), 0
    for grant in grants.iterator(chunk_size=ROWS_AT_ONCE):
        items.append(
            BulkItem(
                run=run,
                case_uuid=grant.case_uuid,
                reference=grant.reference,
                before_cents=grant.cents_in(max(month, grant.starts_on)),
            )
        )
        if len(items) == ROWS_AT_ONCE:
            count += len(BulkItem.objects.bulk_create(items))
            items = []
    return count + len(BulkItem.objects.bulk_create(items))
