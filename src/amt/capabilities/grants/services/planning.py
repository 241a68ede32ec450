"""Planning the payments of a case anew after anything happened in it.

The whole plan is computed and handed to the payments each time, so doing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.queries import CaseHistory
from amt.capabilities.grants.models import Grant, GrantState
from amt.capabilities.grants.planning import benefit_of, in_short, plan_of
from amt.capabilities.grants.visibility import GRANT
from amt.capabilities.payments import services as payments
from amt.capabilities.worklist import services as worklist
from amt.contract.benefits import Benefit, Plan
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

CASE = "case"
PLAN_FAILED = "plan_failed"
DAYS_TO_SEE_TO_IT = 3


def is_paid_monthly(case_uuid: UUID) -> bool:
    """Tell whether a case is of a service that is paid monthly."""
    try:
        standing = cases.standing_of(case_uuid)
    except LookupError:
        return False
    return benefit_of(standing.procedure_key) is not None


@transaction.atomic
def plan_payments(*, case_uuids: Sequence[UUID], basis: str = "", at: datetime) -> None:
    """Compute the plans of cases and hand them to the payments; others than benefits are left.

    `basis` is the decision or deed from which the change came, where it was one.
    """
    histories = cases.histories_of(case_uuids)
    kept = {
        grant.case_uuid: grant
        for grant in Grant.objects.select_for_update()
        .filter(case_uuid__in=list(histories))
        .order_by("id")
    }
    # In the order of their ids, so that two workers never wait for each other in a circle.
    for history in sorted(histories.values(), key=lambda one: str(one.case_uuid)):
        benefit = benefit_of(history.procedure_key)
        if benefit is None or not history.rulings:
            continue
        plan = plan_of(benefit, history)
        grant = kept.get(history.case_uuid)
        if grant is None and not plan.months and not plan.demands:
            continue
        _hand_over(history, plan, (benefit, basis), at)
        _drop_demands(grant, plan, at)
        _keep(history, grant, plan, at)
    if len(case_uuids) == 1:
        worklist.close_items(subject_kind=GRANT, subject_id=case_uuids[0], kind=PLAN_FAILED, at=at)


@transaction.atomic
def note_failed_plan(*, case_uuid: UUID, at: datetime) -> None:
    """Let the unit see to payments that could not be planned, until they are."""
    standing = cases.standing_of(case_uuid)
    worklist.open_item(
        unit_id=standing.unit.id,
        subject_kind=GRANT,
        subject_id=case_uuid,
        kind=PLAN_FAILED,
        procedure_key=standing.procedure_key,
        reference=standing.reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_TO_SEE_TO_IT),
        at=at,
    )


def _hand_over(
    history: CaseHistory, plan: Plan, ordered: tuple[Benefit, str], at: datetime
) -> None:
    facts, (benefit, basis) = history.facts, ordered
    payments.set_plan(
        subject_kind=CASE,
        subject_id=history.case_uuid,
        unit_id=history.unit_id,
        procedure_key=history.procedure_key,
        reference=history.reference,
        payee_name=str(facts.get(benefit.holder_path) or ""),
        iban=str(facts.get(benefit.account_path) or ""),
        months=[(one.month, one.amount.cents, one.provisional) for one in plan.months],
        held_since=plan.held_since,
        basis=basis or benefit.norm,
        actor=SYSTEM,
        at=at,
    )
    for demand in plan.demands:
        payments.demand(
            subject_kind=CASE,
            subject_id=history.case_uuid,
            key=demand.key,
            cents=demand.amount.cents,
            norm=demand.norm,
            due_on=demand.due_on,
            basis=basis or benefit.norm,
            actor=SYSTEM,
            at=at,
        )


def _drop_demands(grant: Grant | None, plan: Plan, at: datetime) -> None:
    """Demand no more what the plan has no longer."""
    if grant is None:
        return
    wanted = {demand.key for demand in plan.demands}
    for key in grant.demand_keys:
        if key not in wanted:
            payments.cancel_demand(
                subject_kind=CASE, subject_id=grant.case_uuid, key=key, actor=SYSTEM, at=at
            )


def _keep(history: CaseHistory, grant: Grant | None, plan: Plan, at: datetime) -> None:
    """Write down what lists and runs need; a grant of which nothing is left becomes void."""
    values: dict[str, Any] = {"demand_keys": sorted(demand.key for demand in plan.demands)}
    short = in_short(plan)
    if short is None:
        if grant is None:
            return
        values |= {"state": GrantState.VOID, "amounts": []}
    else:
        values |= {
            "unit_id": history.unit_id,
            "starts_on": short.starts_on,
            "ends_on": short.ends_on,
            "state": short.state,
            "amounts": short.amounts,
        }
    if grant is not None and all(getattr(grant, name) == now for name, now in values.items()):
        return
    Grant.objects.update_or_create(
        case_uuid=history.case_uuid,
        defaults={
            **values,
            "procedure_key": history.procedure_key,
            "reference": history.reference,
            "changed_at": at,
        },
    )
    _record(history, at)


def _record(history: CaseHistory, at: datetime) -> None:
    trail.record(
        actor=SYSTEM,
        action="grants.plan_changed",
        subject_kind=GRANT,
        subject_id=history.case_uuid,
        at=at,
    )
