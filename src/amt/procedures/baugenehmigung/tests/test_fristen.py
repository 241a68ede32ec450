"""The clock: case by case against hand-derived days, and by properties for any dates."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.deeds import Chronicle, Term, TermState
from amt.kernel.periods import LAND_BREMEN, is_working_day, public_holidays
from amt.procedures.baugenehmigung.rules.fristen import fiction_ends, terms
from amt.procedures.baugenehmigung.tests.cases import cases, chronicle

DAYS = st.dates(date(2024, 7, 1), date(2040, 12, 31))
LATER = timedelta(days=2000)


def found(entries: Chronicle, on: date, land: str = LAND_BREMEN) -> dict[str, Term]:
    return {term.key: term for term in terms(entries, on, land)}


def fiction(entries: Chronicle, on: date) -> Term:
    return found(entries, on)["fiction"]


def test_there_are_cases_enough_and_each_has_its_source() -> None:
    assert len(cases()) >= 25
    assert all("§" in case["source"] for case in cases())


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_the_clock_stands_as_the_law_says(case: dict[str, Any]) -> None:
    entries = chronicle(*(tuple(row) for row in case["entries"]))

    shown = found(entries, case["day"], case.get("land", LAND_BREMEN))

    for key, expected in case["expected"].items():
        term = shown.get(key)
        assert (term and [term.ends_on, term.state.value]) == expected, key


def test_a_day_before_the_receipt_knows_no_terms() -> None:
    assert terms(chronicle(("received", date(2026, 3, 2))), date(2026, 3, 1), LAND_BREMEN) == ()


@given(received=DAYS)
def test_the_fiction_never_comes_before_three_weeks_and_three_months(received: date) -> None:
    start = received + timedelta(weeks=3)
    year, month = divmod(start.year * 12 + start.month + 2, 12)
    last = calendar.monthrange(year, month + 1)[1]
    earliest = date(year, month + 1, min(start.day, last))

    end = fiction(chronicle(("received", received)), received).ends_on

    assert end >= earliest
    assert is_working_day(end, LAND_BREMEN)
    moved_over = [earliest + timedelta(days=n) for n in range((end - earliest).days)]
    assert not [day for day in moved_over if is_working_day(day, LAND_BREMEN)]


@given(received=DAYS, wait=st.integers(0, 110))
def test_a_waiver_in_time_ends_the_fiction_for_good(received: date, wait: int) -> None:
    waived = received + timedelta(days=wait)
    entries = chronicle(("received", received), ("waive", waived))

    assert fiction(entries, waived).state is TermState.VOID
    assert fiction(entries, waived + LATER).state is TermState.VOID


@given(received=DAYS, wait=st.integers(1, 400))
def test_a_waiver_after_the_end_changes_nothing(received: date, wait: int) -> None:
    end = fiction_ends(chronicle(("received", received)), LAND_BREMEN)
    assert end is not None
    entries = chronicle(("received", received), ("waive", end + timedelta(days=wait)))

    assert fiction(entries, end + LATER).state is TermState.ELAPSED


@given(received=DAYS, wait=st.integers(0, 110), weeks=st.integers(1, 26), more=st.integers(1, 26))
def test_an_extension_counts_once_and_only_lengthens(
    received: date, wait: int, weeks: int, more: int
) -> None:
    told = received + timedelta(days=wait)
    plain = chronicle(("received", received))
    once = chronicle(("received", received), ("extend", told, {"weeks": weeks}))
    twice = Chronicle((*once.entries, *chronicle(("extend", told, {"weeks": more})).entries))
    ends = [fiction(entries, told).ends_on for entries in (plain, once, twice)]

    assert ends[1] - ends[0] >= timedelta(weeks=weeks)
    assert ends[1] == ends[2]


@given(
    received=DAYS, asked=st.integers(0, 20), supplied=st.integers(0, 60), weeks=st.integers(2, 9)
)
def test_documents_asked_for_in_time_put_the_fiction_off(
    received: date, asked: int, supplied: int, weeks: int
) -> None:
    asked_on = received + timedelta(days=asked)
    supplied_on = asked_on + timedelta(days=supplied)
    request = ("request_documents", asked_on, {"weeks": weeks})
    waiting = chronicle(("received", received), request)
    cured = chronicle(("received", received), request, ("supply_documents", supplied_on))

    assert "fiction" not in found(waiting, supplied_on)
    assert fiction(cured, supplied_on).ends_on >= fiction_ends_of(supplied_on)


def fiction_ends_of(received: date) -> date:
    end = fiction_ends(chronicle(("received", received)), LAND_BREMEN)
    assert end is not None
    return end


@given(received=DAYS, asked=st.integers(21, 100), weeks=st.integers(2, 9))
def test_documents_asked_for_later_do_not_put_it_off(
    received: date, asked: int, weeks: int
) -> None:
    asked_on = received + timedelta(days=asked)
    entries = chronicle(("received", received), ("request_documents", asked_on, {"weeks": weeks}))

    assert fiction(entries, asked_on).ends_on == fiction_ends_of(received)


@given(received=DAYS, weeks=st.integers(2, 26), wait=st.integers(0, 400))
def test_a_missed_request_leaves_no_fiction_behind(received: date, weeks: int, wait: int) -> None:
    request = ("request_documents", received, {"weeks": weeks})
    shown = found(chronicle(("received", received), request), received + timedelta(days=wait))

    assert "fiction" not in shown
    elapsed = received + timedelta(days=wait) > shown["documents"].ends_on
    assert (shown["documents"].state is TermState.ELAPSED) is elapsed


@given(received=DAYS, later=st.integers(0, 60))
def test_twelve_weeks_are_never_shorter(received: date, later: int) -> None:
    complete = received + timedelta(days=later)
    answers = {"complete_on": complete.isoformat()}
    entries = chronicle(("received", received), ("confirm_completeness", complete, answers))
    term = found(entries, complete)["decision"]

    assert timedelta(weeks=12) <= term.ends_on - complete <= timedelta(weeks=12, days=5)
    assert is_working_day(term.ends_on, LAND_BREMEN)


@given(year=st.integers(2025, 2040))
def test_no_term_ends_on_a_holiday_of_bremen(year: int) -> None:
    for holiday in public_holidays(LAND_BREMEN, year):
        received = holiday - timedelta(weeks=12)
        answers = {"complete_on": received.isoformat()}
        entries = chronicle(("received", received), ("confirm_completeness", received, answers))

        assert found(entries, received)["decision"].ends_on > holiday


@given(received=DAYS, decided=st.integers(0, 110))
def test_a_decision_in_time_shuts_the_fiction_out(received: date, decided: int) -> None:
    entries = chronicle(("received", received), ("decided", received + timedelta(days=decided)))

    assert fiction(entries, received + LATER).state is TermState.KEPT


@given(data=st.data(), received=DAYS)
def test_what_a_day_shows_does_not_depend_on_later_entries(
    data: st.DataObject, received: date
) -> None:
    on = received + timedelta(days=data.draw(st.integers(0, 200)))
    after = on + timedelta(days=data.draw(st.integers(1, 200)))
    deed = data.draw(st.sampled_from(("waive", "withdraw", "decided", "fiction", "extend")))
    answers = {"weeks": 4} if deed == "extend" else {}
    known = chronicle(("received", received))
    longer = Chronicle((*known.entries, *chronicle((deed, after, answers)).entries))

    assert terms(longer, on, LAND_BREMEN) == terms(known, on, LAND_BREMEN)
