"""The trial of a run: every grant computed, nothing decided, then the sample for people is drawn.

What a machine must not decide by itself is left to people: no grant any more, less than before
(section 24 (1) SGB X wants a hearing), or rules that say nothing.
"""

from __future__ import annotations

import random
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from amt.capabilities.cases import services as cases
from amt.capabilities.grants.models import BulkItem, BulkRun, ItemState, RunState
from amt.capabilities.grants.news import announce
from amt.capabilities.grants.planning import monthly_cents
from amt.capabilities.grants.results import write_results
from amt.capabilities.grants.reviewing import GRANTING, review_of
from amt.capabilities.grants.visibility import RUN
from amt.kernel import faults
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

CHUNK = 200
LARGEST_CHANGES = 3
"""So many of the largest changes are shown to people beside those drawn by chance."""

NO_GRANT, FALLS, UNDECIDED = "no_grant", "falls", "undecided"
UNCHANGED = "unchanged"


@transaction.atomic
def try_next(*, run_uuid: UUID, at: datetime) -> bool:
    """Compute the next grants of a run without writing to any case; tell whether more wait.

    After the last the sample is drawn and people are asked.
    """
    run = BulkRun.objects.select_for_update().get(uuid=run_uuid)
    if run.state != RunState.TRYING:
        return False
    items = list(run.items.filter(state=ItemState.WAITING).order_by("id")[:CHUNK])
    if items:
        _try(run, items, at)
    faults.point("grants.try.before_commit")
    goes_on = len(items) == CHUNK
    if not goes_on:
        _draw_sample(run)
        run.state, run.tried_at = RunState.SAMPLING, at
        run.save(update_fields=["state", "tried_at"])
        trail.record(
            actor=SYSTEM, action="grants.run_tried", subject_kind=RUN, subject_id=run.uuid, at=at
        )
    announce(run)
    return goes_on


def _try(run: BulkRun, items: list[BulkItem], at: datetime) -> None:
    found = {
        one.case_uuid: one
        for one in cases.redecide_many(
            case_uuids=[item.case_uuid for item in items],
            review=review_of(run),
            act_keys=run.act_keys,
            actor=SYSTEM,
            at=at,
            dry=True,
        )
    }
    for item in items:
        _note(run, item, found.get(item.case_uuid))
    write_results(items)


def _note(run: BulkRun, item: BulkItem, result: cases.Redecided | None) -> None:
    if result is None or result.problem or result.after is None:
        item.state = ItemState.MANUAL
        item.problem = result.problem if result and result.problem else UNDECIDED
        return
    item.outcome = result.after.outcome.value
    item.after_cents = monthly_cents(result.after, run.effective_on)
    if result.after.outcome not in GRANTING or not item.after_cents:
        item.state, item.problem = ItemState.MANUAL, NO_GRANT
    elif result.outcome == UNCHANGED:
        item.state = ItemState.SAME
    elif item.after_cents < item.before_cents:
        item.state, item.problem = ItemState.MANUAL, FALLS
    else:
        item.state = ItemState.TRIED


def _draw_sample(run: BulkRun) -> None:
    """Mark those drawn by the run's seed and those with the largest change."""
    tried = run.items.filter(state=ItemState.TRIED)
    ids = list(tried.order_by("id").values_list("id", flat=True))
    drawn = set(random.Random(run.seed).sample(ids, min(run.sample_size, len(ids))))  # noqa: S311 - to be repeated from the seed
    largest = tried.order_by((F("after_cents") - F("before_cents")).desc(), "id")
    drawn.update(largest.values_list("id", flat=True)[:LARGEST_CHANGES])
    run.items.filter(id__in=drawn).update(sampled=True)
