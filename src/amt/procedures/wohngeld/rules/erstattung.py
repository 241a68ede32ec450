"""What is to be paid back, month by month (§ 50 SGB X, § 26a (4) WoGG).

A caseworker writes one line for a month or for months in a row: `01.2026 bis 03.2026: 316 statt
200`. The first amount was paid in each month, the second is due.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from amt.kernel.money import Money, NotAnAmount
from amt.kernel.periods import add_months

MOST_MONTHS = 240

_LINE = re.compile(
    r"^(?P<first>\d{2}\.\d{4})(?:\s*(?:bis|-|–)\s*(?P<last>\d{2}\.\d{4}))?\s*:"
    r"\s*(?P<paid>.+?)\s+statt\s+(?P<due>.+?)$"
)


class Unreadable(ValueError):
    """A line is not as expected, or it asks for nothing; `line` is its number, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


@dataclass(frozen=True, slots=True)
class Overpaid:
    """A month for which more was paid than is due."""

    month: date
    paid: Money
    due: Money

    @property
    def amount(self) -> Money:
        """What is to be paid back for the month."""
        return self.paid - self.due


def read_months(text: str) -> tuple[Overpaid, ...]:
    """Return the months of a caseworker's lines in order.

    :raises Unreadable: when a line is wrong, names a month twice or more is due than was paid.
    """
    found: dict[date, Overpaid] = {}
    for number, line in enumerate((ln.strip() for ln in text.splitlines()), start=1):
        if not line:
            continue
        for one in _read_line(line, number):
            if one.month in found or len(found) >= MOST_MONTHS:
                raise Unreadable(number)
            found[one.month] = one
    return tuple(found[month] for month in sorted(found))


def total(months: tuple[Overpaid, ...]) -> Money:
    """Return the sum that is to be paid back."""
    return sum((one.amount for one in months), Money(0))


def _read_line(line: str, number: int) -> list[Overpaid]:
    match = _LINE.match(line)
    if match is None:
        raise Unreadable(number)
    try:
        first = _month(match["first"])
        last = _month(match["last"]) if match["last"] else first
        paid, due = Money.parse(match["paid"]), Money.parse(match["due"])
    except (NotAnAmount, ValueError):
        raise Unreadable(number) from None
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 0 < count <= MOST_MONTHS or due >= paid:
        raise Unreadable(number)
    return [Overpaid(add_months(first, step), paid, due) for step in range(count)]


def _month(text: str) -> date:
    month, year = text.split(".")
    return date(int(year), int(month), 1)
