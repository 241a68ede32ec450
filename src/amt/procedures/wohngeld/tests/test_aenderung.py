"""Thresholds, days and limits of §§ 27, 28, 31, 44 WoGG and § 45 SGB X; a case decided anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.assessment import Assessment, Outcome
from amt.contract.benefits import Ruling
from amt.contract.facts import Facts
from amt.kernel.money import Money
from amt.kernel.periods import Span, add_months
from amt.procedures.wohngeld.rules import aenderung
from amt.procedures.wohngeld.rules.aenderung import Verhaeltnisse, reassess
from amt.procedures.wohngeld.rules.verlauf import decided_by
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.tests.acts_given import RICH, THIN, granted
from amt.procedures.wohngeld.tests.figures import entered

BEFORE = Verhaeltnisse(2, Decimal(600), Decimal(12_000), Money(20_000))
amounts = st.decimals(Decimal(0), Decimal(100_000), places=2)
days = st.dates(date(2023, 1, 1), date(2031, 12, 31))


def with_(**more: Any) -> Verhaeltnisse:
    known = {"counted": 2, "rent": Decimal(600), "income": Decimal(12_000), "amount": Money(20_000)}
    return Verhaeltnisse(**{**known, **more})


@pytest.mark.parametrize(
    ("new", "causes"),
    [
        (with_(counted=3, amount=Money(20_100)), ("more_members",)),
        (with_(rent=Decimal("660.00"), amount=Money(20_100)), ()),
        (with_(rent=Decimal("660.01"), amount=Money(20_100)), ("higher_rent",)),
        (with_(income=Decimal("10800.00"), amount=Money(20_100)), ()),
        (with_(income=Decimal("10799.99"), amount=Money(20_100)), ("lower_income",)),
        (with_(counted=3, rent=Decimal(900), income=Decimal(0)), ()),
        # Fewer people and therefore less income (§ 27 (1) sentence 3).
        (with_(counted=1, income=Decimal(9_000), amount=Money(20_100)), ("lower_income",)),
    ],
)
def test_more_on_request_needs_more_than_ten_percent_and_more_wohngeld(
    new: Verhaeltnisse, causes: tuple[str, ...]
) -> None:
    assert aenderung.causes_on_request(BEFORE, new) == causes


@pytest.mark.parametrize(
    ("new", "causes"),
    [
        (with_(counted=1, amount=Money(19_900)), ("fewer_members",)),
        (with_(counted=0, amount=Money(0)), ()),
        (with_(rent=Decimal("510.00"), amount=Money(19_900)), ()),
        (with_(rent=Decimal("509.99"), amount=Money(19_900)), ("lower_rent",)),
        (with_(income=Decimal("13800.00"), amount=Money(19_900)), ()),
        (with_(income=Decimal("13800.01"), amount=Money(19_900)), ("higher_income",)),
        (with_(counted=1, rent=Decimal(1), income=Decimal(90_000)), ()),
        # More people and therefore more income (§ 27 (2) sentence 4).
        (with_(counted=3, income=Decimal(20_000), amount=Money(19_900)), ("higher_income",)),
    ],
)
def test_less_ex_officio_needs_more_than_fifteen_percent_and_less_wohngeld(
    new: Verhaeltnisse, causes: tuple[str, ...]
) -> None:
    assert aenderung.causes_ex_officio(BEFORE, new) == causes


@given(amounts, amounts)
def test_a_value_never_rises_and_falls_and_nobody_passes_fifteen_without_ten(
    old: Decimal, new: Decimal
) -> None:
    risen, fallen = (f(old, new, 10) for f in (aenderung.has_risen, aenderung.has_fallen))
    assert not (risen and fallen)
    assert risen or not aenderung.has_risen(old, new, 15)
    assert fallen or not aenderung.has_fallen(old, new, 15)
    assert not aenderung.has_risen(old, old, 10)
    assert not aenderung.has_fallen(old, old, 10)


@given(days)
def test_what_begins_in_a_month_counts_from_the_first_of_the_next(day: date) -> None:
    first = aenderung.first_of_month_from(day)
    assert first.day == 1
    assert first >= day
    assert first - timedelta(days=31) < day
    assert (first == day) is (day.day == 1)


@given(days, days)
def test_a_request_counts_from_its_month_or_that_of_the_later_change(
    requested_on: date, changed_on: date
) -> None:
    begins = aenderung.begins_on_request(requested_on, changed_on)
    assert begins.day == 1
    later = max(requested_on, changed_on)
    assert (begins.year, begins.month) == (later.year, later.month)


@pytest.mark.parametrize(
    ("requested_on", "begins"),
    [
        (date(2026, 5, 31), date(2026, 1, 1)),
        (date(2026, 6, 1), date(2026, 6, 1)),
    ],
)
def test_a_rent_raised_for_time_past_counts_if_asked_before_the_next_month_ends(
    requested_on: date, begins: date
) -> None:
    known_on = date(2026, 4, 2)
    found = aenderung.begins_with_raised_rent(requested_on, date(2026, 1, 1), known_on)
    assert found == begins


@pytest.mark.parametrize(
    ("reach", "knew_on", "start"),
    [
        ("running", None, date(2020, 3, 1)),
        ("expired", date(2026, 2, 10), date(2023, 3, 1)),
        ("expired", date(2021, 2, 10), date(2020, 3, 1)),
        ("concealed", date(2026, 2, 10), date(2020, 3, 1)),
    ],
)
def test_past_periods_are_reached_for_three_years_unless_it_was_kept_back(
    reach: str, knew_on: date | None, start: date
) -> None:
    assert aenderung.reaches_back_to(date(2020, 2, 10), reach, knew_on) == start


@given(days, days, st.sampled_from(["running", "expired", "concealed"]))
def test_the_reach_never_goes_behind_the_change_nor_past_ten_years(
    changed_on: date, knew_on: date, reach: str
) -> None:
    assert aenderung.reaches_back_to(changed_on, reach, knew_on) >= changed_on
    end = add_months(changed_on, 12 * 30)
    until = aenderung.reaches_until(changed_on, reach, end)
    assert until == end or until < add_months(changed_on, 12 * 10 + 1)


@given(days, days)
def test_what_was_wrongly_refused_is_paid_for_two_years_at_most(
    wrong_from: date, asked_on: date
) -> None:
    start = aenderung.wrongly_refused_from(wrong_from, asked_on)
    assert start >= date(asked_on.year - 2, 1, 1)
    assert start.day == 1


def test_an_unlawful_grant_is_withdrawn_for_time_past_only_without_trust() -> None:
    wrong, known = date(2026, 1, 1), date(2026, 6, 2)
    assert aenderung.withdrawn_from(wrong, known, trust_protected=False) == wrong
    assert aenderung.withdrawn_from(wrong, known, trust_protected=True) == date(2026, 7, 1)


def review(norm: str, start: str, **more: Any) -> dict[str, Any]:
    told = {"norm": norm, "from": start, "known_on": "2026-06-02", "reach": "running", **more}
    return {f"review.{key}": value for key, value in told.items()}


def wage(facts: dict[str, Any], cents: int) -> dict[str, Any]:
    return {**facts, "incomes.0.amount": cents}


LARGE_RENT = {**THIN, "rent.cold": 70_000}
"""More than counts, so that a higher Höchstbetrag brings more."""


def replace_span(assessment: Assessment, span: Span) -> Assessment:
    """Return a grant as it runs on past the figures under which it was decided."""
    return replace(assessment, segments=(replace(assessment.segments[0], span=span),))


def keys(found: Assessment) -> list[str]:
    return [r.key for s in found.segments for r in s.reasons if r.key.startswith("review_")]


def test_a_much_higher_income_lowers_wohngeld_from_the_next_first() -> None:
    facts = Facts({**wage(THIN, 200_000), **review("wogg_27_2", "2026-05-15")})

    found = reassess(facts, (granted(THIN),))

    assert found.outcome is Outcome.GRANT
    assert found.segments[0].span == Span(date(2026, 6, 1), date(2026, 12, 31))
    assert keys(found) == ["review_before", "review_higher_income"]
    assert found.segments[0].amount == propose(facts, found.segments[0].span).segments[0].amount


def test_a_slightly_higher_income_changes_nothing() -> None:
    facts = Facts({**wage(THIN, 150_000), **review("wogg_27_2", "2026-05-15")})

    found = reassess(facts, (granted(THIN),))

    assert found.segments == ()
    assert found.remarks[0].key == "review_no_change"
    assert found.outcome is Outcome.UNDECIDED


def test_a_far_higher_income_ends_it() -> None:
    facts = Facts({**wage(THIN, 500_000), **review("wogg_27_2", "2026-05-15")})

    assert reassess(facts, (granted(THIN),)).outcome is Outcome.REFUSAL


def test_a_request_below_the_threshold_is_refused_with_both_amounts() -> None:
    facts = Facts({**wage(THIN, 135_000), **review("wogg_27_1", "2026-05-15")})

    found = reassess(facts, (granted(THIN),))

    assert found.outcome is Outcome.REFUSAL
    assert keys(found) == ["review_not_enough"]
    values = dict(found.segments[0].reasons[0].values)
    assert values["old"] == "316 €"
    assert values["new"] != values["old"]


def test_a_lower_income_on_request_counts_from_the_month_of_the_request() -> None:
    facts = Facts({**wage(THIN, 100_000), **review("wogg_27_1", "2026-05-15")})

    found = reassess(facts, (granted(THIN),))

    assert found.segments[0].span.start == date(2026, 6, 1)
    assert keys(found) == ["review_before", "review_lower_income"]


def test_a_change_outside_the_period_is_told() -> None:
    facts = Facts({**THIN, **review("wogg_27_2", "2027-03-15")})

    found = reassess(facts, (granted(THIN),))

    assert [remark.key for remark in found.remarks] == ["review_outside_period"]


def test_after_a_change_the_changed_amount_is_what_is_compared() -> None:
    first = Facts({**wage(THIN, 200_000), **review("wogg_27_2", "2026-05-15")})
    change = Ruling(date(2026, 6, 10), "grant", "change", reassess(first, (granted(THIN),)))
    again = Facts({**wage(THIN, 205_000), **review("wogg_27_2", "2026-08-01")})

    found = reassess(again, (granted(THIN), change))

    assert found.remarks[0].key == "review_no_change"


def test_what_became_void_is_not_decided_anew() -> None:
    facts = Facts(
        {**wage(THIN, 200_000), **review("wogg_27_2", "2026-05-15"), "void.on": "2026-09-10"}
    )

    found = reassess(facts, (granted(THIN),))

    assert found.segments[-1].span.end == date(2026, 9, 30)


def test_new_figures_are_applied_to_the_rest_without_any_threshold() -> None:
    facts = Facts({**RICH, "review.norm": "wogg_44_1", "review.from": "2026-07-01"})
    before = granted(RICH)

    found = reassess(facts, (before,))

    assert found.segments[0].span == Span(date(2026, 7, 1), date(2026, 12, 31))
    # The figures are the same, and income stays that of the whole period (§ 15 (4)).
    assert found.segments[0].amount == before.assessment.segments[0].amount


def test_invented_figures_raise_the_rest_of_a_running_grant() -> None:
    """§ 44 (1) WoGG with figures that are entered as data."""
    long = Ruling(
        date(2026, 11, 25),
        "grant",
        "grant",
        replace_span(granted(LARGE_RENT).assessment, Span(date(2026, 11, 1), date(2027, 10, 31))),
    )
    facts = Facts({**LARGE_RENT, "review.norm": "wogg_44_1", "review.from": "2027-01-01"})

    with entered(date(2027, 1, 1)):
        found = reassess(facts, (long,))

    (segment,) = found.segments
    assert segment.span == Span(date(2027, 1, 1), date(2027, 10, 31))
    assert segment.amount is not None
    assert segment.amount > (long.assessment.segments[0].amount or Money(0))
    assert keys(found) == ["review_before", "review_wogg_44_1"]
    months = decided_by(Ruling(date(2027, 1, 2), "grant", "adjustment", found))
    assert min(months) == date(2027, 1, 1)


def test_without_new_figures_time_past_the_old_ones_stays_open() -> None:
    facts = Facts({**LARGE_RENT, "review.norm": "wogg_44_1", "review.from": "2027-01-01"})
    long = replace_span(granted(LARGE_RENT).assessment, Span(date(2026, 11, 1), date(2027, 10, 31)))

    found = reassess(facts, (Ruling(date(2026, 11, 25), "grant", "grant", long),))

    assert found.outcome is Outcome.UNDECIDED


def test_a_provisional_grant_is_assessed_as_a_whole() -> None:
    found = reassess(Facts(wage(THIN, 160_000)), (granted(THIN, "provisional"),))

    assert found.segments[0].span == Span(date(2026, 1, 1), date(2026, 12, 31))


def test_a_refusal_is_reviewed_as_a_whole() -> None:
    refused = granted(wage(THIN, 500_000), "refusal", "refusal")

    found = reassess(Facts(THIN), (refused,))

    assert found.outcome is Outcome.GRANT
    assert found.segments[0].span.start == date(2026, 1, 1)


def test_an_unlawful_grant_is_withdrawn_only_where_it_gave_too_much() -> None:
    wrong = review("sgbx_45", "2026-01-01", trust="knew")
    less = reassess(Facts({**wage(THIN, 160_000), **wrong}), (granted(THIN),))
    more = reassess(Facts({**wage(THIN, 120_000), **wrong}), (granted(THIN),))

    assert keys(less) == ["review_before", "review_sgbx_45"]
    assert less.segments[0].span.start == date(2026, 1, 1)
    assert more.remarks[0].key == "review_no_change"


def test_nothing_decided_is_nothing_to_decide_anew() -> None:
    with pytest.raises(ValueError, match="nothing was decided"):
        reassess(Facts(THIN), ())


@given(
    st.integers(60_000, 400_000),
    st.sampled_from(["wogg_27_1", "wogg_27_2", "wogg_44_1", "wogg_17a_3", "sgbx_44", "sgbx_45"]),
    st.dates(date(2025, 11, 1), date(2027, 2, 28)),
)
def test_a_review_stays_in_the_period_and_lowers_or_raises_as_its_norm_says(
    cents: int, norm: str, start: date
) -> None:
    facts = Facts({**wage(THIN, cents), **review(norm, start.isoformat())})
    before = granted(THIN)

    found = reassess(facts, (before,))

    assert Assessment.from_json(found.to_json()) == found
    old = before.assessment.segments[0].amount or Money(0)
    for segment in found.segments:
        assert segment.span.start >= date(2026, 1, 1)
        assert segment.span.end == date(2026, 12, 31)
        assert segment.span.start.day == 1
    if found.segments and found.outcome is Outcome.GRANT:
        new = found.segments[0].amount or Money(0)
        assert new < old if norm in ("wogg_27_2", "sgbx_45") else new > old or norm == "wogg_44_1"
