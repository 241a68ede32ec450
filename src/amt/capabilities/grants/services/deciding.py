"""The decisions of a released run, a chunk a transaction.

The row of the run is locked first, so that two workers never take the same grants; whatever dies in
the middle is rolled back whole and done again by the job that is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from amt.capabilities.cases import services as cases
from amt.capabilities.grants.events import RunEnded
from amt.capabilities.grants.models import BulkItem, BulkRun, ItemState, RunState
from amt.capabilities.grants.news import announce
from amt.capabilities.grants.planning import monthly_cents
from amt.capabilities.grants.results import write_results
from amt.capabilities.grants.reviewing import review_of
from amt.capabilities.grants.visibility import ITEM, RUN, leads
from amt.capabilities.identity import queries as identity
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock, events, faults
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail

log = structlog.get_logger(__name__)

CHUNK = 100
BY_HAND = "decide_again"
DAYS_TO_DECIDE = 42
"""How long an item may wait: the same target as for a new case."""
FAILED, UNCHANGED = "failed", "unchanged"


@transaction.atomic
def decide_next(*, run_uuid: UUID, at: datetime) -> bool:
    """Decide the next grants of a released run and tell whether more wait.

    Those left to people go to the worklist at its end.
    A grant whose decision fails is left to people and holds up no other.
    """
    run = BulkRun.objects.select_for_update().get(uuid=run_uuid)
    if run.state != RunState.RELEASED:
        return False
    actor = _who_released(run)
    if actor is None:
        # Who answers for the run has left the unit: somebody else must look at it.
        run.state, run.stop_reason = RunState.PAUSED, "released_by_gone"
        run.save(update_fields=["state", "stop_reason"])
        announce(run)
        return False
    waiting = list(run.items.filter(state=ItemState.TRIED).order_by("id")[:CHUNK])
    if waiting:
        _decide(run, waiting, actor, at)
    else:
        _hand_to_people(run, at)
    announce(run)
    faults.point("grants.bulk.before_commit")
    return run.state == RunState.RELEASED


@transaction.atomic
def note_decided(*, case_uuid: UUID, at: datetime) -> None:
    """Close what waits for people about a case that they have decided."""
    for item in BulkItem.objects.filter(case_uuid=case_uuid, state=ItemState.HANDED):
        worklist.close_items(subject_kind=ITEM, subject_id=item.uuid, kind=BY_HAND, at=at)


def _who_released(run: BulkRun) -> Actor | None:
    if run.released_by_id is None:
        return None
    actor = identity.actor_of(identity.get_account(run.released_by_id))
    return actor if leads(actor, run.unit_id) else None


def _decide(run: BulkRun, items: Sequence[BulkItem], actor: Actor, at: datetime) -> None:
    _decide_or_halve(run, items, actor, at)
    write_results(items)


def _decide_or_halve(run: BulkRun, items: Sequence[BulkItem], actor: Actor, at: datetime) -> None:
    """Decide items together; where that fails, by halves, until the one that fails is found."""
    try:
        with transaction.atomic():
            found = cases.redecide_many(
                case_uuids=[item.case_uuid for item in items],
                review=review_of(run),
                act_keys=run.act_keys,
                actor=actor,
                at=at,
                dry=False,
            )
    except DatabaseError:
        raise
    except Exception:
        log.warning("grants.chunk_failed", run=str(run.uuid), count=len(items), exc_info=True)
        if len(items) == 1:
            items[0].state, items[0].problem = ItemState.MANUAL, FAILED
            return
        half = len(items) // 2
        _decide_or_halve(run, items[:half], actor, at)
        _decide_or_halve(run, items[half:], actor, at)
        return
    by_case = {one.case_uuid: one for one in found}
    for item in items:
        _note(run, item, by_case.get(item.case_uuid))


def _note(run: BulkRun, item: BulkItem, result: cases.Redecided | None) -> None:
    if result is None or result.problem:
        item.state, item.problem = ItemState.MANUAL, result.problem if result else FAILED
        return
    if result.outcome == UNCHANGED:
        item.state = ItemState.SAME
        return
    item.state = ItemState.DECIDED
    if result.after is not None:
        item.outcome = result.after.outcome.value
        item.after_cents = monthly_cents(result.after, run.effective_on)


def _hand_to_people(run: BulkRun, at: datetime) -> None:
    """Put what the machine does not decide on the worklist; after the last the run is done."""
    left = list(run.items.filter(state=ItemState.MANUAL).order_by("id")[:CHUNK])
    for item in left:
        worklist.open_item(
            unit_id=run.unit_id,
            subject_kind=ITEM,
            subject_id=item.uuid,
            kind=BY_HAND,
            procedure_key=run.procedure_key,
            reference=item.reference,
            due_on=clock.day_of(at) + timedelta(days=DAYS_TO_DECIDE),
            closed_by_hand=True,
            at=at,
        )
    run.items.filter(id__in=[item.id for item in left]).update(state=ItemState.HANDED)
    if len(left) == CHUNK:
        return
    run.state, run.ended_at = RunState.DONE, at
    run.save(update_fields=["state", "ended_at"])
    trail.record(
        actor=SYSTEM, action="grants.run_done", subject_kind=RUN, subject_id=run.uuid, at=at
    )
    events.publish(RunEnded(run_uuid=run.uuid, at=at))
