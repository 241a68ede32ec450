"""What a lamp is worth: invented, dated figures, and new ones that a test enters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from amt.kernel.money import Money
from amt.kernel.periods import Span


@dataclass(frozen=True, slots=True)
class Rate:
    """The money a month for one lamp from a day on."""

    valid_from: date
    amount: Money


RATES = [Rate(date(2000, 1, 1), Money(1_000))]


@contextmanager
def entered(valid_from: date, cents: int) -> Iterator[None]:
    """Let a new rate be in force from a day on."""
    rate = Rate(valid_from, Money(cents))
    RATES.append(rate)
    try:
        yield
    finally:
        RATES.remove(rate)


def parts_of(span: Span) -> list[tuple[Span, Money, str]]:
    """Return the parts of a closed span with the rate of each and the name of its version."""
    rates = sorted(RATES, key=lambda rate: rate.valid_from)
    found = []
    for rate, following in zip(rates, [*rates[1:], None], strict=True):
        start = max(span.start, rate.valid_from)
        end = span.end if following is None else following.valid_from - timedelta(days=1)
        last = min(span.end or start, end or start)
        if start <= last:
            found.append((Span(start, last), rate.amount, f"lamps@{rate.valid_from.isoformat()}"))
    return found
