"""What a second reading of the law found: docs/law/wohngeld-second-reading.md has the reasons."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from amt.contract.assessment import Outcome
from amt.contract.trials import DocumentRefused
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.mitglieder import personen
from amt.procedures.wohngeld.tests.households import (
    ALL_PAID,
    JUNE,
    calculated,
    household,
    income,
    person,
    proposed,
    reasons_of,
    rented,
)

FIRST = date(2025, 6, 1)
EARNER = person(incomes=[income("wage", 1400)], **ALL_PAID)
ELSEWHERE = person("sibling", centre_of_life=False)


def ids(*members: dict[str, Any], on: date = FIRST) -> list[str]:
    """Return who is counted in a month."""
    return [member.id for member in personen(household(*members), on).counted]


def rent(home: dict[str, Any], *members: dict[str, Any]) -> Decimal:
    """Return what is left of rent or burden before limits."""
    return calculated(household(*(members or (EARNER,)), wohnung=home)).ermittlung.left


def deductions(*members: dict[str, Any], span: Span = JUNE, **more: Any) -> dict[str, Decimal]:
    """Return what is taken off by key."""
    found = calculated(household(*members, **more), span).einkommen.deductions
    return {deduction.key: deduction.amount for deduction in found}


def yearly(*incomes: dict[str, Any], **more: Any) -> Decimal:
    """Return the income of a year of a person who pays nothing."""
    return calculated(household(person(incomes=list(incomes), **more))).einkommen.yearly


def test_a_child_cared_for_by_both_is_a_member_wherever_the_centre_of_its_life_is() -> None:
    care = {"days_here": 5, "days_there": 9}
    child = person("child", birth_date="2015-01-01", centre_of_life=False, shared_care=care)
    assert ids(EARNER, child) == ["applicant", "child"]


def test_a_child_that_is_mostly_here_needs_the_centre_of_its_life_here() -> None:
    care = {"days_here": 12, "days_there": 2}
    child = person("child", birth_date="2015-01-01", centre_of_life=False, shared_care=care)
    assert ids(EARNER, child) == ["applicant"]


def test_a_child_that_is_never_here_is_not_the_youngest_of_those_cared_for() -> None:
    some, none = {"days_here": 3, "days_there": 11}, {"days_here": 0, "days_there": 14}
    one = person("child", id="one", birth_date="2012-01-01", shared_care=some)
    two = person("child", id="two", birth_date="2014-01-01", shared_care=some)
    never = person("child", id="never", birth_date="2018-01-01", shared_care=none)
    assert ids(EARNER, one, two, never) == ["applicant", "two"]


def test_a_child_without_right_of_residence_is_one_of_those_cared_for() -> None:
    care = {"days_here": 3, "days_there": 11}
    one = person("child", id="one", birth_date="2012-01-01", shared_care=care, residence="none")
    two = person("child", id="two", birth_date="2014-01-01", shared_care=care)
    assert ids(EARNER, one, two) == ["applicant", "two"]
    assert ids(EARNER, {**one, "birth_date": "2016-01-01"}, two) == ["applicant"]


def test_who_left_before_joining_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="left_on"):
        household(EARNER, person("child", joined_on="2025-07-01", left_on="2025-06-01"))


def test_the_applicant_is_a_member_by_the_centre_of_life_alone() -> None:
    care = {"days_here": 3, "days_there": 11}
    assert ids({**EARNER, "birth_date": "2006-01-01", "shared_care": care}) == ["applicant"]


def test_sgb8_excludes_only_where_the_benefits_of_all_exclude() -> None:
    whole = {"kind": "sgb8"}
    for other in (
        {**whole, "settled": "refused"},
        {**whole, "only_loan": True},
        {**whole, "housing_costs_included": False},
    ):
        spouse = person("spouse", benefits=[other])
        assert ids({**EARNER, "benefits": [whole]}, spouse) == ["applicant", "spouse"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"settled_from": "2025-06-20"}, False),
        ({"settled_until": "2025-06-10"}, False),
        ({"settled_from": "2025-07-01"}, True),
        ({"settled_until": "2025-05-31"}, True),
    ],
)
def test_a_month_of_which_a_part_is_settled_is_not_excluded(
    days: dict[str, str], expected: bool
) -> None:
    spouse = person("spouse", benefits=[{"kind": "sgb2", "settled": "revoked", **days}])
    assert ("spouse" not in ids(EARNER, spouse)) is expected


def test_the_period_is_divided_where_a_settled_time_begins() -> None:
    benefit = {"kind": "sgb2", "settled": "revoked", "settled_from": "2025-09-20"}
    first, second = proposed(household(EARNER, person("spouse", benefits=[benefit]))).segments
    assert (first.span.end, second.span.start) == (date(2025, 8, 31), date(2025, 9, 1))


def test_another_benefit_that_excludes_the_same_person_divides_nothing() -> None:
    benefits = [{"kind": "sgb2", "until": "2025-08-31"}, {"kind": "subsistence"}]
    assessment = proposed(household(EARNER, person("spouse", benefits=benefits)))
    assert [part.span for part in assessment.segments] == [JUNE]


def test_who_came_after_a_death_does_not_raise_the_number_before_it() -> None:
    dead = person("spouse", died_on="2025-02-10")
    child = person("child", joined_on="2025-02-20")
    assert ids(EARNER, dead, child) == ["applicant", "child"]


def test_a_death_that_no_longer_counts_does_not_count_again() -> None:
    dead = person("spouse", died_on="2025-01-10")
    guest = person("sibling", joined_on="2025-03-01", left_on="2025-04-30")
    assert ids(EARNER, dead, guest, on=date(2025, 2, 1)) == ["applicant", "spouse"]
    assert ids(EARNER, dead, guest) == ["applicant"]


def test_the_dead_do_not_raise_the_number_before_a_further_death() -> None:
    one = person("parent", died_on="2025-01-10")
    two = person("spouse", died_on="2025-03-10")
    child = person("child", joined_on="2025-04-05")
    assert ids(EARNER, one, two, child) == ["applicant", "child", "parent"]


def test_the_dead_make_no_claim_where_all_the_living_are_excluded() -> None:
    alone = {**EARNER, "benefits": [{"kind": "basic_security"}]}
    assessment = proposed(household(alone, person("spouse", died_on="2025-02-01")))
    assert reasons_of(assessment) == {"all_excluded"}


def test_the_dead_make_no_claim_where_nobody_lives_there_any_more() -> None:
    gone = {**EARNER, "left_on": "2025-08-31"}
    first, second = proposed(
        household(gone, person("spouse", died_on="2025-05-20")), Span(FIRST, date(2025, 12, 31))
    ).segments
    assert (first.span.end, first.outcome) == (date(2025, 8, 31), Outcome.GRANT)
    assert (second.outcome, second.reasons[0].key) == (Outcome.REFUSAL, "not_entitled")


def test_an_applicant_who_is_not_there_yet_is_not_entitled() -> None:
    later = {**EARNER, "joined_on": "2025-08-05"}
    first, second = proposed(household(later, person("spouse"))).segments
    assert first.span == Span(FIRST, date(2025, 7, 31))
    assert (first.outcome, first.reasons[0].key) == (Outcome.REFUSAL, "not_entitled")
    assert second.outcome is Outcome.GRANT
    and_gone = proposed(household({**later, "left_on": "2025-12-31"}, person("spouse")))
    outcomes = [part.outcome for part in and_gone.segments]
    assert outcomes == [Outcome.REFUSAL, Outcome.GRANT, Outcome.GRANT]


def test_who_lives_there_with_the_centre_of_life_elsewhere_is_a_resident() -> None:
    water = rented(500, rent={"includes": [{"kind": "hot_water"}]})
    assert rent(water, EARNER) == 500 - 9
    assert rent(water, EARNER, ELSEWHERE) == 500 - 17
    shared = rented(600, co_residents=[{}])
    assert rent(shared, EARNER, ELSEWHERE) == 400


def test_a_child_that_is_never_there_is_no_resident() -> None:
    care = {"days_here": 0, "days_there": 14}
    child = person("child", birth_date="2015-01-01", shared_care=care)
    shared = rented(600, co_residents=[{}])
    assert rent(shared, EARNER, child) == 300


def test_residents_of_let_parts_count_for_lump_sums_of_the_whole_rent() -> None:
    let = [{"area": "10", "fee": "0", "residents": 2}]
    water = rented(500, rent={"includes": [{"kind": "hot_water"}]}, let_parts=let)
    assert rent(water, EARNER) == (500 - 20) * Decimal(40) / 50


def test_a_let_part_without_residents_has_no_lump_sum_by_residents() -> None:
    part = {"area": "10", "fee": "300", "includes": [{"kind": "hot_water"}]}
    assert rent(rented(500, let_parts=[{**part, "residents": 0}])) == 200
    assert rent(rented(500, let_parts=[{**part, "residents": 1}])) == 209


def test_owners_take_only_heating_and_hot_water_off_the_fee_of_a_let_part() -> None:
    part = {
        "area": "10",
        "fee": "300",
        "includes": [{"kind": "heating", "amount": "40"}, {"kind": "energy", "amount": "50"}],
    }
    home = {"area": "100", "let_parts": [part]}
    owned = {**home, "kind": "ownership", "burden": {"ground_rent": "12000"}}
    let = {**home, "kind": "rent", "rent": {"amount": "1300"}}
    assert rent(owned) == 1300 - 260
    assert rent(let) == 1300 - 210


def test_a_told_fee_for_a_garage_of_owners_is_taken_off() -> None:
    burden = {"ground_rent": "12000", "garage_fees": "60"}
    assert rent({"kind": "ownership", "area": "100", "burden": burden}) == 1300 - 60


def test_the_value_of_the_own_flat_follows_its_area_not_the_fee_of_a_let_part() -> None:
    part = {"area": "10", "fee": "400"}
    home = {**rented(500), "kind": "own_building", "let_parts": [part]}
    found = calculated(household(person(), wohnung=home)).einkommen
    assert found.yearly == 12 * 400


def test_elterngeld_of_several_kinds_has_one_allowance_a_month() -> None:
    both = [income("elterngeld", 900), income("elterngeld_plus", 400)]
    assert yearly(*both) == 12 * (1300 - 300)
    following = [
        income("elterngeld", 900, until="2025-09-30"),
        income("elterngeld_plus", 400, since="2025-10-01"),
    ]
    assert yearly(*following) == 4 * 600 + 8 * 250


def test_benefits_that_do_not_exclude_by_sentence_3_are_no_income() -> None:
    received = income("benefit_of_section_7", 500)
    assert yearly(received) == 6000
    assert yearly(received, benefits=[{"kind": "sgb2", "only_loan": True}]) == 0
    avoided = {"kind": "sgb2", "need_avoided": True, "subordinate": True}
    assert yearly(received, benefits=[avoided]) == 0


CHILD = person("child", birth_date="2012-03-04", kindergeld=True)


def test_the_allowance_of_single_parents_lasts_until_the_month_of_the_birthday() -> None:
    child = {**CHILD, "birth_date": "2007-10-15"}
    assert deductions(EARNER, child) == {"allowance_single_parent": 1320 * Decimal(5) / 12}


def test_the_youngest_child_decides_how_long_somebody_is_a_single_parent() -> None:
    child = {**CHILD, "birth_date": "2007-10-15"}
    younger = {**CHILD, "id": "younger"}
    assert deductions(EARNER, child, younger) == {"allowance_single_parent": 1320}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (ELSEWHERE, False),
        (person("child", id="abroad", residence="none"), True),
        (person("child", id="visits", centre_of_life=False), True),
    ],
)
def test_single_parents_live_with_children_only_whether_members_or_not(
    other: dict[str, Any], expected: bool
) -> None:
    assert ("allowance_single_parent" in deductions(EARNER, CHILD, other)) is expected


def test_earnings_of_a_child_are_free_until_the_month_of_its_birthday() -> None:
    child = person("child", birth_date="2000-08-20", incomes=[income("wage", 600)])
    assert deductions(EARNER, child) == {"allowance_child_earnings": 1200 * Decimal(3) / 12}


def test_each_part_of_a_divided_period_has_its_own_year_of_special_payments() -> None:
    bonus = income("wage", 1230, per="special", received_on="2025-07-15")
    adult = person(incomes=[income("wage", 1000), bonus])
    child = person("child", joined_on="2025-11-05")
    first, second = proposed(household(adult, child)).segments
    assert [{s.key: s.value for s in part.steps}["wage"] for part in (first, second)] == [
        12000,
        12000 - 1230,
    ]


PENSIONER = person(incomes=[income("statutory_pension", 1500)], basic_pension_years=True)


def test_each_part_of_a_divided_period_has_the_standard_need_of_its_first_day() -> None:
    later = person("sibling", joined_on="2024-02-10")
    span = Span(date(2023, 6, 1), date(2024, 5, 31))
    parts = proposed(household(PENSIONER, later), span).segments
    found = [{s.key: s.value for s in part.steps}["allowance_basic_pension"] for part in parts]
    assert found == [12 * 251, 12 * Decimal("281.5")]


def test_without_the_standard_need_of_the_first_day_nothing_is_guessed() -> None:
    span = Span(date(2022, 12, 1), date(2023, 11, 30))
    without = {**PENSIONER, "basic_pension_years": False}
    assert proposed(household(PENSIONER), span).segments[1].outcome is Outcome.UNDECIDED
    assert proposed(household(without), span).segments[1].outcome is Outcome.REFUSAL


def test_every_test_that_the_document_names_is_there() -> None:
    document = Path(__file__).resolve().parents[5] / "docs" / "law" / "wohngeld-second-reading.md"
    named = re.findall(r"`(test_\w+)::(test_\w+)`", document.read_text("utf-8"))
    assert named
    for file, name in named:
        assert f"def {name}(" in (Path(__file__).parent / f"{file}.py").read_text("utf-8")
