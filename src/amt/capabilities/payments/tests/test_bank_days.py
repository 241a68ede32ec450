"""Paying in advance: the last banking day before the month, or as soon as it still can be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.capabilities.payments.bank_days import execution_day, last_banking_day_before
from amt.kernel.periods import is_working_day


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (date(2026, 12, 1), date(2026, 11, 30)),
        (date(2026, 11, 1), date(2026, 10, 30)),
        (date(2027, 1, 1), date(2026, 12, 31)),
        (date(2027, 2, 1), date(2027, 1, 29)),
        (date(2024, 4, 1), date(2024, 3, 28)),
    ],
)
def test_it_is_the_last_banking_day_before_the_month(month: date, day: date) -> None:
    assert last_banking_day_before(month, "HB") == day


def test_a_late_run_is_executed_on_the_next_banking_day() -> None:
    assert execution_day(date(2026, 11, 1), date(2026, 11, 20), "HB") == date(2026, 11, 23)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_it_is_a_banking_day_in_advance_or_right_after_today(month: date, days: int) -> None:
    today = month - timedelta(days=days)
    day = execution_day(month, today, "HB")
    assert is_working_day(day, "HB")
    assert day > today
    assert day < month.replace(day=1) or not any(
        is_working_day(today + timedelta(days=n), "HB") for n in range(1, (day - today).days)
    )
