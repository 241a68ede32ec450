"""Setting what is due: the whole plan each time, written down as what changed.

Whoever computes the plan need not know what was paid; whoever pays need not know why it is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

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


class UnfitPlan(ValueError):
    """A plan names a month twice, not by its first day, or with less than nothing."""


@transaction.atomic
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
    wanted = _read(months)
    locks.share(unit_id)
    known = _opened(subject_kind, subject_id, unit_id, procedure_key, reference, at)
    if known.unit_id != unit_id:
        locks.share(known.unit_id)
    told = {
        "unit_id": unit_id,
        "reference": reference,
        "payee_name": payee_name.strip(),
        "iban": ibans.tidy(iban),
        "held_since": held_since,
    }
    changed = [name for name, value in told.items() if getattr(known, name) != value]
    balances = ledger.balances([known.id])
    lines = _differences(balances.get(known.id, {}), wanted, basis)
    if not changed and not lines:
        return known
    for name in changed:
        setattr(known, name, told[name])
    known.basis, known.changed_at = basis, at
    known.save(update_fields=[*told, "basis", "changed_at"])
    ledger.append({known.id: lines}, balances, at=at)
    _release_unfit(known, balances, moved="unit_id" in changed, actor=actor, at=at)
    if "iban" in changed:
        _close_returns(known, actor, at)
    _record(known, lines, changed, actor, at)
    return known


@transaction.atomic
def confirm_account(*, ledger_uuid: object, actor: Actor, at: datetime) -> Ledger:
    """Let payments go to an account again from which one came back.

    :raises NotVisible: when the actor does not work in the unit.
    """
    known = ledger_for(actor, ledger_uuid)
    locks.share(known.unit_id)
    known = Ledger.objects.select_for_update().get(id=known.id)
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


def _read(months: PlannedMonths) -> dict[date, tuple[int, bool]]:
    wanted = {month: (cents, provisional) for month, cents, provisional in months}
    if len(wanted) != len(months):
        raise UnfitPlan("a month is named twice")
    if any(month.day != 1 or cents < 0 for month, (cents, _) in wanted.items()):
        raise UnfitPlan("a month is not named by its first day, or less than nothing is due")
    return wanted


def _opened(
    subject_kind: str,
    subject_id: object,
    unit_id: int,
    procedure_key: str,
    reference: str,
    at: datetime,
) -> Ledger:
    made, _ = Ledger.objects.get_or_create(
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        defaults={
            "unit_id": unit_id,
            "procedure_key": procedure_key,
            "reference": reference,
            "opened_at": at,
            "changed_at": at,
        },
    )
    return Ledger.objects.select_for_update().get(id=made.id)


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


def _release_unfit(
    known: Ledger, balances: Balances, *, moved: bool, actor: Actor, at: datetime
) -> None:
    """Take the payment that waits for approval out of its run, where it does not fit any more."""
    waiting = Payment.objects.filter(ledger=known, state=PaymentState.PROPOSED).first()
    if waiting is None:
        return
    months = balances.get(known.id, {})
    is_unfit = (
        moved
        or hindrance_of(known) is not None
        or (waiting.iban, waiting.payee_name) != (known.iban, known.payee_name)
        or any(one.due < 0 for one in months.values())
    )
    if is_unfit:
        release_payments([waiting], balances, actor=actor, at=at)


def _close_returns(known: Ledger, actor: Actor, at: datetime) -> None:
    worklist.close_items(
        subject_kind="payment_ledger", subject_id=known.uuid, kind="payment_returned",
        at=at, actor=actor,
    )  # fmt: skip


def _record(
    known: Ledger, lines: list[Line], changed: list[str], actor: Actor, at: datetime
) -> None:
    trail.record(
        actor=actor,
        action="payments.plan_set",
        subject_kind="payment_ledger",
        subject_id=known.uuid,
        at=at,
        details={
            "subject": f"{known.subject_kind}:{known.subject_id}",
            "basis": known.basis,
            "months": len(lines),
            "changed": sorted(changed),
        },
    )
