"""The journal of a subject's payments: balances by month, and lines appended to it.

Whoever appends holds the lock of the ledger's unit (`locks`). The database checks every line again:
without the lock two writers would collide, never both succeed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from amt.capabilities.payments.models import Entry

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands for a month, in cents; `position` is that of its last line."""

    position: int = 0
    planned: int = 0
    ordered: int = 0
    returned: int = 0
    provisional: bool = False

    @property
    def paid(self) -> int:
        """What was ordered and did not come back."""
        return self.ordered - self.returned

    @property
    def due(self) -> int:
        """What is planned and not yet ordered; negative where too much was paid."""
        return self.planned - self.paid


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be appended."""

    kind: Entry.Kind
    month: date
    cents: int
    provisional: bool | None = None
    payment_id: int | None = None
    bank_entry_id: int | None = None
    basis: str = ""


Balances = dict[int, dict[date, Balance]]


def balances(ledger_ids: Iterable[int], *, until: date | None = None) -> Balances:
    """Return the balances of ledgers by id and month; months without a line are left out."""
    return read_balances(Entry.objects.filter(ledger_id__in=list(ledger_ids)), until=until)


def read_balances(entries: QuerySet[Entry], *, until: date | None = None) -> Balances:
    """Return the balances that some lines end in, up to a month."""
    if until is not None:
        entries = entries.filter(month__lte=until)
    last = entries.order_by("ledger_id", "month", "-position").distinct("ledger_id", "month")
    found: Balances = {}
    for row in last.values_list(
        "ledger_id", "month", "position", "planned", "ordered", "returned", "provisional"
    ):
        found.setdefault(row[0], {})[row[1]] = Balance(*row[2:])
    return found


def append(lines: dict[int, list[Line]], known: Balances, *, at: datetime) -> None:
    """Append lines to ledgers by id, each following the balance known; `known` is brought on.

    :raises IntegrityError: when another writer was faster, or more is ordered than planned.
    """
    rows = []
    for ledger_id, of_ledger in lines.items():
        months = known.setdefault(ledger_id, {})
        for line in of_ledger:
            after = following(months.get(line.month, Balance()), line)
            months[line.month] = after
            rows.append(
                Entry(
                    ledger_id=ledger_id,
                    month=line.month,
                    position=after.position,
                    kind=line.kind,
                    cents=line.cents,
                    provisional=after.provisional,
                    planned=after.planned,
                    ordered=after.ordered,
                    returned=after.returned,
                    payment_id=line.payment_id,
                    bank_entry_id=line.bank_entry_id,
                    basis=line.basis,
                    at=at,
                )
            )
    Entry.objects.bulk_create(rows, batch_size=2000)


def following(before: Balance, line: Line) -> Balance:
    """Return the balance after a line."""
    after = replace(before, position=before.position + 1)
    match line.kind:
        case Entry.Kind.PLANNED:
            provisional = before.provisional if line.provisional is None else line.provisional
            return replace(after, planned=before.planned + line.cents, provisional=provisional)
        case Entry.Kind.ORDERED:
            return replace(after, ordered=before.ordered + line.cents)
        case Entry.Kind.RELEASED:
            return replace(after, ordered=before.ordered - line.cents)
        case Entry.Kind.RETURNED | Entry.Kind.REPAID:
            return replace(after, returned=before.returned + line.cents)
