"""What the bank notes: payments that came back, money that came in, each line once.

A payment that came back is due again, but nothing more goes to that account until somebody has
corrected or confirmed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.payments import banks, camt, ledger, locks
from amt.capabilities.payments.camt import Note
from amt.capabilities.payments.events import PaymentReturned
from amt.capabilities.payments.ledger import Balances, Line
from amt.capabilities.payments.models import (
    BankEntry,
    Demand,
    Entry,
    Ledger,
    Payment,
    PaymentState,
    Statement,
)
from amt.capabilities.payments.services.demands import note_receipt
from amt.capabilities.payments.services.plans import release_unfit
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock, events
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

DAYS_TO_CLARIFY = 7


class StatementUnreadable(Refusal):
    """The file is no camt.054."""

    code = "statement_unreadable"


class WrongAccount(Refusal):
    """The notes are about an account that is not the unit's."""

    code = "wrong_account"


class NotReturnable(Refusal):
    """The payment was never at the bank, came back already, or for another amount."""

    code = "not_returnable"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file of notes brought; `known` lines had been taken in before."""

    returned: int = 0
    received: int = 0
    unclear: int = 0
    known: int = 0


@transaction.atomic
def take_in_statement(*, unit_id: int, content: bytes, actor: Actor, at: datetime) -> TakenIn:
    """Take in a file of the bank's notes; each line counts once, however often it comes.

    :raises StatementUnreadable: when it is no camt.054.
    :raises WrongAccount: when it is about another account than the unit's.
    """
    try:
        told = camt.read(content)
    except camt.Unreadable:
        raise StatementUnreadable(
            _("Diese Datei ist nicht lesbar. Erwartet wird eine Datei camt.054 der Bank.")
        ) from None
    try:
        own = banks.account_of_unit(unit_id).iban
    except banks.NoBank:
        own = ""
    if told.iban != own:
        raise WrongAccount(_("Diese Datei gehört zu einem anderen Konto."))
    locks.share(unit_id)
    counted = {"returned": 0, "received": 0, "unclear": 0, "known": 0}
    for note in told.notes:
        counted[_take_in(unit_id, note, actor, at)] += 1
    Statement.objects.get_or_create(
        unit_id=unit_id, message_id=told.message_id, defaults={"taken_at": at}
    )
    return TakenIn(**counted)


@transaction.atomic
def note_return(
    *,
    payment_uuid: UUID,
    cents: int,
    reason: str,
    booked_on: date,
    bank_reference: str,
    actor: Actor,
    at: datetime,
    remittance: str = "",
) -> Payment:
    """Note that a payment came back; the same bank reference again changes nothing.

    :raises NotReturnable: when it was never at the bank, came back already, or in part.
    """
    unit_id, payment = _locked(payment_uuid)
    known = BankEntry.objects.filter(unit_id=unit_id, bank_reference=bank_reference).first()
    if known is not None and known.payment_id == payment.id:
        return payment
    held = Ledger.objects.select_for_update(no_key=True).get(id=payment.ledger_id)
    balances = ledger.balances([held.id])
    _require_returnable(payment, cents, balances)
    if known is not None:
        raise NotReturnable(_("Diese Rückgabe passt zu keiner offenen Zahlung."))
    noted = BankEntry.objects.create(
        unit_id=unit_id,
        bank_reference=bank_reference,
        kind=BankEntry.Kind.RETURN,
        cents=cents,
        booked_on=booked_on,
        remittance=remittance,
        payment=payment,
        noted_at=at,
    )
    ledger.append({held.id: _lines_of_return(payment, noted)}, balances, at=at)
    payment.state = PaymentState.RETURNED
    payment.returned_on, payment.return_reason = booked_on, reason
    payment.save(update_fields=["state", "returned_on", "return_reason"])
    if held.iban == payment.iban:
        _hinder(held, balances, actor, at)
    trail.record(
        actor=actor,
        action="payments.payment_returned",
        subject_kind="payment",
        subject_id=payment.uuid,
        at=at,
        details={"ledger": str(held.uuid), "reason": reason},
    )
    events.publish(PaymentReturned(payment.uuid, held.subject_kind, held.subject_id, at))
    return payment


def _locked(payment_uuid: UUID) -> tuple[int, Payment]:
    unit_id = Payment.objects.values_list("run__unit_id", flat=True).get(uuid=payment_uuid)
    locks.share(unit_id)
    return unit_id, Payment.objects.select_for_update(no_key=True).get(uuid=payment_uuid)


def _take_in(unit_id: int, note: Note, actor: Actor, at: datetime) -> str:
    if BankEntry.objects.filter(unit_id=unit_id, bank_reference=note.bank_reference).exists():
        return "known"
    try:
        if note.is_return:
            return _take_in_return(unit_id, note, actor, at)
        found = _demand_named(unit_id, note.remittance)
        if found is not None:
            note_receipt(
                demand_uuid=found.uuid,
                cents=note.cents,
                booked_on=note.booked_on,
                bank_reference=note.bank_reference,
                remittance=note.remittance,
                actor=actor,
                at=at,
            )
            return "received"
    except NotReturnable:
        pass
    _note_unclear(unit_id, note, actor, at)
    return "unclear"


def _take_in_return(unit_id: int, note: Note, actor: Actor, at: datetime) -> str:
    payment = Payment.objects.filter(run__unit_id=unit_id, end_to_end_id=note.end_to_end_id).first()
    if payment is None:
        raise NotReturnable(_("Diese Rückgabe passt zu keiner offenen Zahlung."))
    note_return(
        payment_uuid=payment.uuid,
        cents=note.cents,
        reason=note.return_reason,
        booked_on=note.booked_on,
        bank_reference=note.bank_reference,
        remittance=note.remittance,
        actor=actor,
        at=at,
    )
    return "returned"


def _demand_named(unit_id: int, remittance: str) -> Demand | None:
    """Return the one demand whose reference stands in a text, as people type it."""
    typed = "".join(sign for sign in remittance.upper() if sign.isalnum())
    rows = Demand.objects.filter(ledger__unit_id=unit_id, cancelled_at=None)
    named = [
        row
        for row in rows.only("id", "uuid", "reference")
        if row.reference.replace("-", "") in typed
    ]
    return named[0] if len(named) == 1 else None


def _require_returnable(payment: Payment, cents: int, balances: Balances) -> None:
    """See that a payment can have come back; what was repaid meanwhile cannot come back too."""
    months = balances.get(payment.ledger_id, {})
    is_there = all(
        months[entry.month].paid >= entry.cents
        for entry in payment.entries.filter(kind=Entry.Kind.ORDERED)
    )
    if payment.state != PaymentState.ORDERED or payment.cents != cents or not is_there:
        raise NotReturnable(_("Diese Rückgabe passt zu keiner offenen Zahlung."))


def _lines_of_return(payment: Payment, noted: BankEntry) -> list[Line]:
    ordered = payment.entries.filter(kind=Entry.Kind.ORDERED).order_by("month")
    return [
        Line(
            Entry.Kind.RETURNED,
            entry.month,
            entry.cents,
            payment_id=payment.id,
            bank_entry_id=noted.id,
        )
        for entry in ordered
    ]


def _note_unclear(unit_id: int, note: Note, actor: Actor, at: datetime) -> None:
    noted = BankEntry.objects.create(
        unit_id=unit_id,
        bank_reference=note.bank_reference,
        kind=BankEntry.Kind.UNCLEAR,
        cents=note.cents,
        booked_on=note.booked_on,
        remittance=note.remittance,
        noted_at=at,
    )
    worklist.open_item(
        unit_id=unit_id,
        subject_kind="bank_entry",
        subject_id=noted.uuid,
        kind="unclear_bank_entry",
        procedure_key="",
        reference=note.bank_reference[:40],
        due_on=clock.day_of(at) + timedelta(days=DAYS_TO_CLARIFY),
        at=at,
        closed_by_hand=True,
        actor=actor,
    )
    trail.record(
        actor=actor,
        action="payments.bank_entry_unclear",
        subject_kind="bank_entry",
        subject_id=noted.uuid,
        at=at,
    )


def _hinder(held: Ledger, balances: Balances, actor: Actor, at: datetime) -> None:
    """Let nothing more go to the account, and ask somebody to correct it."""
    held.hindered_iban, held.changed_at = held.iban, at
    held.save(update_fields=["hindered_iban", "changed_at"])
    release_unfit([held], balances, actor=actor, at=at)
    worklist.open_item(
        unit_id=held.unit_id,
        subject_kind="payment_ledger",
        subject_id=held.uuid,
        kind="payment_returned",
        procedure_key="",
        reference=held.reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_TO_CLARIFY),
        at=at,
    )
