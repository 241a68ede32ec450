"""Ordering a proposal and taking it back; what it pays is collected by a job (`collecting`)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.payments import ledger, locks
from amt.capabilities.payments.bank_days import execution_day
from amt.capabilities.payments.events import RunStarted
from amt.capabilities.payments.models import Ledger, PaymentState, Run, RunState
from amt.capabilities.payments.services.access import account_of, run_for
from amt.capabilities.payments.services.releasing import release_payments
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock, events, ids
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal
from amt.kernel.periods import LAND_BREMEN, add_months, first_of_month

PREFIX = "AZ"
ONE_RUN = "payments_one_unfinished_run"


class RunOpen(Refusal):
    """A proposal of the unit is being collected, or waits for approval."""

    code = "run_open"


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
def start_run(*, unit_id: int, month: date, actor: Actor, at: datetime) -> Run:
    """Order a proposal of what is due in a unit up to a month; a job collects it right after.

    :raises NotVisible: when the actor does not work in the unit.
    :raises MonthTooFar: when the month is later than the next one.
    :raises RunOpen: when a proposal of the unit is being collected or waits for approval.
    """
    account_id = account_of(actor, unit_id)
    today = clock.day_of(at)
    paid_for = require_month(month, today)
    try:
        with transaction.atomic():
            run = Run.objects.create(
                reference=ids.new_reference(PREFIX, today.year),
                unit_id=unit_id,
                month=paid_for,
                execution_on=execution_day(paid_for, today, land_of(unit_id, today)),
                proposed_by_id=account_id,
                proposed_at=at,
            )
    except IntegrityError as fault:
        if ONE_RUN not in str(fault):
            raise
        raise RunOpen(_("Ein Vorschlag dieser Stelle ist noch offen.")) from None
    record(run, "payments.run_started", actor, at)
    events.publish(RunStarted(run.uuid, at))
    return run


@transaction.atomic
def withdraw_run(*, run_uuid: UUID, reason: str, actor: Actor, at: datetime) -> Run:
    """Take a proposal back; what it held is due again.

    A proposal that is still being collected can be taken back too; the job then leaves it alone.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotProposed: when it was approved or withdrawn.
    :raises ReasonMissing: when no reason is given.
    """
    run = run_for(actor, run_uuid)
    if not reason.strip():
        raise ReasonMissing(_("Schreiben Sie, warum Sie den Vorschlag zurückziehen."))
    locks.alone(run.unit_id)
    run = run_for(actor, run_uuid, lock=True)
    if run.state != RunState.COLLECTING:
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
