"""What is demanded back, and what came in for it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from amt.capabilities.payments import ledger, locks
from amt.capabilities.payments.events import DemandSettled
from amt.capabilities.payments.ledger import Line
from amt.capabilities.payments.models import BankEntry, Demand, Entry, Ledger
from amt.kernel import clock, events, ids
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

PREFIX = "FO"


class NoLedger(Refusal):
    """Nothing was ever planned for the subject."""

    code = "no_ledger"


@transaction.atomic
def demand(
    *,
    subject_kind: str,
    subject_id: object,
    key: str,
    cents: int,
    norm: str,
    due_on: date,
    basis: str,
    actor: Actor,
    at: datetime,
) -> Demand:
    """Demand money of a subject that has a plan; the same key again brings it to these values.

    :raises NoLedger: when nothing was ever planned for the subject.
    """
    known = _ledger_of(subject_kind, subject_id)
    values = {"cents": cents, "norm": norm, "due_on": due_on, "cancelled_at": None}
    raised, is_new = Demand.objects.get_or_create(
        ledger=known,
        key=key,
        defaults={
            **values,
            "reference": ids.new_reference(PREFIX, clock.day_of(at).year),
            "basis": basis,
            "raised_at": at,
        },
    )
    if not is_new:
        if all(getattr(raised, name) == value for name, value in values.items()):
            return raised
        for name, value in values.items():
            setattr(raised, name, value)
        raised.basis = basis
        raised.save(update_fields=[*values, "basis"])
    _record(raised, "payments.demand_raised", actor, at, cents=cents)
    return raised


@transaction.atomic
def cancel_demand(
    *, subject_kind: str, subject_id: object, key: str, actor: Actor, at: datetime
) -> None:
    """Demand it no more; one that is not there or was cancelled stays as it is."""
    raised = (
        Demand.objects.select_for_update(no_key=True)
        .filter(
            ledger__subject_kind=subject_kind,
            ledger__subject_id=str(subject_id),
            key=key,
            cancelled_at=None,
        )
        .first()
    )
    if raised is None:
        return
    raised.cancelled_at = at
    raised.save(update_fields=["cancelled_at"])
    _record(raised, "payments.demand_cancelled", actor, at)


@transaction.atomic
def note_receipt(
    *,
    demand_uuid: UUID,
    cents: int,
    booked_on: date,
    bank_reference: str,
    actor: Actor,
    at: datetime,
    remittance: str = "",
) -> BankEntry:
    """Note money that came in for a demand; the same bank reference again changes nothing.

    Months of which too much was paid are balanced by it, the oldest first.
    """
    raised = Demand.objects.select_related("ledger").get(uuid=demand_uuid)
    locks.share(raised.ledger.unit_id)
    known = Ledger.objects.select_for_update(no_key=True).get(id=raised.ledger_id)
    noted, is_new = BankEntry.objects.get_or_create(
        unit_id=known.unit_id,
        bank_reference=bank_reference,
        defaults={
            "kind": BankEntry.Kind.RECEIPT,
            "cents": cents,
            "booked_on": booked_on,
            "remittance": remittance,
            "demand": raised,
            "noted_at": at,
        },
    )
    if not is_new:
        return noted
    _balance(known, noted, at)
    _record(raised, "payments.receipt_noted", actor, at, cents=cents)
    if open_cents(raised) <= 0:
        events.publish(DemandSettled(raised.uuid, known.subject_kind, known.subject_id, at))
    return noted


def open_cents(raised: Demand) -> int:
    """Return what is still to be paid of a demand."""
    if raised.cancelled_at is not None:
        return 0
    received = raised.receipts.aggregate(cents=Sum("cents"))["cents"] or 0
    return raised.cents - received


def _balance(known: Ledger, noted: BankEntry, at: datetime) -> None:
    balances, left, lines = ledger.balances([known.id]), noted.cents, []
    for month, one in sorted(balances.get(known.id, {}).items()):
        part = min(left, -one.due)
        if part > 0:
            lines.append(Line(Entry.Kind.REPAID, month, part, bank_entry_id=noted.id))
            left -= part
    ledger.append({known.id: lines}, balances, at=at)


def _ledger_of(subject_kind: str, subject_id: object) -> Ledger:
    known = Ledger.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).first()
    if known is None:
        raise NoLedger(_("Zu diesem Fall gibt es keine Zahlungen."))
    return known


def _record(raised: Demand, action: str, actor: Actor, at: datetime, **details: object) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="payment_demand",
        subject_id=raised.uuid,
        at=at,
        details={"ledger": str(raised.ledger.uuid), "key": raised.key, **details},
    )
