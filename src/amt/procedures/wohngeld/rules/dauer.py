"""How long a grant lasts: the usual months, or as many as the office chose (§ 25 (1) WoGG)."""

from __future__ import annotations

from datetime import date, timedelta

from amt.contract.facts import Facts
from amt.kernel.periods import Span, add_months
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum

MONTHS = "period.months"
REASON = "period.reason"
SHORTEST, LONGEST = 1, 24


def zeitraum_des_falls(facts: Facts, applied_on: date) -> Span:
    """Return the period to decide, from the day on which it begins by § 25 (2) to (5) WoGG.

    The office may shorten it by what is to be expected, or extend it to 24 months where nothing is
    likely to change (§ 25 (1) sentence 2). What lies past the enacted figures stays open.
    """
    span = bewilligungszeitraum(facts, applied_on)
    if MONTHS not in facts:
        return span
    return Span(span.start, add_months(span.start, int(facts[MONTHS])) - timedelta(days=1))
