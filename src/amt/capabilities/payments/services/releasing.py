"""Giving back what a run had taken: the money is due again, and the payment will not be made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from amt.capabilities.payments import ledger
from amt.capabilities.payments.ledger import Balances, Line
from amt.capabilities.payments.models import Entry, Payment, PaymentState
from amt.kernel.actors import Actor
from amt.kernel.audit import trail


def release_payments(
    payments: Sequence[Payment], balances: Balances, *, actor: Actor, at: datetime
) -> None:
    """Release payments; `balances` are those of their ledgers and are brought on."""
    lines: dict[int, list[Line]] = {}
    ordered = Entry.objects.filter(payment__in=payments, kind=Entry.Kind.ORDERED).order_by("id")
    for entry in ordered:
        line = Line(Entry.Kind.RELEASED, entry.month, entry.cents, payment_id=entry.payment_id)
        lines.setdefault(entry.ledger_id, []).append(line)
    ledger.append(lines, balances, at=at)
    Payment.objects.filter(id__in=[one.id for one in payments]).update(state=PaymentState.RELEASED)
    trail.record_many(
        [
            trail.Noted(
                "payments.payment_released", "payment", payment.uuid, {"run": payment.run_id}
            )
            for payment in payments
        ],
        actor=actor,
        at=at,
    )
