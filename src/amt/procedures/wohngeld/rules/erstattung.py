"""What is to be paid back, month by month (§ 50 SGB X, § 26a (4) WoGG).

A caseworker names months in a row and what was paid too much in each; a second row of months may
have another amount, for example where figures changed between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from amt.kernel.money import Money
from amt.kernel.periods import Span, last_of_month
from amt.procedures.wohngeld.rules.verlauf import months_of

ROWS = ("recover", "recover.second")
"""Where the first and the second row of months are: `<row>.from`, `.until`, `.monthly`."""


@dataclass(frozen=True, slots=True)
class Overpaid:
    """A month for which more was paid than is due, and how much more."""

    month: date
    amount: Money


def overpaid_months(values: Mapping[str, Any]) -> tuple[Overpaid, ...]:
    """Return the months of a caseworker's answers in order.

    :raises ValueError: when a row ends before it begins or a month stands in both.
    """
    found: dict[date, Overpaid] = {}
    for row in ROWS:
        first, last = values.get(f"{row}.from"), values.get(f"{row}.until")
        if not first or not last:
            continue
        span = Span(date.fromisoformat(str(first)), last_of_month(date.fromisoformat(str(last))))
        amount = Money(int(values[f"{row}.monthly"]))
        months = [Overpaid(month, amount) for month in months_of(span)]
        if any(one.month in found for one in months):
            raise ValueError("a month is demanded twice")
        found |= {one.month: one for one in months}
    return tuple(found[month] for month in sorted(found))


def total(months: tuple[Overpaid, ...]) -> Money:
    """Return the sum that is to be paid back."""
    return sum((one.amount for one in months), Money(0))
