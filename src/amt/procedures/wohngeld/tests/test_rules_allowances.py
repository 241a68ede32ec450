"""Allowances and maintenance (§§ 17, 17a, 18 WoGG)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from amt.kernel.periods import Span
from amt.procedures.wohngeld.tests.households import (
    ALL_PAID,
    calculated,
    household,
    income,
    person,
    rented,
)

EARNER = person(incomes=[income("wage", 1400)], **ALL_PAID)
CHILD = person("child", birth_date="2012-03-04", kindergeld=True)


def deductions(*members: dict[str, Any], **more: Any) -> dict[str, Decimal]:
    """Return what is taken off by key."""
    found = calculated(household(*members, **more)).einkommen.deductions
    return {deduction.key: deduction.amount for deduction in found}


@pytest.mark.parametrize(
    ("degree", "care", "expected"),
    [
        (100, False, 1800),
        (100, True, 1800),
        (90, False, 0),
        (90, True, 1800),
        (50, True, 1800),
        (40, True, 0),
        (0, True, 0),
    ],
)
def test_severely_disabled_members_bring_an_allowance(
    degree: int, care: bool, expected: int
) -> None:
    member = person("sibling", disability_degree=degree, care_at_home=care)
    assert deductions(EARNER, member).get("allowance_severely_disabled", 0) == expected


def test_each_disabled_member_counts_and_no_excluded_one() -> None:
    one, other = (person("sibling", id=name, disability_degree=100) for name in "ab")
    excluded = person("parent", disability_degree=100, benefits=[{"kind": "sgb2"}])
    assert deductions(EARNER, one, other, excluded) == {"allowance_severely_disabled": 3600}


def test_persecuted_members_bring_an_allowance() -> None:
    assert deductions({**EARNER, "persecuted": True}) == {"allowance_persecuted": 750}


SINGLE_PARENT = "allowance_single_parent"


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([CHILD], True),
        ([CHILD, person("foster_child", birth_date="2020-01-01")], True),
        ([CHILD, person("child", id="grown up", birth_date="1999-01-01")], True),
        ([person("grandchild", birth_date="2015-01-01", kindergeld=True)], True),
        ([person("child", birth_date="2007-06-01", kindergeld=True)], False),
        ([person("child", birth_date="2008-05-02", kindergeld=True)], True),
        ([{**CHILD, "kindergeld": False}], False),
        ([CHILD, person("spouse")], False),
        ([CHILD, person("parent")], False),
        ([CHILD, person("sibling", residence="none")], False),
        ([], False),
    ],
)
def test_single_parents_bring_an_allowance(others: list[dict[str, Any]], expected: bool) -> None:
    assert (deductions(EARNER, *others).get(SINGLE_PARENT, 0) == 1320) is expected


def test_a_grandchild_beside_its_parent_makes_no_single_parent() -> None:
    parent = person("child", id="parent", birth_date="1999-01-01")
    grandchild = person("grandchild", birth_date="2020-01-01", kindergeld=True)
    assert SINGLE_PARENT not in deductions(EARNER, parent, grandchild)


def test_a_parent_of_the_applicant_can_be_the_single_parent() -> None:
    applicant = person(birth_date="2006-01-01", kindergeld=True)
    sister = person("sibling", birth_date="2012-01-01", kindergeld=True)
    assert deductions(applicant, sister, person("parent")) == {SINGLE_PARENT: 1320}


def test_no_single_parent_with_another_resident_or_excluded() -> None:
    shared = {**rented(), "co_residents": [{}]}
    assert SINGLE_PARENT not in deductions(EARNER, CHILD, wohnung=shared)
    excluded = {**EARNER, "benefits": [{"kind": "sgb2"}]}
    assert SINGLE_PARENT not in deductions(excluded, CHILD)


@pytest.mark.parametrize(
    ("relation", "born", "wage", "expected"),
    [
        ("child", "2003-03-04", 50, 600),
        ("child", "2003-03-04", 500, 1200),
        ("foster_child", "2003-03-04", 500, 1200),
        ("child", "2000-06-01", 500, 0),
        ("child", "2001-05-02", 500, 1200),
        ("sibling", "2003-03-04", 500, 0),
        ("spouse", "2003-03-04", 500, 0),
    ],
)
def test_earnings_of_young_children_bring_an_allowance(
    relation: str, born: str, wage: int, expected: int
) -> None:
    member = person(relation, birth_date=born, incomes=[income("wage", wage)])
    assert deductions(EARNER, member).get("allowance_child_earnings", 0) == expected


def test_only_earnings_from_work_count_for_children() -> None:
    child = person("child", birth_date="2005-05-05", incomes=[income("bafoeg_grant", 500)])
    assert deductions(EARNER, child) == {}


def test_an_applicant_with_parents_is_a_child_too() -> None:
    young = {**EARNER, "birth_date": "2004-01-01"}
    assert deductions(young, person("parent")) == {"allowance_child_earnings": 1200}


@pytest.mark.parametrize(
    ("kind", "monthly", "expected"),
    [
        ("statutory_pension", 80, "960"),
        ("statutory_pension", 100, "1200"),
        ("statutory_pension", 500, "2640"),
        ("statutory_pension", 705, "3378"),
        ("statutory_pension", 1500, "3378"),
        ("farmers_pension", 500, "2640"),
        ("civil_pension", 500, "2640"),
        ("professional_pension", 500, "2640"),
        ("annuity", 500, "0"),
        ("wage", 500, "0"),
    ],
)
def test_years_of_basic_pension_bring_an_allowance_of_the_pension(
    kind: str, monthly: int, expected: str
) -> None:
    member = person(incomes=[income(kind, monthly)], basic_pension_years=True)
    found = deductions(member).get("allowance_basic_pension", 0)
    assert found == Decimal(expected)
    without = person(incomes=[income(kind, monthly)])
    assert "allowance_basic_pension" not in deductions(without)


def test_the_highest_allowance_is_that_of_the_first_day_of_the_period() -> None:
    member = person(incomes=[income("statutory_pension", 1500)], basic_pension_years=True)
    span = Span(date(2023, 6, 1), date(2024, 5, 31))
    (found,) = calculated(household(member), span).einkommen.deductions
    assert found.amount == 12 * Decimal(251)


LIMITS = [
    ("training_away", 3000, 1),
    ("shared_child", 3000, 2),
    ("former_spouse", 6000, 3),
    ("other_person", 3000, 4),
]


@pytest.mark.parametrize(("kind", "limit", "number"), LIMITS)
def test_maintenance_counts_up_to_its_limit_or_title(kind: str, limit: int, number: int) -> None:
    def paid(amount: int, **more: Any) -> Decimal:
        maintenance = [{"kind": kind, "amount": str(amount), **more}]
        (found,) = calculated(
            household({**EARNER, "maintenance_paid": maintenance})
        ).einkommen.deductions
        assert f"Nr. {number}" in found.norm
        assert ("Satz 2" in found.norm) is ("titled" in more)
        return found.amount

    assert paid(100) == 1200
    assert paid(900) == limit
    assert paid(900, titled="800") == 9600
    assert paid(900, titled="1000") == 10800
    assert paid(900, titled="100") == 1200
    assert paid(100, until="2025-08-31") == 300
    assert paid(500, per="year") == 500


def test_each_person_has_a_limit_of_its_own_and_excluded_payers_none() -> None:
    maintenance = [{"kind": "other_person", "amount": "400"}] * 2
    found = calculated(household({**EARNER, "maintenance_paid": maintenance})).einkommen
    assert [deduction.amount for deduction in found.deductions] == [3000, 3000]
    payer = person("spouse", maintenance_paid=maintenance, benefits=[{"kind": "sgb2"}])
    assert deductions(EARNER, payer) == {}
