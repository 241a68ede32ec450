"""Reading grants and runs: for those who work in the unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services as case_services
from amt.capabilities.cases.queries import CaseHistory
from amt.capabilities.grants.models import (
    BulkItem,
    BulkRun,
    Grant,
    GrantState,
    ItemState,
    RenewalInvitation,
    RunState,
)
from amt.capabilities.grants.news import topic_of
from amt.capabilities.grants.reviewing import may_be_run, norms_of, review_of
from amt.capabilities.grants.visibility import (
    ITEM,
    leads,
    visible_item,
    visible_run,
)
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract import registry
from amt.contract.assessment import Assessment
from amt.contract.procedure import Procedure
from amt.kernel import clock, ids
from amt.kernel.actors import SYSTEM, Actor

__all__ = [
    "ITEM",
    "PAGE_SIZE",
    "BulkItem",
    "BulkRun",
    "Grant",
    "GrantState",
    "ItemState",
    "ItemView",
    "Progress",
    "RenewalInvitation",
    "RunState",
    "RunView",
    "get_item",
    "get_run",
    "grant_of",
    "list_grants",
    "list_items",
    "list_runs",
    "next_unchecked",
    "norms_of",
    "progress_of_run",
    "runnable",
    "topic_of",
]

PAGE_SIZE = 50
SHOWN = {
    "all": Q(),
    "sample": Q(sampled=True),
    "people": Q(state__in=[ItemState.MANUAL, ItemState.HANDED]),
    "same": Q(state=ItemState.SAME),
    "decided": Q(state=ItemState.DECIDED),
    "open": Q(state__in=[ItemState.WAITING, ItemState.TRIED]),
}
"""Which part of a run's grants is read."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, and what it changes; sums in cents a month."""

    total: int
    waiting: int
    tried: int
    decided: int
    same: int
    people: int
    sampled: int
    checked: int
    wrong: int
    before_cents: int
    after_cents: int

    @property
    def to_decide(self) -> int:
        """How many grants the machine decides in all."""
        return self.tried + self.decided


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with its progress and what the actor may do with it."""

    run: BulkRun
    progress: Progress
    may_release: bool
    is_starter: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """A result of a run: the item, what holds and what would be, the case it is about.

    Both assessments are computed when asked; `problem` says why there is no new one.
    """

    item: BulkItem
    procedure: Procedure | None
    history: CaseHistory
    before: Assessment | None
    after: Assessment | None
    problem: str
    next_uuid: UUID | None


def list_grants(
    actor: Actor, *, search: str = "", after: tuple[date, int] | None = None, limit: int = PAGE_SIZE
) -> list[Grant]:
    """List the grants of the actor's units that have not ended, what ends first first.

    `after` is end and id of the last one seen.
    """
    found = Grant.objects.filter(
        unit_id__in=actor.unit_ids(*WORKING_ROLES), ends_on__gte=clock.today()
    ).exclude(state=GrantState.VOID)
    if search:
        typed = search.strip().upper()
        found = found.filter(
            Q(reference=ids.normalise_reference(typed)) | Q(reference__startswith=typed)
        )
    if after is not None:
        found = found.filter(Q(ends_on__gt=after[0]) | Q(ends_on=after[0], id__gt=after[1]))
    return list(found.order_by("ends_on", "id")[:limit])


def grant_of(case_uuid: UUID) -> Grant | None:
    """Return the grant of a case, or None; the caller asks who may see it."""
    return Grant.objects.filter(case_uuid=case_uuid).first()


def runnable() -> list[Procedure]:
    """List the services whose running grants can be decided once more, by key."""
    return [one for _key, one in sorted(registry.procedures().items()) if may_be_run(one)]


def list_runs(actor: Actor) -> list[tuple[BulkRun, Progress]]:
    """List the last runs of the actor's units with their progress, newest first."""
    runs = list(
        BulkRun.objects.filter(unit_id__in=actor.unit_ids(*WORKING_ROLES))
        .select_related("unit", "started_by", "released_by")
        .order_by("-id")[:PAGE_SIZE]
    )
    known = _progress_of(BulkItem.objects.filter(run__in=runs))
    return [(run, known[run.pk]) for run in runs if run.pk in known]


