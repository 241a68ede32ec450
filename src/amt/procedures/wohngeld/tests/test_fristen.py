"""Terms of a case: from when, until when, what became of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.deeds import DECIDED, RECEIVED, Chronicle, Entry, Term, TermState
from amt.kernel.periods import LAND_BREMEN, is_working_day
from amt.procedures.wohngeld.rules import fristen

RECEIPT = Entry(RECEIVED, date(2026, 1, 15))
ASKED = Entry("request_documents", date(2026, 3, 2), {fristen.REQUEST_WEEKS: 4})
STOPPED = Entry("stop_payments", date(2026, 6, 10))
HEARD = Entry("hear", date(2026, 6, 3), {"hear.known_on": "2026-06-02"})


def decided(act: str, on: date, **values: Any) -> Entry:
    return Entry(DECIDED, on, {"kind": "grant", "act": act, **values})


def term(key: str, *entries: Entry, on: date) -> Term:
    found = fristen.terms(Chronicle((RECEIPT, *entries)), on, LAND_BREMEN)
    return next(one for one in found if one.key == key)


def test_documents_are_due_whole_weeks_after_the_letter_counts_as_known() -> None:
    # 2 March, known on 6 March, four weeks later is Good Friday's week: 3 April is Good Friday and
    # 6 April is Easter Monday.
    assert fristen.documents_due(date(2026, 3, 2), 4, LAND_BREMEN) == date(2026, 4, 7)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.integers(2, 12))
def test_terms_for_people_are_never_short_and_end_on_a_working_day(day: date, weeks: int) -> None:
    due = fristen.documents_due(day, weeks, LAND_BREMEN)
    assert is_working_day(due, LAND_BREMEN)
    assert due >= day + timedelta(days=4 + 7 * weeks)
    assert fristen.hearing_due(day, LAND_BREMEN) == fristen.documents_due(day, 2, LAND_BREMEN)


@pytest.mark.parametrize(
    ("entry", "on", "state"),
    [
        (None, date(2026, 4, 7), TermState.RUNNING),
        (None, date(2026, 4, 8), TermState.ELAPSED),
        (Entry("supply", date(2026, 4, 7)), date(2026, 5, 1), TermState.KEPT),
        (Entry("documents_received", date(2026, 4, 1)), date(2026, 5, 1), TermState.KEPT),
        (Entry("complete", date(2026, 4, 1)), date(2026, 5, 1), TermState.KEPT),
        (Entry("supply", date(2026, 4, 8)), date(2026, 5, 1), TermState.ELAPSED),
        (decided("grant", date(2026, 4, 1)), date(2026, 5, 1), TermState.VOID),
    ],
)
def test_what_became_of_a_request(entry: Entry | None, on: date, state: TermState) -> None:
    entries = (ASKED, entry) if entry else (ASKED,)
    assert term("documents", *entries, on=on).state is state


def test_a_second_request_has_its_own_term() -> None:
    again = Entry("request_documents", date(2026, 5, 4), {fristen.REQUEST_WEEKS: 2})
    found = term("documents", ASKED, Entry("supply", date(2026, 4, 1)), again, on=again.on)
    assert found.state is TermState.RUNNING
    assert found.starts_on == date(2026, 5, 5)


def test_payment_may_be_held_for_two_months_without_a_decision() -> None:
    last = term("stop", STOPPED, on=date(2026, 8, 10))
    assert (last.ends_on, last.state) == (date(2026, 8, 10), TermState.RUNNING)
    assert term("stop", STOPPED, on=date(2026, 8, 11)).state is TermState.ELAPSED


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (decided("change", date(2026, 8, 1)), TermState.KEPT),
        (Entry("declare_void", date(2026, 8, 1)), TermState.KEPT),
        (Entry("resume_payments", date(2026, 8, 1)), TermState.VOID),
        (decided("refuse_change", date(2026, 8, 1)), TermState.ELAPSED),
    ],
)
def test_only_an_annulment_in_time_keeps_the_payment_held(entry: Entry, state: TermState) -> None:
    assert term("stop", STOPPED, entry, on=date(2026, 9, 1)).state is state


def test_the_hearing_leaves_two_weeks() -> None:
    assert term("hearing", HEARD, on=date(2026, 6, 22)).ends_on == date(2026, 6, 22)
    answered = Entry("answer_hearing", date(2026, 6, 10))
    assert term("hearing", HEARD, answered, on=date(2026, 7, 1)).state is TermState.KEPT


def test_the_year_runs_from_what_the_office_knew() -> None:
    found = term("year", HEARD, on=date(2026, 7, 1))
    assert (found.ends_on, found.norm) == (date(2027, 6, 2), "§ 27 Abs. 2 Satz 6 WoGG")
    withdraw = Entry(
        "withdraw", date(2026, 7, 1), {"review.norm": "sgbx_45", "review.known_on": "2026-06-05"}
    )
    later = term("year", HEARD, withdraw, on=date(2026, 7, 1))
    assert (later.ends_on, later.norm) == (date(2027, 6, 5), "§ 45 Abs. 4 Satz 2 SGB X")


PROVISIONAL = decided("provisional", date(2026, 2, 2), until="2026-12-31")


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (None, TermState.ELAPSED),
        (decided("grant", date(2027, 12, 31)), TermState.KEPT),
        (Entry("request_final", date(2027, 12, 31)), TermState.VOID),
        (Entry("request_final", date(2028, 1, 1)), TermState.ELAPSED),
    ],
)
def test_a_provisional_grant_is_final_after_a_year_unless(
    entry: Entry | None, state: TermState
) -> None:
    entries = (PROVISIONAL, entry) if entry else (PROVISIONAL,)
    found = term("final_decision", *entries, on=date(2028, 2, 1))
    assert (found.ends_on, found.state) == (date(2027, 12, 31), state)


def test_without_its_end_a_period_is_taken_as_twelve_months() -> None:
    unknown = decided("provisional", date(2026, 2, 2))
    assert term("final_decision", unknown, on=date(2026, 3, 1)).ends_on == date(2027, 12, 31)


def test_a_case_without_entries_has_no_terms() -> None:
    assert fristen.terms(Chronicle((RECEIPT,)), date(2025, 1, 1), LAND_BREMEN) == ()
    assert fristen.terms(Chronicle((RECEIPT,)), date(2026, 2, 1), LAND_BREMEN) == ()
