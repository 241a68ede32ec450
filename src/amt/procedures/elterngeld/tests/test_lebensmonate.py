"""Months of life: cases by hand, leap days, and no gap for any birth."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.kernel.periods import Span
from amt.procedures.elterngeld.rules.lebensmonat import month_of, span_of, start_of
from amt.procedures.elterngeld.tests.cases import cases

BIRTHS = st.dates(date(2024, 1, 1), date(2034, 12, 31))


@pytest.mark.parametrize(
    "case", cases("lebensmonate"), ids=lambda case: f"{case['born_on']}-{case['month']}"
)
def test_cases_derived_by_hand(case: dict[str, Any]) -> None:
    found = span_of(case["born_on"], case["month"], case["month"])

    assert found == Span(case["start"], case["end"])


@given(BIRTHS, st.integers(1, 40))
def test_months_of_life_follow_each_other_without_gap(born_on: date, month: int) -> None:
    span, following = span_of(born_on, month, month), span_of(born_on, month + 1, month + 1)

    assert span.end is not None
    assert span.end + timedelta(days=1) == following.start
    assert 28 <= (span.end - span.start).days + 1 <= 31


@given(BIRTHS, st.integers(-30, 500))
def test_each_day_lies_in_exactly_one_month_of_life(born_on: date, days: int) -> None:
    day = born_on + timedelta(days=days)
    month = month_of(born_on, day)

    assert start_of(born_on, month) <= day < start_of(born_on, month + 1)
    assert (month >= 1) is (days >= 0)


@given(BIRTHS)
def test_the_first_month_begins_on_the_day_of_birth(born_on: date) -> None:
    assert start_of(born_on, 1) == born_on
    assert month_of(born_on, born_on) == 1
