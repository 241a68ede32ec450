"""Proposing a run and taking a proposal back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.payments import due, ledger, locks
from amt.capabilities.payments.bank_days import execution_day
from amt.capabilities.payments.due import Due
from amt.capabilities.payments.ledger import Line
from amt.capabilities.payments.models import Entry, Ledger, Payment, PaymentState, Run, RunState
from amt.capabilities.payments.purposes import purpose_of
from amt.capabilities.payments.services.access import account_of, run_for
from amt.capabilities.payments.services.releasing import release_payments
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock, faults, ids
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal
from amt.kernel.periods import LAND_BREMEN, add_months, first_of_month

PREFIX = "AZ"


class RunOpen(Refusal):
    """A proposal of the unit waits already."""

    code = "run_open"


class NothingDue(Refusal):
    """There is nothing to pay."""

    code = "nothing_due"


class MonthTooFar(Refusal):
    """The month is not to be paid yet."""

    code = "month_too_far"


class NotProposed(Refusal):
    """The run is no proposal any more."""

    code = "not_proposed"


class ReasonMissing(Refusal):
    """Nobody said why."""

    code = "reason_missing"


@transaction.atomic
def propose_run(*, unit_id: int, month: date, actor: Actor, at: datetime) -> Run:
    """Propose to pay what is planned in a unit up to a month and was not ordered yet.

    What a proposal holds is ordered in the ledger at once, so that no other can hold it too.

    :raises NotVisible: when the actor does not work in the unit.
    :raises MonthTooFar: when the month is later than the next one.
    :raises RunOpen: when a proposal of the unit waits for approval.
    :raises NothingDue: when there is nothing to pay.
    """
    account_id = account_of(actor, unit_id)
    paid_for = require_month(month, clock.day_of(at))
    locks.alone(unit_id)
    if Run.objects.filter(unit_id=unit_id, state=RunState.PROPOSED).exists():
        raise RunOpen(_("Ein Vorschlag wartet schon auf die Freigabe."))
    found = due.collect(unit_id, paid_for)
    if not found.payments:
        raise NothingDue(_("Für diesen Monat ist nichts auszuzahlen."))
    today = clock.day_of(at)
    run = Run.objects.create(
        reference=ids.new_reference(PREFIX, today.year),
        unit_id=unit_id,
        month=paid_for,
        execution_on=execution_day(paid_for, today, land_of(unit_id, today)),
        proposed_by_id=account_id,
        proposed_at=at,
    )
    _take(run, found.payments, at)
    faults.point("payments.propose_run.taken")
    worklist.open_item(
        unit_id=unit_id,
        subject_kind="payment_run",
        subject_id=run.uuid,
        kind="approve_payment_run",
        procedure_key="",
        reference=run.reference,
        due_on=run.execution_on,
        at=at,
        actor=actor,
    )
    record(run, "payments.run_proposed", actor, at, count=len(found.payments), cents=found.cents)
    return run


@transaction.atomic
def withdraw_run(*, run_uuid: UUID, reason: str, actor: Actor, at: datetime) -> Run:
    """Take a proposal back; what it held is due again.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotProposed: when it was approved or withdrawn.
    :raises ReasonMissing: when no reason is given.
    """
    run = run_for(actor, run_uuid)
    if not reason.strip():
        raise ReasonMissing(_("Schreiben Sie, warum Sie den Vorschlag zurückziehen."))
    locks.alone(run.unit_id)
    run = run_for(actor, run_uuid, lock=True)
    require_proposed(run)
    release_all(run, PaymentState.PROPOSED, actor, at)
    run.state, run.ended_by_id, run.ended_at = RunState.WITHDRAWN, actor.account_id, at
    run.end_reason = reason.strip()
    run.save(update_fields=["state", "ended_by", "ended_at", "end_reason"])
    close_approval(run, actor, at)
    record(run, "payments.run_withdrawn", actor, at)
    return run


@transaction.atomic
def note_viewed(*, run_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Note that somebody looked at who is paid what.

    :raises NotVisible: when the actor does not work in the unit.
    """
    record(run_for(actor, run_uuid), "payments.run_viewed", actor, at)


def require_month(month: date, today: date) -> date:
    """Return the first day of a month. :raises MonthTooFar: when it is later than the next."""
    first = first_of_month(month)
    if first > add_months(first_of_month(today), 1):
        raise MonthTooFar(_("Ausgezahlt wird höchstens einen Monat im Voraus."))
    return first


def require_proposed(run: Run) -> None:
    """See that a run waits for approval. :raises NotProposed: when it does not."""
    if run.state != RunState.PROPOSED:
        raise NotProposed(_("Über diesen Vorschlag ist schon entschieden."))


def release_all(run: Run, state: PaymentState, actor: Actor, at: datetime) -> None:
    """Release all payments of a run that are in a state."""
    payments = list(run.payments.filter(state=state).order_by("id"))
    balances = ledger.balances({one.ledger_id for one in payments})
    release_payments(payments, balances, actor=actor, at=at)


def close_approval(run: Run, actor: Actor, at: datetime) -> None:
    """Close the item that waits for the approval."""
    worklist.close_items(
        subject_kind="payment_run", subject_id=run.uuid, kind="approve_payment_run", at=at,
        actor=actor,
    )  # fmt: skip


def record(run: Run, action: str, actor: Actor, at: datetime, **details: object) -> None:
    """Write a deed with a run into the audit trail."""
    trail.record(
        actor=actor,
        action=action,
        subject_kind="payment_run",
        subject_id=run.uuid,
        at=at,
        details={"reference": run.reference, "month": run.month.isoformat(), **details},
    )


def land_of(unit_id: int, on: date) -> str:
    """Return the Land whose public holidays count for a unit: that of a place it is there for."""
    keys = Ledger.objects.filter(unit_id=unit_id).values_list("procedure_key", flat=True)
    for key in keys.distinct():
        for row in authorities.competent_offices(key, on):
            if row.unit.id == unit_id:
                return row.place.land
    return LAND_BREMEN


def _take(run: Run, payments: tuple[Due, ...], at: datetime) -> None:
    made = Payment.objects.bulk_create(
        [
            Payment(
                run=run,
                ledger=one.ledger,
                end_to_end_id=f"{run.reference}-{number:06d}",
                payee_name=one.ledger.payee_name,
                iban=one.ledger.iban,
                purpose=purpose_of(one.ledger, one.months),
                cents=one.cents,
                last_cents=one.last_cents,
                marks=[mark.value for mark in one.marks],
            )
            for number, one in enumerate(payments, 1)
        ],
        batch_size=2000,
    )
    known = ledger.balances({one.ledger.id for one in payments})
    lines = {
        one.ledger.id: [
            Line(Entry.Kind.ORDERED, month, cents, payment_id=payment.id)
            for month, cents in one.months
        ]
        for one, payment in zip(payments, made, strict=True)
    }
    ledger.append(lines, known, at=at)
