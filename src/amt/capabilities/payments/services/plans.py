"""Setting what is due: the whole plan each time, written down as what changed.

Whoever computes the plan need not know what was paid; whoever pays need not know why it is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amt.capabilities.payments import ibans, ledger, locks
from amt.capabilities.payments.due import hindrance_of
from amt.capabilities.payments.ledger import Balance, Balances, Line
from amt.capabilities.payments.models import Entry, Ledger, Payment, PaymentState
from amt.capabilities.payments.services.access import ledger_for
from amt.capabilities.payments.services.releasing import release_payments
from amt.capabilities.worklist import services as worklist
from amt.kernel.actors import Actor
from amt.kernel.audit import trail

PlannedMonths = Sequence[tuple[date, int, bool]]
_NAMED_IN_TRAIL = 500


class UnfitPlan(ValueError):
    """A plan names a month twice, not by its first day, or with less than nothing."""


@dataclass(frozen=True, slots=True)
class PlanData:
    """The whole plan of a subject: `months` are first days with cents and whether provisional."""

    subject_kind: str
    subject_id: str
    unit_id: int
    procedure_key: str
    reference: str
    payee_name: str
    iban: str
    months: PlannedMonths
    held_since: date | None
    basis: str

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and id of the subject."""
        return self.subject_kind, self.subject_id


def set_plan(
    *,
    subject_kind: str,
    subject_id: object,
    unit_id: int,
    procedure_key: str,
    reference: str,
    payee_name: str,
    iban: str,
    months: PlannedMonths,
    held_since: date | None,
    basis: str,
    actor: Actor,
    at: datetime,
) -> Ledger:
    """Bring a subject's plan to what is due now; the same plan again changes nothing.

    `months` are first days with cents and whether provisional; a month that is left out is due no
    more. `held_since` lets nothing be paid until a plan without it. A payment that waits for
    approval and does not fit any more is taken out of its run.

    :raises UnfitPlan: when a month is named twice, not by its first day, or is negative.
    """
    plan = PlanData(
        subject_kind, str(subject_id), unit_id, procedure_key, reference, payee_name, iban,
        months, held_since, basis,
    )  # fmt: skip
    return set_plans(plans=[plan], actor=actor, at=at)[0]


@transaction.atomic
def set_plans(*, plans: Sequence[PlanData], actor: Actor, at: datetime) -> list[Ledger]:
    """Bring the plans of several subjects to what is due now, in few queries; else as `set_plan`.

    :raises UnfitPlan: when a month or a subject is named twice, a month is not named by its first
        day, or is negative.
    """
    wanted = {plan.subject: _read(plan) for plan in plans}
    if len(wanted) != len(plans):
        raise UnfitPlan("a subject is named twice")
    if not plans:
        return []
    _share({plan.unit_id for plan in plans})
    held = _opened(plans, at)
    _share({row.unit_id for row in held.values()} - {plan.unit_id for plan in plans})
    balances = ledger.balances([row.id for row in held.values()])
    lines: dict[int, list[Line]] = {}
    changed: dict[int, set[str]] = {}
    unsaved: list[Ledger] = []
    for plan in plans:
        row = held[plan.subject]
        steps = _differences(balances.get(row.id, {}), wanted[plan.subject], plan.basis)
        names = _tell(row, plan)
        if steps or names:
            lines[row.id], changed[row.id] = steps, names
            if names or (row.basis, row.changed_at) != (plan.basis, at):
                unsaved.append(row)
            row.basis, row.changed_at = plan.basis, at
    touched = [row for row in held.values() if row.id in changed]
    fields = {"basis", "changed_at"}.union(*changed.values())
    Ledger.objects.bulk_update(unsaved, sorted(fields), batch_size=500)
    ledger.append(lines, balances, at=at)
    moved = {row.id for row in touched if "unit_id" in changed[row.id]}
    release_unfit(touched, balances, moved=moved, actor=actor, at=at)
    for row in touched:
        if "iban" in changed[row.id] and row.hindered_iban:
            _close_returns(row, actor, at)
    _record(touched, changed, lines, actor, at)
    return [held[plan.subject] for plan in plans]


@transaction.atomic
def confirm_account(*, ledger_uuid: UUID, actor: Actor, at: datetime) -> Ledger:
    """Let payments go to an account again from which one came back.

    :raises NotVisible: when the actor does not work in the unit.
    """
    known = ledger_for(actor, ledger_uuid)
    locks.share(known.unit_id)
    known = Ledger.objects.select_for_update(no_key=True).get(id=known.id)
    if not known.hindered_iban:
        return known
    known.hindered_iban, known.changed_at = "", at
    known.save(update_fields=["hindered_iban", "changed_at"])
    _close_returns(known, actor, at)
    trail.record(
        actor=actor,
        action="payments.account_confirmed",
        subject_kind="payment_ledger",
        subject_id=known.uuid,
        at=at,
        details={"subject": f"{known.subject_kind}:{known.subject_id}"},
    )
    return known


