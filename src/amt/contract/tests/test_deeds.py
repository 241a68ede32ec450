"""Consultations and the chronicle of a case."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amt.contract.deeds import (
    RECEIVED,
    Chronicle,
    ConsultationState,
    Entry,
    consultation_ends_on,
    consultation_state,
)
from amt.kernel.periods import Period, is_working_day

LAND = "HB"
days = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def test_a_month_that_ends_on_a_saturday_ends_on_the_monday() -> None:
    asked_on = date(2026, 11, 5)

    assert consultation_ends_on(asked_on, Period(months=1), LAND) == date(2026, 12, 7)


@given(asked_on=days, weeks=st.integers(1, 8))
def test_a_body_has_at_least_the_period_and_its_last_day_is_a_working_day(
    asked_on: date, weeks: int
) -> None:
    ends_on = consultation_ends_on(asked_on, Period(weeks=weeks), LAND)

    assert ends_on >= asked_on + timedelta(weeks=weeks)
    assert is_working_day(ends_on, LAND)


@given(asked_on=days, after=st.integers(0, 120))
def test_a_body_is_waited_for_until_the_last_day_and_silent_after_it(
    asked_on: date, after: int
) -> None:
    ends_on = consultation_ends_on(asked_on, Period(months=1), LAND)
    on = asked_on + timedelta(days=after)

    found = consultation_state(ends_on, None, on=on)

    assert found is (ConsultationState.WAITING if on <= ends_on else ConsultationState.SILENT)


@given(asked_on=days, after=st.integers(0, 120), later=st.integers(0, 400))
def test_an_answer_is_late_only_after_the_last_day_whenever_one_looks(
    asked_on: date, after: int, later: int
) -> None:
    ends_on = consultation_ends_on(asked_on, Period(months=1), LAND)
    answered_on = asked_on + timedelta(days=after)

    found = consultation_state(ends_on, answered_on, on=answered_on + timedelta(days=later))

    in_time = answered_on <= ends_on
    assert found is (ConsultationState.ANSWERED if in_time else ConsultationState.LATE)


def test_a_chronicle_is_asked_for_the_first_and_the_last_of_a_deed() -> None:
    first, second = (Entry("extend", date(2026, 11, day)) for day in (3, 9))
    told = Chronicle((Entry(RECEIVED, date(2026, 11, 1)), first, second))

    assert told.received_on == date(2026, 11, 1)
    assert (told.first("extend"), told.last("extend")) == (first, second)
    assert told.all("extend") == (first, second)
    assert told.first("waive") is None
    assert told.last("waive") is None
