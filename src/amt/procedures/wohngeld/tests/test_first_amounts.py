"""Months that are granted and whose amount is open: what a review makes of them (§ 44 (1) WoGG)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from amt.contract.assessment import Assessment, Outcome
from amt.contract.benefits import Ruling
from amt.contract.facts import Facts
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.aenderung import reassess
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.tests.acts_given import THIN
from amt.procedures.wohngeld.tests.figures import entered

LATE = Span(date(2026, 11, 1), date(2027, 10, 31))
NEW_YEAR = date(2027, 1, 1)
WITH_HIGH_RENT = {**THIN, "rent.cold": 90_000}


def granted_late(facts: dict[str, Any] = WITH_HIGH_RENT) -> Ruling:
    """Return a grant of November 2026 whose months of 2027 have no amount yet."""
    return Ruling(date(2026, 11, 25), "partial", "grant", propose(Facts(facts), LATE))


def reviewed(*rulings: Ruling, facts: dict[str, Any], **review: str) -> Assessment:
    told = {f"review.{key}": value for key, value in review.items()}
    return reassess(Facts({**facts, **told}), rulings)


@pytest.mark.parametrize("further_rent", [0, 20])
def test_open_months_get_their_first_amount_whatever_it_is(further_rent: int) -> None:
    before = granted_late()
    with entered(NEW_YEAR, further_rent=further_rent):
        told = {"norm": "wogg_44_1", "from": "2027-01-01"}
        found = reviewed(before, facts=WITH_HIGH_RENT, **told)

    (segment,) = found.segments
    assert (found.outcome, segment.span) == (Outcome.GRANT, Span(NEW_YEAR, LATE.end))
    assert segment.reasons[0].key == "review_first_amount"
    old = before.assessment.segments[0].amount
    assert (segment.amount == old) is (further_rent == 0)


def test_without_figures_open_months_stay_undecided() -> None:
    found = reviewed(granted_late(), facts=THIN, norm="wogg_44_1", **{"from": "2027-01-01"})
    assert found.outcome is Outcome.UNDECIDED


def test_a_change_before_the_new_year_leaves_the_later_months_open() -> None:
    more = {**WITH_HIGH_RENT, "incomes.0.amount": 190_000}
    told = {"norm": "wogg_27_2", "from": "2026-12-01", "known_on": "2026-12-03"}
    before = granted_late()
    found = reviewed(before, facts=more, **told)

    assert (found.outcome, found.open_from) == (Outcome.PARTIAL, NEW_YEAR)
    assert found.segments[-1].span == Span(NEW_YEAR, LATE.end)

    changed = Ruling(date(2026, 12, 9), "partial", "change", found)
    with entered(NEW_YEAR):
        told = {"norm": "wogg_44_1", "from": "2027-01-01"}
        later = reviewed(before, changed, facts=more, **told)
    assert later.outcome is Outcome.GRANT
    assert later.segments[0].span == Span(NEW_YEAR, LATE.end)


def test_a_change_inside_the_open_months_is_measured_by_what_was_decided_last() -> None:
    more = {**WITH_HIGH_RENT, "incomes.0.amount": 190_000}
    told = {"norm": "wogg_27_2", "from": "2027-03-01", "known_on": "2027-03-03"}
    before = granted_late()
    assert reviewed(before, facts=more, **told).outcome is Outcome.UNDECIDED
    with entered(NEW_YEAR, further_rent=0):
        found = reviewed(before, facts=more, **told)
    assert found.segments[0].span.start == date(2027, 3, 1)
    assert {reason.key for reason in found.segments[0].reasons} >= {"review_higher_income"}


def test_what_ended_or_was_refused_has_no_open_months() -> None:
    before = granted_late()
    ended = _from_december(replace(before, kind="refusal", act="end"))
    told = {"norm": "wogg_44_1", "from": "2027-01-01"}
    with entered(NEW_YEAR):
        (remark,) = reviewed(before, ended, facts=THIN, **told).remarks
    assert remark.key == "review_outside_period"


def _from_december(ruling: Ruling) -> Ruling:
    """Return the same about the time from December on, with nothing granted."""
    first, later = ruling.assessment.segments
    span = Span(date(2026, 12, 1), date(2026, 12, 31))
    refused = replace(first, span=span, outcome=Outcome.REFUSAL, amount=Money(0))
    return replace(ruling, assessment=Assessment((refused, later)))
