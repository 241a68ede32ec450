"""Start, period, segments, figures that change (§§ 22 (4), 25, 41, 43, 44 WoGG)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amt.contract.assessment import Outcome
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum_of
from amt.procedures.wohngeld.rules.werte import enacted_until
from amt.procedures.wohngeld.rules.zeitraum import zeitpunkt_der_antragstellung
from amt.procedures.wohngeld.tests.figures import entered
from amt.procedures.wohngeld.tests.households import (
    ALL_PAID,
    household,
    income,
    person,
    proposed,
    remarks_of,
    rented,
    steps_of,
)

NEW_YEAR = date(2027, 1, 1)
EARNER = person(incomes=[income("wage", 1400)], **ALL_PAID)


def start_of(**more: Any) -> date:
    return bewilligungszeitraum_of(household(EARNER, **more)).start


def test_the_period_begins_with_the_month_of_the_application_and_has_twelve() -> None:
    span = bewilligungszeitraum_of(household(EARNER, applied_on="2025-06-30"))
    assert span == Span(date(2025, 6, 1), date(2026, 5, 31))


def test_the_period_goes_on_past_the_enacted_figures() -> None:
    late = household(EARNER, applied_on="2026-11-22")
    span = bewilligungszeitraum_of(late)
    assert span == Span(date(2026, 11, 1), date(2027, 10, 31))
    found = proposed(late, span)
    assert found.open_from == NEW_YEAR
    assert "months_open" in remarks_of(found)
    assert [segment.amount is None for segment in found.segments] == [False, True]


def test_the_period_begins_when_the_conditions_are_met() -> None:
    assert start_of(conditions_from="2025-08-15") == date(2025, 8, 1)
    assert start_of(conditions_from="2025-05-15") == date(2025, 6, 1)


@pytest.mark.parametrize(
    ("known_on", "expected"),
    [
        ("2025-05-01", date(2025, 2, 1)),
        ("2025-06-09", date(2025, 2, 1)),
        ("2025-04-30", date(2025, 6, 1)),
    ],
)
def test_after_a_refusal_elsewhere_the_period_begins_earlier(known_on: str, expected: date) -> None:
    earlier = {"refused_from": "2025-02-10", "known_on": known_on}
    assert start_of(earlier_start=earlier) == expected


@pytest.mark.parametrize(
    ("applied_on", "counts_as"),
    [
        ("2025-03-02", date(2025, 4, 1)),
        ("2025-04-01", date(2025, 4, 1)),
        ("2025-05-20", date(2025, 5, 20)),
        ("2025-06-10", date(2025, 6, 10)),
    ],
)
def test_a_follow_up_application_counts_two_months_before_the_end_at_the_earliest(
    applied_on: str, counts_as: date
) -> None:
    haushalt = household(EARNER, applied_on=applied_on, previous_until="2025-05-31")
    assert zeitpunkt_der_antragstellung(haushalt) == counts_as
    assert bewilligungszeitraum_of(haushalt).start == date(2025, 6, 1)


def test_the_day_that_counts_decides_which_one_off_income_is_counted() -> None:
    once = income("other", 1200, per="once", received_on="2024-03-15")
    early = {"applied_on": "2025-03-02"}
    span = Span(date(2025, 3, 1), date(2026, 2, 28))
    assert "other" in steps_of(proposed(household(person(incomes=[once]), **early), span))
    later = household(person(incomes=[once]), previous_until="2025-05-31", **early)
    assert "other" not in steps_of(proposed(later, span))


def test_a_given_period_is_taken() -> None:
    period = {"start": "2025-06-01", "end": "2027-05-31"}
    span = bewilligungszeitraum_of(household(EARNER, period=period))
    assert span == Span(date(2025, 6, 1), date(2027, 5, 31))


def test_each_part_of_a_period_has_the_law_of_its_time() -> None:
    span = Span(date(2024, 9, 1), date(2025, 8, 31))
    old, new = proposed(household(EARNER), span).segments
    assert (old.span.end, new.span.start) == (date(2024, 12, 31), date(2025, 1, 1))
    assert (old.amount, new.amount) == (Money(29_800), Money(31_600))
    incomes = [{step.key: step.value for step in s.steps}["monthly_income"] for s in (old, new)]
    assert incomes[0] == incomes[1]


def test_income_is_that_of_the_whole_period_in_each_part_of_the_law() -> None:
    span = Span(date(2024, 9, 1), date(2025, 8, 31))
    earner = person(incomes=[income("other", 1200, until="2024-12-31")])
    old, new = proposed(household(earner), span).segments
    for segment in (old, new):
        steps = {step.key: step.value for step in segment.steps}
        assert steps["monthly_income"] == 400


def test_time_past_the_figures_is_not_enacted_until_they_are_entered() -> None:
    span = Span(date(2026, 7, 1), date(2027, 6, 30))
    haushalt = household(EARNER, wohnung=rented(700))

    decided, left = proposed(haushalt, span).segments
    assert (decided.outcome, left.outcome) == (Outcome.GRANT, Outcome.UNDECIDED)
    assert left.span.start == NEW_YEAR
    assert [reason.key for reason in left.reasons] == ["not_enacted"]

    with entered(NEW_YEAR):
        assert enacted_until() == date(2028, 12, 31)
        old, new = proposed(haushalt, span).segments
        assert old.amount == decided.amount
        assert new.span == Span(NEW_YEAR, date(2027, 6, 30))
        assert new.amount is not None
        assert old.amount is not None
        assert new.amount > old.amount
        assert all("@2027-01-01" in version for version in new.parameter_versions)
    assert enacted_until() == date(2026, 12, 31)


def test_with_new_figures_no_month_of_the_period_is_open() -> None:
    late = household(EARNER, applied_on="2026-11-22")
    with entered(NEW_YEAR):
        found = proposed(late, bewilligungszeitraum_of(late))
    assert (found.outcome, found.open_from) == (Outcome.GRANT, None)
    assert found.segments[-1].span.end == date(2027, 10, 31)


def test_pensions_of_a_period_keep_the_need_of_its_first_day() -> None:
    member = person(incomes=[income("statutory_pension", 1500)], basic_pension_years=True)
    span = Span(date(2023, 6, 1), date(2024, 5, 31))
    (segment,) = proposed(household(member), span).segments
    allowance = {step.key: step.value for step in segment.steps}["allowance_basic_pension"]
    assert allowance == 3012
    assert "regelbedarf@2023-01-01" in segment.parameter_versions


def test_a_place_without_level_stays_undecided() -> None:
    assessment = proposed(household(EARNER, place="031550000000"))
    assert assessment.outcome is Outcome.UNDECIDED
    assert assessment.segments[0].reasons[0].key == "place_unknown"