def get_run(actor: Actor, run_uuid: UUID) -> RunView:
    """Return a run. :raises NotVisible: when the actor does not work in its unit."""
    run = visible_run(actor, run_uuid)
    is_starter = run.started_by_id is not None and run.started_by_id == actor.account_id
    return RunView(
        run=run,
        progress=progress_of_run(run),
        may_release=leads(actor, run.unit_id) and not is_starter,
        is_starter=is_starter,
    )


def progress_of_run(run: BulkRun) -> Progress:
    """Return how far a run is; the caller has its own right to know."""
    return _progress_of(run.items.all())[run.pk]


def list_items(
    actor: Actor, run_uuid: UUID, *, show: str = "all", after: int = 0, limit: int = PAGE_SIZE
) -> list[BulkItem]:
    """List the grants of a run, the part that `show` names, beyond an id.

    :raises NotVisible: when the actor does not work in the unit of the run.
    """
    run = visible_run(actor, run_uuid)
    found = run.items.filter(SHOWN.get(show, Q()), id__gt=after)
    return list(found.select_related("checked_by").order_by("id")[:limit])


def get_item(actor: Actor, item_uuid: UUID) -> ItemView:
    """Return a result of a run with both assessments.

    :raises NotVisible: when the actor does not work in the unit of the run.
    """
    item = visible_item(actor, item_uuid)
    history = cases.history_of(item.case_uuid)
    found = case_services.redecide_many(
        case_uuids=[item.case_uuid],
        review=review_of(item.run),
        act_keys=item.run.act_keys,
        actor=SYSTEM,
        at=clock.now(),
        dry=True,
    )
    result = found[0] if found and item.state != ItemState.DECIDED else None
    if result is not None:
        before, after = result.before, result.after
    else:
        # It is decided: the last two decisions say what was and what is.
        said = [ruling.assessment for ruling in history.rulings[-2:]]
        before, after = (said[0], said[1]) if len(said) > 1 else (None, next(iter(said), None))
    return ItemView(
        item=item,
        procedure=registry.procedures().get(history.procedure_key),
        history=history,
        before=before,
        after=after,
        problem=result.problem if result else "",
        next_uuid=next_unchecked(item),
    )


def next_unchecked(item: BulkItem) -> UUID | None:
    """Return the next of the sample that nobody checked, going round at the end."""
    waiting = item.run.items.filter(sampled=True, verdict="").exclude(pk=item.pk)
    later = waiting.filter(id__gt=item.pk).order_by("id").first()
    found = later or waiting.order_by("id").first()
    return found.uuid if found else None


def _progress_of(items: QuerySet[BulkItem]) -> dict[int, Progress]:
    """Count the items of runs, by the run's id."""
    changed = Q(state__in=[ItemState.TRIED, ItemState.DECIDED])
    rows = items.values("run_id").annotate(
        total_count=Count("id"),
        waiting_count=Count("id", filter=Q(state=ItemState.WAITING)),
        tried_count=Count("id", filter=Q(state=ItemState.TRIED)),
        decided_count=Count("id", filter=Q(state=ItemState.DECIDED)),
        same_count=Count("id", filter=Q(state=ItemState.SAME)),
        people_count=Count("id", filter=Q(state__in=[ItemState.MANUAL, ItemState.HANDED])),
        sampled_count=Count("id", filter=Q(sampled=True)),
        checked_count=Count("id", filter=Q(sampled=True) & ~Q(verdict="")),
        wrong_count=Count("id", filter=Q(verdict="wrong")),
        before_sum=Sum("before_cents", filter=changed, default=0),
        after_sum=Sum(F("after_cents"), filter=changed, default=0),
    )
    return {
        row["run_id"]: Progress(
            total=row["total_count"],
            waiting=row["waiting_count"],
            tried=row["tried_count"],
            decided=row["decided_count"],
            same=row["same_count"],
            people=row["people_count"],
            sampled=row["sampled_count"],
            checked=row["checked_count"],
            wrong=row["wrong_count"],
            before_cents=int(row["before_sum"]),
            after_cents=int(row["after_sum"]),
        )
        for row in rows
    }
