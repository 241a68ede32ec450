"""What a run of a unit would pay, and what a person should look at before: nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from amt.capabilities.payments import ibans
from amt.capabilities.payments.ledger import Balance, read_balances
from amt.capabilities.payments.models import Entry, Ledger, Payment, PaymentState
from amt.kernel.periods import first_of_month

MANY_MONTHS = 3
BIG_STEP_PERCENT = 50


class Mark(StrEnum):
    """Why a person should look at a payment, or why there is none."""

    HELD = "held"
    NO_ACCOUNT = "no_account"
    RETURNED = "returned"
    OVERPAID = "overpaid"
    FIRST = "first"
    NEW_ACCOUNT = "new_account"
    MANY_MONTHS = "many_months"
    BIG_STEP = "big_step"
    SHARED_ACCOUNT = "shared_account"
    PROVISIONAL = "provisional"


NOT_PAID = frozenset({Mark.HELD, Mark.NO_ACCOUNT, Mark.RETURNED})


@dataclass(frozen=True, slots=True)
class Due:
    """What one ledger would get: cents by month, with the marks a person should see."""

    ledger: Ledger
    months: tuple[tuple[date, int], ...]
    last_cents: int | None
    overpaid: int
    marks: tuple[Mark, ...] = ()

    @property
    def cents(self) -> int:
        """The whole payment."""
        return sum(cents for _, cents in self.months)

    @property
    def difference(self) -> int:
        """How much more than the last payment."""
        return self.cents - (self.last_cents or 0)


@dataclass(frozen=True, slots=True)
class Collected:
    """What is due in a unit: payments, and what is due but not paid now."""

    payments: tuple[Due, ...] = ()
    not_paid: tuple[Due, ...] = ()
    overpaid: tuple[Due, ...] = field(default=())

    @property
    def cents(self) -> int:
        """The sum of all payments."""
        return sum(due.cents for due in self.payments)


def hindrance_of(ledger: Ledger) -> Mark | None:
    """Return why nothing is paid to a ledger now, or None."""
    if ledger.held_since is not None:
        return Mark.HELD
    if not ibans.is_iban(ledger.iban) or not ledger.payee_name:
        return Mark.NO_ACCOUNT
    if ledger.hindered_iban and ledger.hindered_iban == ledger.iban:
        return Mark.RETURNED
    return None


def collect(unit_id: int, month: date) -> Collected:
    """Collect what is planned up to a month and not ordered, ledger by ledger.

    A month of which too much was paid is shown and never set off against another.
    """
    until = first_of_month(month)
    ledgers = {row.id: row for row in Ledger.objects.filter(unit_id=unit_id).order_by("id")}
    entries = Entry.objects.filter(ledger__unit_id=unit_id)
    found = read_balances(entries, until=until)
    last, used = _last_payments(unit_id), _by_account(ledgers.values())
    payments: list[Due] = []
    not_paid: list[Due] = []
    overpaid: list[Due] = []
    for ledger_id, ledger in ledgers.items():
        due = _due_of(ledger, found.get(ledger_id, {}), last.get(ledger_id), used)
        if due.overpaid:
            overpaid.append(due)
        if due.months:
            (not_paid if NOT_PAID.intersection(due.marks) else payments).append(due)
    return Collected(tuple(payments), tuple(not_paid), tuple(overpaid))


def _due_of(
    ledger: Ledger,
    months: Mapping[date, Balance],
    last: tuple[int, str] | None,
    used: Mapping[str, int],
) -> Due:
    due = tuple((month, one.due) for month, one in sorted(months.items()) if one.due > 0)
    overpaid = sum(-one.due for one in months.values() if one.due < 0)
    marks = list(_marks(ledger, due, last, used)) if due else []
    if overpaid:
        marks.append(Mark.OVERPAID)
    if any(months[month].provisional for month, _ in due):
        marks.append(Mark.PROVISIONAL)
    return Due(ledger, due, last[0] if last else None, overpaid, tuple(marks))


def _marks(
    ledger: Ledger,
    due: tuple[tuple[date, int], ...],
    last: tuple[int, str] | None,
    used: Mapping[str, int],
) -> list[Mark]:
    hindrance, cents = hindrance_of(ledger), sum(cents for _, cents in due)
    marks = [hindrance] if hindrance else []
    if last is None:
        marks.append(Mark.FIRST)
    else:
        if last[1] != ledger.iban:
            marks.append(Mark.NEW_ACCOUNT)
        if abs(cents - last[0]) * 100 >= BIG_STEP_PERCENT * last[0]:
            marks.append(Mark.BIG_STEP)
    if len(due) > MANY_MONTHS:
        marks.append(Mark.MANY_MONTHS)
    if used.get(ledger.iban, 0) > 1:
        marks.append(Mark.SHARED_ACCOUNT)
    return marks


def _last_payments(unit_id: int) -> dict[int, tuple[int, str]]:
    rows = Payment.objects.filter(run__unit_id=unit_id, state=PaymentState.ORDERED)
    last = rows.order_by("ledger_id", "-id").distinct("ledger_id")
    return {row[0]: (row[1], row[2]) for row in last.values_list("ledger_id", "cents", "iban")}


def _by_account(ledgers: Iterable[Ledger]) -> Counter[str]:
    return Counter(ledger.iban for ledger in ledgers if ledger.iban)
