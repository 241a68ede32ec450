"""Planning the payments of a case anew after anything happened in it.

The whole plan is computed and handed to the payments each time, so doing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.queries import CaseHistory
from amt.capabilities.grants.models import Grant, GrantState
from amt.capabilities.grants.planning import Short, benefit_of, in_short, plan_of
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
    for history in histories.values():
        benefit = benefit_of(history.procedure_key)
        if benefit is None or not history.rulings:
            continue
        plan = plan_of(benefit, history)
        _hand_over(history, plan, (benefit, basis), at)
        _keep(history, kept.get(history.case_uuid), in_short(plan), at)


@transaction.atomic
def note_failed_plan(*, case_uuid: UUID, at: datetime) -> None:
    """Let the unit see to payments that could not be planned."""
    standing = cases.standing_of(case_uuid)
    worklist.open_item(
        unit_id=standing.unit.id,
        subject_kind=CASE,
        subject_id=case_uuid,
        kind=PLAN_FAILED,
        procedure_key=standing.procedure_key,
        reference=standing.reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_TO_SEE_TO_IT),
        closed_by_hand=True,
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


def _keep(history: CaseHistory, grant: Grant | None, short: Short | None, at: datetime) -> None:
    """Write down what lists and runs need; a grant of which nothing is left becomes void."""
    if short is None:
        if grant is not None and grant.state != GrantState.VOID:
            grant.state, grant.amounts, grant.changed_at = GrantState.VOID, [], at
            grant.save(update_fields=["state", "amounts", "changed_at"])
            _record(history, at)
        return
    values = {
        "unit_id": history.unit_id,
        "starts_on": short.starts_on,
        "ends_on": short.ends_on,
        "state": short.state,
        "amounts": short.amounts,
    }
    if grant is not None and all(getattr(grant, key) == now for key, now in values.items()):
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
