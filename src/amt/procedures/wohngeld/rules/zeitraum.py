"""The period of a grant and the parts into which it is cut (§§ 22, 25, 41, 44 WoGG)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from amt.contract.parameters import NotEnacted
from amt.kernel.periods import Span, add_months, first_of_month, last_of_month
from amt.procedures.wohngeld.rules.haushalt import Haushalt
from amt.procedures.wohngeld.rules.werte import Werte, first_enacted_after, werte_at

USUAL_MONTHS = 12
"""§ 25 (1) WoGG."""

_A_DAY = timedelta(days=1)


def usual_end(start: date) -> date:
    """Return the last day of twelve months."""
    return add_months(start, USUAL_MONTHS) - _A_DAY


def zeitpunkt_der_antragstellung(haushalt: Haushalt) -> date:
    """Return the day that counts as that of the application (§ 22 (4), § 24 (2) WoGG)."""
    previous = haushalt.previous_until
    if previous is None or haushalt.applied_on > previous:
        return haushalt.applied_on
    # "der Erste des zweiten Monats vor Ablauf dieses Zeitraums": of a period that ends with May,
    # two months before its end is the end of March; the second month before the end is April.
    earliest = add_months(first_of_month(previous), -1)
    return max(haushalt.applied_on, earliest)


def beginn(haushalt: Haushalt) -> date:
    """Return the first day of the period (§ 25 (2), (3), § 22 (4) WoGG)."""
    start = first_of_month(haushalt.applied_on)
    earlier = haushalt.earlier_start
    if earlier is not None:
        following = add_months(first_of_month(earlier.known_on), 1)
        if haushalt.applied_on <= last_of_month(following):
            start = min(start, first_of_month(earlier.refused_from))
    if haushalt.previous_until is not None:
        start = max(start, haushalt.previous_until + _A_DAY)
    if haushalt.conditions_from is not None:
        start = max(start, first_of_month(haushalt.conditions_from))
    return start


def bewilligungszeitraum_of(haushalt: Haushalt) -> Span:
    """Return the period to decide: that of the household, else twelve months by § 25 (1) WoGG.

    Months past the enacted figures belong to it; their amount stays open (§ 44 (1), decision 0022).
    """
    if haushalt.period is not None:
        return Span(haushalt.period.start, haushalt.period.end)
    start = beginn(haushalt)
    return Span(start, usual_end(start))


def nach_werten(span: Span) -> Iterator[tuple[Span, Werte | None]]:
    """Cut a span where figures change; None stands for a part without enacted figures."""
    end = span.end or usual_end(span.start)
    day = span.start
    while day <= end:
        try:
            werte: Werte | None = werte_at(day)
        except NotEnacted:
            werte = None
        if werte is not None:
            last = min(end, werte.valid_until)
        else:
            following = first_enacted_after(day)
            last = min(end, following - _A_DAY) if following else end
        yield Span(day, last), werte
        day = last + _A_DAY
