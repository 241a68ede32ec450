"""The amount, what would change it, and the steps that lead to it (§§ 4, 19, 21 No. 1 WoGG)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt.contract.assessment import Assessment, Outcome, Reason
from amt.procedures.wohngeld.rules.empfindlichkeit import sensitivity
from amt.procedures.wohngeld.tests.households import (
    ALL_PAID,
    FLAGS,
    calculated,
    household,
    income,
    person,
    proposed,
    rented,
    steps_of,
)


def changes(assessment: Assessment) -> dict[str, dict[str, str]]:
    """Return what would change the first segment, by key."""
    return {reason.key: dict(reason.values) for reason in assessment.segments[0].changes}


def euros(text: str) -> int:
    """Read `1.064 €`."""
    return int(text.removesuffix(" €").replace(".", ""))


def single(wage: Any, rent: Any = 500, **more: Any) -> Assessment:
    return proposed(household(person(incomes=[income("wage", wage)], **more), wohnung=rented(rent)))


def amount(assessment: Assessment) -> int:
    """Return the whole euros of the first segment."""
    found = assessment.segments[0].amount
    assert found is not None
    return int(found.euros)


def test_number_rent_and_income_make_the_amount() -> None:
    steps = steps_of(single(1400, **ALL_PAID))
    assert [steps[key].value for key in ("household", "whole_rent", "monthly_income")] == [
        1,
        Decimal("610.40"),
        Decimal("908.25"),
    ]
    assert steps["wohngeld"].value == 316


def test_thirteen_members_add_the_amount_of_the_law() -> None:
    children = [person("child", id=f"child {n}") for n in range(12)]
    twelve = calculated(household(person(), *children[:11], wohnung=rented(1500))).hoehe
    thirteen = calculated(household(person(), *children, wohnung=rented(1500))).hoehe
    assert (twelve.further, thirteen.further) == (0, 65)
    assert thirteen.coefficients == twelve.coefficients


def test_parts_stand_in_the_order_of_the_law() -> None:
    parts = [step.part for step in single(1400, **ALL_PAID).segments[0].steps]
    assert list(dict.fromkeys(parts)) == ["household", "rent", "income", "allowances", "amount"]
    assert parts == sorted(parts, key=["household", "rent", "income", "allowances", "amount"].index)


@pytest.mark.parametrize("wage", [900, 1400, 2000, 2250])
def test_more_income_leads_to_exactly_the_next_amount(wage: int) -> None:
    now = single(wage, **ALL_PAID)
    told = changes(now)["more_income"]
    more = euros(told["more"])
    assert amount(single(wage + more - 1, **ALL_PAID)) == amount(now)
    assert amount(single(wage + more, **ALL_PAID)) == euros(told["amount"]) < amount(now)
    ends = euros(changes(now)["claim_ends"]["more"])
    assert amount(single(wage + ends - 1, **ALL_PAID)) >= 10
    assert amount(single(wage + ends, **ALL_PAID)) == 0


def test_less_income_leads_back_to_a_claim() -> None:
    refused = single(2600, **ALL_PAID)
    told = changes(refused)["less_income"]
    less = euros(told["less"])
    assert refused.outcome is Outcome.REFUSAL
    assert amount(single(2600 - less, **ALL_PAID)) == euros(told["amount"]) >= 10
    assert amount(single(2600 - less + 1, **ALL_PAID)) == 0


def test_more_rent_leads_to_exactly_the_next_amount_or_changes_nothing() -> None:
    now = single(1400, 450, **ALL_PAID)
    told = changes(now)["more_rent"]
    more = euros(told["more"])
    assert amount(single(1400, 450 + more - 1, **ALL_PAID)) == amount(now)
    assert amount(single(1400, 450 + more, **ALL_PAID)) == euros(told["amount"]) > amount(now)
    high = changes(single(1400, 700, **ALL_PAID))
    assert "more_rent" not in high
    assert high["more_rent_no_change"] == {"limit": "530,20 €"}


def test_a_home_or_an_empty_income_is_told_nothing_wrong() -> None:
    home = proposed(household(person(incomes=[income("wage", 900)]), wohnung={"kind": "care_home"}))
    assert set(changes(home)) == {"more_income", "claim_ends"}
    nothing = proposed(household(person(), wohnung=rented(400)))
    told = changes(nothing)["more_income"]
    # Income below the minimum of Anlage 3 changes nothing at first.
    assert euros(told["more"]) > 390


@settings(max_examples=60)
@given(st.integers(0, 450_000), st.integers(0, 150_000), st.integers(1, 14), st.integers(0, 3))
def test_told_changes_are_true_for_any_household(
    wage: int, rent: int, size: int, paid: int
) -> None:
    flags: dict[str, Any] = dict.fromkeys(FLAGS[:paid], True)

    def of(wage_cents: int, rent_cents: int) -> tuple[int, dict[str, dict[str, str]]]:
        earner = person(incomes=[income("other", Decimal(wage_cents) / 100)], **flags)
        others = [person("child", id=str(n)) for n in range(size - 1)]
        home = rented(Decimal(rent_cents) / 100)
        found = calculated(household(earner, *others, wohnung=home))
        reasons: tuple[Reason, ...] = sensitivity(found)
        return found.hoehe.amount, {reason.key: dict(reason.values) for reason in reasons}

    now, told = of(wage, rent)
    for key, name, sign in (("more_income", "more", 1), ("less_income", "less", -1)):
        if key in told:
            step = sign * euros(told[key][name]) * 100
            assert of(wage + step, rent)[0] == euros(told[key]["amount"]) != now
            assert of(wage + step - 100 * sign, rent)[0] == now
    if "more_rent" in told:
        step = euros(told["more_rent"]["more"]) * 100
        assert of(wage, rent + step)[0] == euros(told["more_rent"]["amount"]) > now
        assert of(wage, rent + step - 100)[0] == now
    if "claim_ends" in told:
        assert of(wage + euros(told["claim_ends"]["more"]) * 100, rent)[0] == 0