def release_unfit(
    ledgers: Iterable[Ledger],
    balances: Balances,
    *,
    moved: set[int] | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Take payments that wait for approval out of their run, where they do not fit any more."""
    by_id = {row.id: row for row in ledgers}
    waiting = Payment.objects.filter(ledger__in=by_id, state=PaymentState.PROPOSED)
    unfit = [
        payment
        for payment in waiting.order_by("id")
        if payment.ledger_id in (moved or ())
        or not _fits(payment, by_id[payment.ledger_id], balances.get(payment.ledger_id, {}))
    ]
    if unfit:
        release_payments(unfit, balances, actor=actor, at=at)


def _fits(payment: Payment, held: Ledger, months: dict[date, Balance]) -> bool:
    return (
        hindrance_of(held) is None
        and (payment.iban, payment.payee_name) == (held.iban, held.payee_name)
        and all(one.due >= 0 for one in months.values())
    )


def _share(unit_ids: set[int]) -> None:
    for unit_id in sorted(unit_ids):
        locks.share(unit_id)


def _read(plan: PlanData) -> dict[date, tuple[int, bool]]:
    wanted = {month: (cents, provisional) for month, cents, provisional in plan.months}
    if len(wanted) != len(plan.months):
        raise UnfitPlan("a month is named twice")
    if any(month.day != 1 or cents < 0 for month, (cents, _) in wanted.items()):
        raise UnfitPlan("a month is not named by its first day, or less than nothing is due")
    return wanted


def _opened(plans: Sequence[PlanData], at: datetime) -> dict[tuple[str, str], Ledger]:
    kinds = {plan.subject_kind for plan in plans}
    named = reduce(
        or_,
        (
            Q(
                subject_kind=kind,
                subject_id__in=[plan.subject_id for plan in plans if plan.subject_kind == kind],
            )
            for kind in kinds
        ),
    )
    rows = Ledger.objects.filter(named)
    known = set(rows.values_list("subject_kind", "subject_id"))
    Ledger.objects.bulk_create(
        [
            Ledger(
                subject_kind=plan.subject_kind,
                subject_id=plan.subject_id,
                procedure_key=plan.procedure_key,
                basis=plan.basis,
                opened_at=at,
                changed_at=at,
                **_told(plan),
            )
            for plan in plans
            if plan.subject not in known
        ],
        # Somebody else may open it at the same moment.
        ignore_conflicts=True,
    )
    locked = rows.all().select_for_update(no_key=True).order_by("id")
    return {(row.subject_kind, row.subject_id): row for row in locked}


def _tell(row: Ledger, plan: PlanData) -> set[str]:
    """Write what a plan tells into its ledger; return the names of what is new."""
    told = _told(plan)
    names = {name for name, value in told.items() if getattr(row, name) != value}
    for name in names:
        setattr(row, name, told[name])
    return names


def _told(plan: PlanData) -> dict[str, Any]:
    return {
        "unit_id": plan.unit_id,
        "reference": plan.reference,
        "payee_name": plan.payee_name.strip(),
        "iban": ibans.tidy(plan.iban),
        "held_since": plan.held_since,
    }


def _differences(
    known: dict[date, Balance], wanted: dict[date, tuple[int, bool]], basis: str
) -> list[Line]:
    lines = []
    for month in sorted(known.keys() | wanted.keys()):
        before = known.get(month, Balance())
        cents, provisional = wanted.get(month, (0, False))
        is_new = month not in known and cents == 0
        if (cents, provisional) != (before.planned, before.provisional) and not is_new:
            step = cents - before.planned
            lines.append(Line(Entry.Kind.PLANNED, month, step, provisional, basis=basis))
    return lines


def _close_returns(known: Ledger, actor: Actor, at: datetime) -> None:
    worklist.close_items(
        subject_kind="payment_ledger", subject_id=known.uuid, kind="payment_returned",
        at=at, actor=actor,
    )  # fmt: skip


def _record(
    touched: list[Ledger],
    changed: dict[int, set[str]],
    lines: dict[int, list[Line]],
    actor: Actor,
    at: datetime,
) -> None:
    """Note plans in the trail; many at once are one deed."""
    if len(touched) == 1:
        row = touched[0]
        details: dict[str, Any] = {
            "subject": f"{row.subject_kind}:{row.subject_id}",
            "basis": row.basis,
            "months": len(lines[row.id]),
            "changed": sorted(changed[row.id]),
        }
        trail.record(
            actor=actor, action="payments.plan_set", subject_kind="payment_ledger",
            subject_id=row.uuid, at=at, details=details,
        )  # fmt: skip
        return
    for start in range(0, len(touched), _NAMED_IN_TRAIL):
        part = touched[start : start + _NAMED_IN_TRAIL]
        trail.record(
            actor=actor, action="payments.plans_set", subject_kind="payment_ledger",
            subject_id=part[0].uuid, at=at, details={"ledgers": [str(row.uuid) for row in part]},
        )  # fmt: skip
