"""The proposal: segments, reasons, what is missing and what is left open."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.assessment import Assessment, Outcome
from amt.contract.facts import Facts
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.elterngeld.rules.lebensmonat import month_of, span_of
from amt.procedures.elterngeld.rules.vorschlag import bezugszeitraum, propose
from amt.procedures.elterngeld.tests.facts import APPLIED_ON, facts, numbers


def proposed(known: Facts, applied_on: date = APPLIED_ON) -> Assessment:
    return propose(known, bezugszeitraum(known, applied_on))


def keys_of(found: Assessment) -> set[str]:
    return {reason.key for segment in found.segments for reason in segment.reasons}


def test_twelve_and_two_months_are_granted_to_each_with_their_amount() -> None:
    found = proposed(facts())

    assert found.outcome is Outcome.GRANT
    assert [(s.span, s.amount) for s in found.segments] == [
        (Span(date(2026, 11, 18), date(2027, 11, 17)), Money(87_133)),
        (Span(date(2027, 11, 18), date(2028, 1, 17)), Money(128_700)),
    ]
    assert [step.key for step in found.segments[0].steps] == [
        "income_first",
        "rate_first",
        "amount_first",
    ]
    assert found.segments[0].parameter_versions == ("hoehe@2025-05-01",)


def test_a_month_in_parallel_shows_both_amounts_and_their_sum() -> None:
    found = proposed(facts(months__second=["1", "13"]))

    first = found.segments[0]
    assert first.span == Span(date(2026, 11, 18), date(2026, 12, 17))
    assert first.amount == Money(87_133 + 128_700)
    assert first.steps[-1].formula == "871,33 + 1.287"


def test_nothing_is_proposed_until_the_income_is_known() -> None:
    found = proposed(facts(income__first__relevant=None))

    assert found.outcome is Outcome.UNDECIDED
    assert found.missing == ("income.first.relevant",)
    assert keys_of(found) == {"income_missing"}


def test_income_of_a_parent_without_months_is_not_needed() -> None:
    found = proposed(facts(months__second=None, income__second__relevant=None))

    assert found.outcome is Outcome.GRANT


def test_nothing_asked_for_is_named_as_missing() -> None:
    assert proposed(facts(months__first=None, months__second=None)).missing == ("months.first",)
    assert proposed(facts(child__birth_date=None)).missing == ("child.birth_date",)


def test_other_parent_counts_only_with_joint_custody() -> None:
    found = proposed(facts(custody="sole"))

    assert [segment.span.end for segment in found.segments] == [date(2027, 11, 17)]


def test_income_above_the_limit_excludes() -> None:
    found = proposed(facts(income__above_limit=True))

    assert found.outcome is Outcome.REFUSAL
    assert keys_of(found) == {"above_limit"}
    assert dict(found.segments[0].reasons[0].values) == {"limit": "175.000"}


def test_work_in_the_months_is_left_to_the_caseworker() -> None:
    found = proposed(facts(months__works=True))

    assert found.outcome is Outcome.UNDECIDED
    assert keys_of(found) == {"works"}


def test_maternity_benefits_leave_their_months_open_and_grant_the_rest() -> None:
    found = proposed(facts(months__maternity="first"))

    assert found.outcome is Outcome.PARTIAL
    assert [s.outcome for s in found.segments] == [
        Outcome.UNDECIDED,
        Outcome.GRANT,
        Outcome.GRANT,
    ]
    assert found.segments[0].amount is None


def test_months_too_long_ago_are_refused() -> None:
    applied_on = date(2027, 5, 20)

    found = proposed(facts(), applied_on)

    assert month_of(date(2026, 11, 18), applied_on) == 7
    assert bezugszeitraum(facts(), applied_on).start == date(2027, 2, 18)
    assert found.segments[0].outcome is Outcome.REFUSAL
    assert found.segments[0].span == Span(date(2026, 11, 18), date(2027, 2, 17))
    assert found.outcome is Outcome.PARTIAL


@pytest.mark.parametrize("born_on", ["2025-04-30", "2031-01-01"])
def test_births_without_stored_figures_stay_undecided(born_on: str) -> None:
    found = proposed(facts(child__birth_date=born_on))

    assert found.outcome is Outcome.UNDECIDED
    assert keys_of(found) == {"not_stored"}


def test_a_reduction_says_that_the_latest_months_are_cut() -> None:
    found = proposed(facts(months__second=numbers(10, 14)))

    assert "latest_cut" in {remark.key for remark in found.remarks}
    assert "shared_total" in keys_of(found)


def test_an_unproven_birth_is_said_to_the_caseworker() -> None:
    without = facts(registration__number=None)
    by_paper = facts(registration__number=None, proofs__birth_certificate=["x"])

    assert "birth_not_proven" in {remark.key for remark in proposed(without).remarks}
    assert "birth_not_proven" not in {remark.key for remark in proposed(by_paper).remarks}
    assert "birth_not_proven" not in {remark.key for remark in proposed(facts()).remarks}


def test_a_proposal_reads_back() -> None:
    found = proposed(facts(months__second=["1", "2", "13"]))

    assert Assessment.from_json(found.to_json()) == found


MONTHS = st.sets(st.integers(1, 14)).map(lambda months: [str(month) for month in sorted(months)])


@given(
    born_on=st.dates(date(2025, 5, 1), date(2027, 12, 31)),
    first=MONTHS,
    second=MONTHS,
    incomes=st.tuples(st.integers(0, 400_000), st.integers(0, 400_000)),
    maternity=st.sampled_from(["none", "first", "second"]),
    waited=st.integers(0, 900),
)
def test_segments_cover_the_months_asked_for_without_gap_or_overlap(
    born_on: date,
    first: list[str],
    second: list[str],
    incomes: tuple[int, int],
    maternity: str,
    waited: int,
) -> None:
    known = facts(
        child__birth_date=born_on.isoformat(),
        months__first=first,
        months__second=second,
        months__maternity=maternity,
        income__first__relevant=incomes[0],
        income__second__relevant=incomes[1],
    )

    found = proposed(known, born_on + timedelta(days=waited))

    asked = {int(month) for month in (*first, *second)}
    covered: list[int] = []
    for segment in found.segments:
        assert segment.span.end is not None
        months = (month_of(born_on, segment.span.start), month_of(born_on, segment.span.end))
        assert segment.span == span_of(born_on, *months)
        covered += range(months[0], months[1] + 1)
        assert segment.reasons
        paid = segment.outcome in {Outcome.GRANT, Outcome.PARTIAL}
        assert bool(segment.amount) is paid
    assert covered == sorted(asked)
    assert all(
        one.span.end is not None and one.span.end < other.span.start
        for one, other in pairwise(found.segments)
    )


@given(born_on=st.dates(date(2020, 1, 1), date(2030, 12, 31)), waited=st.integers(-400, 2000))
def test_the_time_shown_always_begins_with_a_month_of_life(born_on: date, waited: int) -> None:
    span = bezugszeitraum(
        facts(child__birth_date=born_on.isoformat()), born_on + timedelta(days=waited)
    )

    assert span.start == span_of(born_on, month_of(born_on, span.start), 15).start
    assert 1 <= month_of(born_on, span.start) <= 15
