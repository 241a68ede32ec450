"""The amount of a month by § 2 BEEG: cases by hand, and what must hold for every income."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.parameters import NotEnacted
from amt.kernel.money import Money
from amt.procedures.elterngeld.rules.hoehe import hoehe, satz
from amt.procedures.elterngeld.rules.werte import werte_at
from amt.procedures.elterngeld.tests.cases import cases

WERTE = werte_at(date(2026, 11, 18))
INCOMES = st.decimals(0, 20_000, places=2)


@pytest.mark.parametrize("case", cases("hoehe"), ids=lambda case: str(case["income"]))
def test_cases_derived_by_hand(case: dict[str, Any]) -> None:
    found = hoehe(Decimal(case["income"]), WERTE)

    assert found.rate == Decimal(case["rate"])
    assert found.amount == Money.from_euros(case["amount"])


def test_there_are_enough_cases() -> None:
    assert sum(len(cases(name)) for name in ("hoehe", "lebensmonate", "verteilung")) >= 60


@given(INCOMES)
def test_amount_and_rate_stay_within_their_limits(income: Decimal) -> None:
    found = hoehe(income, WERTE)

    assert Money(30_000) <= found.amount <= Money(180_000)
    assert Decimal(65) <= found.rate <= Decimal(100)
    assert found.rate * 10 == int(found.rate * 10)


@given(INCOMES, INCOMES)
def test_rate_never_rises_with_the_income(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))

    assert satz(low, WERTE) >= satz(high, WERTE)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_amount_never_falls_from_step_to_step(one: int, other: int) -> None:
    """Between two full steps it may: the rate jumps there, and the law wants it so."""
    low, high = sorted((one * 2, other * 2))

    assert hoehe(Decimal(low), WERTE).amount <= hoehe(Decimal(high), WERTE).amount


@given(INCOMES, INCOMES)
def test_amount_never_falls_while_the_rate_stays(one: Decimal, other: Decimal) -> None:
    low, high = hoehe(min(one, other), WERTE), hoehe(max(one, other), WERTE)

    assert low.rate != high.rate or low.amount <= high.amount


def test_negative_income_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        hoehe(Decimal("-0.01"), WERTE)


@pytest.mark.parametrize("born_on", [date(2025, 4, 30), date(2028, 1, 1)])
def test_births_outside_the_stored_law_have_no_figures(born_on: date) -> None:
    with pytest.raises(NotEnacted):
        werte_at(born_on)


def test_stored_figures_end_where_the_file_says() -> None:
    assert werte_at(date(2025, 5, 1)) == werte_at(date(2027, 12, 31))
    assert WERTE.income_limit == 175_000
