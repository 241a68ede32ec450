"""What is paid for which month follows from chronicle and decisions alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.assessment import Assessment, Outcome, Segment
from amt.contract.benefits import Ruling
from amt.contract.deeds import DECIDED, RECEIVED, Chronicle, Entry
from amt.kernel.money import Money
from amt.kernel.periods import Span, add_months, first_of_month, last_of_month
from amt.procedures.wohngeld.rules.aenderung import first_of_month_from
from amt.procedures.wohngeld.rules.erstattung import overpaid_months, total
from amt.procedures.wohngeld.rules.plan import plan

RECEIPT = Entry(RECEIVED, date(2026, 1, 15))
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def ruling(act: str, span: Span, cents: int, kind: str = "grant") -> Ruling:
    outcome = Outcome.GRANT if kind == "grant" else Outcome.REFUSAL
    segment = Segment(span, outcome, Money(cents if kind == "grant" else 0), ())
    return Ruling(date(2026, 2, 2), kind, act, Assessment((segment,)))


def decided(act: str, kind: str = "grant", on: date = date(2026, 2, 2)) -> Entry:
    return Entry(DECIDED, on, {"kind": kind, "act": act})


def deed(key: str, on: date, **values: Any) -> Entry:
    return Entry(key, on, {path.replace("__", "."): value for path, value in values.items()})


def cents_of(*entries: Entry, rulings: tuple[Ruling, ...]) -> dict[int, int]:
    found = plan(Chronicle((RECEIPT, *entries)), rulings)
    return {one.month.month: one.amount.cents for one in found.months}


GRANT = ruling("grant", YEAR, 30_000)


def test_a_grant_is_due_for_each_of_its_months() -> None:
    found = plan(Chronicle((RECEIPT, decided("grant"))), (GRANT,))

    assert [one.month for one in found.months] == [date(2026, m, 1) for m in range(1, 13)]
    assert {one.amount for one in found.months} == {Money(30_000)}
    assert not any(one.provisional for one in found.months)
    assert (found.held_since, found.demands) == (None, ())


OPEN = Span(date(2027, 1, 1), date(2027, 3, 31))
OPEN_MONTHS = tuple(date(2027, month, 1) for month in (1, 2, 3))


def left_open(one: Ruling) -> Ruling:
    """Return a decision that says nothing yet about the first months of 2027."""
    later = Segment(OPEN, Outcome.UNDECIDED, None, ())
    return replace(one, assessment=Assessment((*one.assessment.segments, later)))


def open_after(*entries: Entry, rulings: tuple[Ruling, ...]) -> tuple[date, ...]:
    found = plan(Chronicle((RECEIPT, *entries)), rulings)
    assert not {one.month for one in found.months} & set(found.open_months)
    return found.open_months


def test_granted_months_without_figures_are_open_and_nothing_is_due_for_them() -> None:
    whole = left_open(GRANT)
    assert open_after(decided("grant"), rulings=(whole,)) == OPEN_MONTHS
    assert len(cents_of(decided("grant"), rulings=(whole,))) == 12


def test_open_months_stay_open_through_a_change_before_them_and_through_a_refused_request() -> None:
    whole = left_open(GRANT)
    change = left_open(ruling("change", Span(date(2026, 12, 1), date(2026, 12, 31)), 11_100))
    refused = left_open(ruling("refuse_change", YEAR, 0, "refusal"))
    for later in (change, refused):
        told = decided("grant"), decided(later.act)
        assert open_after(*told, rulings=(whole, later)) == OPEN_MONTHS


def test_open_months_close_when_they_are_decided() -> None:
    adjusted = ruling("adjustment", OPEN, 31_000)
    told = decided("grant"), decided("adjustment")
    assert open_after(*told, rulings=(left_open(GRANT), adjusted)) == ()


def test_an_end_a_loss_and_a_refusal_leave_nothing_open() -> None:
    whole = left_open(GRANT)
    ended = left_open(ruling("end", Span(date(2026, 12, 1), date(2026, 12, 31)), 0, "refusal"))
    assert open_after(decided("grant"), decided("end"), rulings=(whole, ended)) == ()
    lost = deed("declare_void", date(2026, 12, 5), void__on="2026-12-01")
    assert open_after(decided("grant"), lost, rulings=(whole,)) == ()
    refused = replace(whole, kind="refusal", act="refusal")
    assert open_after(decided("refusal", "refusal"), rulings=(refused,)) == ()


def test_a_loss_inside_the_open_time_leaves_the_months_before_it_open() -> None:
    lost = deed("declare_void", date(2026, 12, 5), void__on="2027-02-10")
    found = open_after(decided("grant"), lost, rulings=(left_open(GRANT),))
    assert found == OPEN_MONTHS[:2]


def test_a_refusal_plans_nothing() -> None:
    refused = ruling("refusal", YEAR, 0, "refusal")
    assert cents_of(decided("refusal", "refusal"), rulings=(refused,)) == {}


def test_an_office_may_refuse_what_was_proposed() -> None:
    refused = Ruling(GRANT.on, "refusal", "refusal", GRANT.assessment)
    assert cents_of(decided("refusal", "refusal"), rulings=(refused,)) == {}


def test_a_change_replaces_its_months_and_leaves_the_others() -> None:
    change = ruling("change", Span(date(2026, 6, 1), date(2026, 12, 31)), 11_100)

    found = cents_of(decided("grant"), decided("change"), rulings=(GRANT, change))

    assert {found[month] for month in range(1, 6)} == {30_000}
    assert {found[month] for month in range(6, 13)} == {11_100}


@pytest.mark.parametrize("act", ["refuse_change", "refusal_cooperation"])
def test_refusing_more_leaves_the_grant_as_it_is(act: str) -> None:
    no = ruling(act, Span(date(2026, 6, 1), date(2026, 12, 31)), 0, "refusal")
    found = cents_of(decided("grant"), decided(act, "refusal"), rulings=(GRANT, no))
    assert set(found.values()) == {30_000}


def test_a_final_decision_replaces_the_provisional_one() -> None:
    provisional = ruling("provisional", YEAR, 25_000)
    first = plan(Chronicle((RECEIPT, decided("provisional"))), (provisional,))
    final = plan(
        Chronicle((RECEIPT, decided("provisional"), decided("grant"))), (provisional, GRANT)
    )

    assert all(one.provisional for one in first.months)
    assert {(one.amount.cents, one.provisional) for one in final.months} == {(30_000, False)}


def test_a_final_refusal_leaves_provisional_months_with_nothing_due() -> None:
    provisional = ruling("provisional", YEAR, 25_000)
    refused = ruling("refusal", YEAR, 0, "refusal")
    found = cents_of(
        decided("provisional"), decided("refusal", "refusal"), rulings=(provisional, refused)
    )
    assert len(found) == 12
    assert set(found.values()) == {0}


def test_after_a_year_the_provisional_amount_is_final() -> None:
    provisional = ruling("provisional", YEAR, 25_000)
    entries = (RECEIPT, decided("provisional"), deed("deem_final", date(2028, 1, 1)))
    found = plan(Chronicle(entries), (provisional,))
    assert {(one.amount.cents, one.provisional) for one in found.months} == {(25_000, False)}


def test_what_is_void_is_not_due() -> None:
    void = deed("declare_void", date(2026, 6, 10), void__on="2026-05-15")
    found = cents_of(decided("grant"), void, rulings=(GRANT,))
    assert {m for m, cents in found.items() if cents} == {1, 2, 3, 4, 5}


def test_months_of_misuse_are_lost_and_no_others() -> None:
    misuse = deed(
        "misuse",
        date(2026, 6, 10),
        misuse__first_month="2026-03-17",
        misuse__last_month="2026-04-02",
    )
    found = cents_of(decided("grant"), misuse, rulings=(GRANT,))
    assert {m for m, cents in found.items() if not cents} == {3, 4}


@pytest.mark.parametrize(
    ("after", "held"),
    [
        ((), date(2026, 6, 10)),
        ((deed("resume_payments", date(2026, 6, 20)),), None),
        ((deed("resume_by_law", date(2026, 8, 11)),), None),
        ((decided("change", on=date(2026, 7, 1)),), None),
        ((decided("refuse_change", "refusal", date(2026, 7, 1)),), date(2026, 6, 10)),
        ((deed("stop_payments", date(2026, 7, 1)),), date(2026, 6, 10)),
    ],
)
def test_payment_is_held_until_taken_up_or_decided(
    after: tuple[Entry, ...], held: date | None
) -> None:
    change = ruling("change", Span(date(2026, 6, 1), date(2026, 12, 31)), 11_100)
    no = ruling("refuse_change", Span(date(2026, 6, 1), date(2026, 12, 31)), 0, "refusal")
    second = {"change": change, "refuse_change": no}
    acts = [str(entry.values["act"]) for entry in after if entry.deed == DECIDED]
    entries = (RECEIPT, decided("grant"), deed("stop_payments", date(2026, 6, 10)), *after)

    found = plan(Chronicle(entries), (GRANT, *(second[act] for act in acts)))

    assert found.held_since == held
    assert sum(one.amount.cents for one in found.months) > 0


RECOVER = deed(
    "recover",
    date(2026, 9, 1),
    recover__ground="annulled",
    recover__from="2026-01-05",
    recover__until="2026-03-01",
    recover__monthly=11_600,
    recover__due_on="2026-11-15",
)


def test_a_recovery_is_a_demand_with_a_key_of_its_own() -> None:
    entries = Chronicle((RECEIPT, decided("grant"), RECOVER, RECOVER))

    first, second = plan(entries, (GRANT,)).demands

    assert (first.key, second.key) == ("recover-1", "recover-2")
    assert (first.amount, first.norm) == (Money(34_800), "§ 50 Abs. 1 SGB X")
    assert first.due_on == date(2026, 11, 15)
    assert plan(entries, (GRANT,)).demands == (first, second)


def test_a_month_is_demanded_once() -> None:
    twice = {
        **RECOVER.values,
        "recover.second.from": "2026-03-31",
        "recover.second.until": "2026-04-30",
        "recover.second.monthly": 100,
    }
    with pytest.raises(ValueError, match="twice"):
        overpaid_months(twice)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60), st.integers(1, 90_000))
def test_a_recovery_sums_whole_months(start: date, length: int, cents: int) -> None:
    last = add_months(first_of_month(start), length)
    months = overpaid_months(
        {
            "recover.from": start.isoformat(),
            "recover.until": last_of_month(last).isoformat(),
            "recover.monthly": cents,
        }
    )
    assert total(months) == Money(cents * (length + 1))
    assert months[0].month == first_of_month(start)


spans = st.tuples(st.integers(0, 11), st.integers(0, 11)).map(
    lambda pair: Span(date(2026, min(pair) + 1, 1), last_of_month(date(2026, max(pair) + 1, 1)))
)
acts = st.sampled_from(
    [("grant", "grant"), ("provisional", "grant"), ("change", "grant"), ("end", "refusal"),
     ("refuse_change", "refusal"), ("adjustment", "grant"), ("refusal", "refusal")]
)  # fmt: skip
voids = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.one_of(st.tuples(acts, spans, st.integers(1_000, 90_000)), voids), max_size=8))
def test_a_plan_says_what_was_decided_last_whatever_happened(events: list[Any]) -> None:
    entries, rulings, expected = [RECEIPT], [], dict[date, int]()
    for event in events:
        if isinstance(event, date):
            entries.append(deed("declare_void", event, void__on=event.isoformat()))
            lost = first_of_month_from(event)
            expected = {m: 0 if m >= lost else cents for m, cents in expected.items()}
            continue
        (act, kind), span, cents = event
        entries.append(decided(act, kind))
        rulings.append(ruling(act, span, cents, kind))
        month = span.start
        while act != "refuse_change" and month <= (span.end or span.start):
            if kind == "grant" or month in expected:
                expected[month] = cents if kind == "grant" else 0
            month = add_months(month, 1)

    found = plan(Chronicle(tuple(entries)), tuple(rulings))

    assert {one.month: one.amount.cents for one in found.months} == expected
    assert [one.month for one in found.months] == sorted(expected)
    assert found == plan(Chronicle(tuple(entries)), tuple(rulings))
