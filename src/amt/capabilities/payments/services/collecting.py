"""Collecting what a run pays: the work of a job, whole or not at all, and done once.

What dies in the middle is rolled back and collected by the job that is taken back. What cannot be
collected is shown at the run with its reason, and can be tried again.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity import queries as identity
from amt.capabilities.payments import due, ledger, locks
from amt.capabilities.payments.bank_days import execution_day
from amt.capabilities.payments.due import Due
from amt.capabilities.payments.events import RunStarted
from amt.capabilities.payments.ledger import Line
from amt.capabilities.payments.models import Entry, Payment, Run, RunState
from amt.capabilities.payments.purposes import purpose_of
from amt.capabilities.payments.services.access import run_for, works_in
from amt.capabilities.payments.services.proposing import land_of, record
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock, events, faults
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.errors import Refusal

NOTHING_DUE, PROPOSER_GONE, GAVE_UP = "nothing_due", "proposer_gone", "gave_up"
"""Why there is no proposal; after the first two the run has ended."""


class NotStuck(Refusal):
    """The run is being collected, or was."""

    code = "not_stuck"


@transaction.atomic
def collect_run(*, run_uuid: UUID, at: datetime) -> Run:
    """Collect what a started run pays and propose it; done or ended before, it stays as it is.

    What a proposal holds is ordered in the ledger at once, so that no other can hold it too. Where
    nothing is due, or whoever ordered it has left the unit, the run ends.
    """
    locks.alone(Run.objects.values_list("unit_id", flat=True).get(uuid=run_uuid))
    run = Run.objects.select_for_update(no_key=True).get(uuid=run_uuid)
    if run.state != RunState.COLLECTING:
        return run
    actor = identity.actor_of(identity.get_account(run.proposed_by_id))
    if not works_in(actor, run.unit_id):
        return _end(run, PROPOSER_GONE, at)
    found = due.collect(run.unit_id, run.month)
    if not found.payments:
        return _end(run, NOTHING_DUE, at)
    today = clock.day_of(at)
    run.state, run.collect_failure = RunState.PROPOSED, ""
    run.execution_on = execution_day(run.month, today, land_of(run.unit_id, today))
    run.save(update_fields=["state", "collect_failure", "execution_on"])
    _take(run, found.payments, at)
    faults.point("payments.collect_run.taken")
    _ask_for_approval(run, actor, at)
    record(run, "payments.run_proposed", actor, at, count=len(found.payments), cents=found.cents)
    return run


@transaction.atomic
def collect_again(*, run_uuid: UUID, actor: Actor, at: datetime) -> Run:
    """Order the collecting of a run once more after it failed.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotStuck: when it did not fail.
    """
    run_for(actor, run_uuid)
    run = run_for(actor, run_uuid, lock=True)
    if run.state != RunState.COLLECTING or not run.collect_failure:
        raise NotStuck(_("Dieser Vorschlag wird schon zusammengestellt."))
    run.collect_failure = ""
    run.save(update_fields=["collect_failure"])
    record(run, "payments.run_started", actor, at)
    events.publish(RunStarted(run.uuid, at))
    return run


@transaction.atomic
def note_uncollected(*, run_uuid: UUID, at: datetime) -> None:
    """Note that the job gave up: the run stands until a person tries again or takes it back."""
    run = Run.objects.select_for_update(no_key=True).get(uuid=run_uuid)
    if run.state != RunState.COLLECTING:
        return
    run.collect_failure = GAVE_UP
    run.save(update_fields=["collect_failure"])
    record(run, "payments.run_not_collected", SYSTEM, at, reason=GAVE_UP)


def _end(run: Run, why: str, at: datetime) -> Run:
    run.state, run.collect_failure, run.ended_at = RunState.WITHDRAWN, why, at
    run.save(update_fields=["state", "collect_failure", "ended_at"])
    record(run, "payments.run_not_collected", SYSTEM, at, reason=why)
    return run


def _ask_for_approval(run: Run, actor: Actor, at: datetime) -> None:
    worklist.open_item(
        unit_id=run.unit_id,
        subject_kind="payment_run",
        subject_id=run.uuid,
        kind="approve_payment_run",
        procedure_key="",
        reference=run.reference,
        due_on=run.execution_on,
        at=at,
        actor=actor,
    )


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
