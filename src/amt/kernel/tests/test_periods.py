"""Deadlines by sections 187 to 193 BGB, with the public holidays of a Land."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.kernel.periods import (
    Period,
    Span,
    add_months,
    deadline,
    first_of_month,
    is_working_day,
    last_of_month,
    next_working_day,
    period_end,
    public_holidays,
)

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


def test_bremen_has_ten_public_holidays_reformation_day_among_them() -> None:
    days = public_holidays("HB", 2026)
    assert len(days) == 10
    assert date(2026, 10, 31) in days
    assert date(2026, 12, 24) not in days


def test_an_unknown_land_is_refused() -> None:
    with pytest.raises(KeyError):
        public_holidays("XX", 2026)


@pytest.mark.parametrize(
    ("event_on", "period", "end"),
    [
        (date(2026, 1, 31), Period(months=1), date(2026, 2, 28)),
        (date(2028, 1, 31), Period(months=1), date(2028, 2, 29)),
        (date(2026, 11, 25), Period(months=1), date(2026, 12, 25)),
        (date(2026, 11, 21), Period(days=4), date(2026, 11, 25)),
        (date(2026, 11, 21), Period(weeks=2), date(2026, 12, 5)),
        (date(2026, 11, 21), Period(years=1), date(2027, 11, 21)),
    ],
)
def test_a_period_ends_with_the_day_of_the_same_number(
    event_on: date, period: Period, end: date
) -> None:
    assert period_end(event_on, period) == end


def test_a_deadline_on_christmas_moves_over_the_weekend() -> None:
    # 25 and 26 December 2026 are public holidays, the 27th is a Sunday.
    assert deadline(date(2026, 11, 25), Period(months=1), "HB") == date(2026, 12, 28)


@given(DAYS)
def test_the_next_working_day_is_the_first_one_from_the_day_on(day: date) -> None:
    found = next_working_day(day, "HB")
    assert is_working_day(found, "HB")
    assert not any(is_working_day(day + timedelta(days=n), "HB") for n in range((found - day).days))


@given(DAYS, st.integers(-48, 48))
def test_adding_months_keeps_the_number_or_takes_the_last_day(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert moved.day == day.day or moved == last_of_month(moved)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months


@given(DAYS)
def test_a_month_begins_and_ends_around_its_days(day: date) -> None:
    assert first_of_month(day) <= day <= last_of_month(day)
    assert last_of_month(day) + timedelta(days=1) == add_months(first_of_month(day), 1)


def test_a_span_knows_its_days() -> None:
    span = Span(date(2026, 1, 1), date(2026, 1, 31))
    assert date(2026, 1, 31) in span
    assert date(2026, 2, 1) not in span
    assert date(2099, 1, 1) in Span(date(2026, 1, 1))
    with pytest.raises(ValueError, match="ends"):
        Span(date(2026, 1, 2), date(2026, 1, 1))
