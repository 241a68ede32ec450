"""The table gives the same euros as the explained calculation, household by household."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt.kernel.periods import Span
from amt.procedures.wohngeld.bulk import INPUT_COLUMNS, calculate, calculate_row
from amt.procedures.wohngeld.bulk_arrays import amounts
from amt.procedures.wohngeld.bulk_figures import UNIT, figures_of
from amt.procedures.wohngeld.bulk_flat import row_of
from amt.procedures.wohngeld.bulk_row import MORE_COLUMNS, plain
from amt.procedures.wohngeld.rules.berechnung import berechne
from amt.procedures.wohngeld.rules.haushalt import Haushalt
from amt.procedures.wohngeld.rules.hoehe import hoehe
from amt.procedures.wohngeld.rules.lesen import haushalt_from_json
from amt.procedures.wohngeld.rules.werte import werte_at
from amt.procedures.wohngeld.tests.households import BREMEN, FLAGS, income, person

DAYS = (date(2024, 6, 1), date(2025, 6, 1))
SETS = [werte_at(day) for day in DAYS]
ALL_COLUMNS = (*INPUT_COLUMNS, *MORE_COLUMNS)

KINDS = ("wage", "statutory_pension", "self_employed", "unemployment_benefit", "scholarship")


def cents(random: Random, most: int = 400_000) -> str:
    return f"{random.randrange(most) / 100:.2f}"


def random_income(random: Random) -> dict[str, Any]:
    kind = random.choice((*KINDS, "elterngeld", "capital", "flat_taxed_wage"))
    more: dict[str, Any] = {"expenses": cents(random)} if kind == "wage" else {}
    if random.random() < 0.3:
        more["since"] = random.choice(("2024-09-15", "2025-09-15", "2026-02-01"))
    return income(kind, cents(random), per=random.choice(("month", "year", "special")), **more)


def random_person(random: Random, number: int) -> dict[str, Any]:
    told: dict[str, Any] = {flag: random.random() < 0.5 for flag in FLAGS}
    few = random.randrange(3) if number < 4 else 0
    told["incomes"] = [random_income(random) for _ in range(few)]
    told["disability_degree"] = random.choice((0, 0, 50, 100))
    told["birth_date"] = random.choice(("1950-01-01", "1990-05-05", "2016-02-02"))
    told["basic_pension_years"] = random.random() < 0.5
    if number and random.random() < 0.2:
        told["benefits"] = [{"kind": "sgb2"}]
    if random.random() < 0.2:
        told["maintenance_paid"] = [{"kind": "other_person", "amount": cents(random)}]
    return person("child" if number else "applicant", id=str(number), **told)


def random_household(random: Random) -> Haushalt:
    """Return a household of up to 15, in Bremen or under any Mietenstufe."""
    dwelling: dict[str, Any] = {"kind": random.choice(("rent", "rent", "care_home"))}
    dwelling |= {"area": "61", "rent": {"amount": cents(random, 250_000)}}
    if random.random() < 0.5:
        dwelling["business_area"] = "13"
    level: dict[str, Any] = {"mietenstufe": random.randint(1, 7)}
    size = random.choice((1, 1, 2, 2, 3, 4, 5, 8, 12, 13, 15))
    return haushalt_from_json(
        {
            "applied_on": "2024-06-01",
            "wohnung": dwelling,
            "members": [random_person(random, number) for number in range(size)],
            **(level if random.random() < 0.7 else {"place": BREMEN}),
        }
    )


def table(rows: list[dict[str, str]]) -> list[list[str]]:
    lines = [",".join(row[name] for name in ALL_COLUMNS) for row in rows]
    return list(calculate([",".join(ALL_COLUMNS), *lines]))[1:]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(DAYS))
def test_random_households_get_the_same_euros(seed: int, day: date) -> None:
    random = Random(seed)  # noqa: S311 - invented households
    found = [random_household(random) for _ in range(20)]
    werte, period = werte_at(day), Span(day, date(day.year + 1, 5, 31))
    explained = [berechne(household, werte, period) for household in found]
    rows = [row_of(household, werte, period) for household in found]

    for calculation, row, cells in zip(explained, rows, table(rows), strict=True):
        exact = calculate_row(row)
        assert cells[-4:] == list(exact)
        assert cells[-2] == str(calculation.hoehe.amount)
        assert cells[-4] == plain(calculation.hoehe.rent_used)
        assert cells[-3] == plain(calculation.hoehe.income_used)


def euros(members: int, rent: int, income: int, line: int) -> tuple[int, int]:
    """Return what arrays and decimals find, for units of ten places."""
    found = amounts(
        np.array([members]), np.array([rent]), np.array([income]), np.array([line]), FIGURES
    )
    exact = hoehe(
        members, rent=Decimal(rent) / UNIT, income=Decimal(income) / UNIT, werte=SETS[line]
    )
    assert int(found.computed[0]) == exact.computed
    return int(found.euros[0]), exact.amount


FIGURES = figures_of(SETS)


@given(
    st.integers(1, 99),
    st.integers(0, 50_000 * UNIT),
    st.integers(0, 300_000 * UNIT),
    st.sampled_from((0, 1)),
)
def test_arrays_and_decimals_agree_up_to_the_limits(
    members: int, rent: int, income: int, line: int
) -> None:
    """Any ten places, so that every rounding of Anlage 3 is met."""
    by_array, exact = euros(members, rent, income, line)
    assert by_array == exact


@given(st.integers(1, 15), st.integers(60, 1500), st.integers(400, 5000), st.sampled_from((0, 1)))
def test_arrays_and_decimals_agree_beside_every_half_euro(
    members: int, rent: int, income: int, line: int
) -> None:
    """Go to the rent, in units, at which the rounded amount changes, and look at both sides."""
    low, high = rent * UNIT, (rent + 2) * UNIT
    werte = SETS[line]

    def rounded(units: int) -> int:
        given_rent = Decimal(units) / UNIT
        return hoehe(members, rent=given_rent, income=Decimal(income), werte=werte).rounded

    if rounded(low) == rounded(high):
        return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if rounded(middle) == rounded(low) else (low, middle)
    for units in (low - 1, low, high, high + 1):
        by_array, exact = euros(members, units, income * UNIT, line)
        assert by_array == exact


@pytest.mark.parametrize(
    "cells",
    [
        {"monthly_income": "900.1234567891", "eligible_rent": "500.5"},
        {"monthly_income": "900,5", "eligible_rent": "123456789.10"},
        {"yearly_income_3": "16800", "yearly_allowances": "1800", "eligible_rent": "500"},
        {"yearly_income_0": "0", "yearly_income_2": "9999999.99", "eligible_rent": "500"},
        {"monthly_income": "900", "dwelling": "care_home", "mietenstufe": "iv"},
        {"monthly_income": "900", "dwelling": "care_home", "place": BREMEN},
        {"monthly_income": "900", "place": BREMEN, "gross_cold_rent": "700", "members": "5"},
        {"monthly_income": "2900", "members": "13", "counted": "11", "eligible_rent": "800"},
        {"monthly_income": " 900 ", "eligible_rent": "500 "},
        {"monthly_income": "9\x00", "eligible_rent": "500"},
        {"monthly_income": "900", "place": "000000000000", "gross_cold_rent": "700"},
        {"monthly_income": "900", "yearly_income_0": "5", "eligible_rent": "500"},
        {"monthly_income": "900", "dwelling": "tent", "mietenstufe": "4"},
        {"monthly_income": "900", "counted": "3", "eligible_rent": "500"},
        {"monthly_income": "900", "place": BREMEN, "mietenstufe": "4", "gross_cold_rent": "700"},
        {"monthly_income": "900", "place": BREMEN, "eligible_rent": "700"},
        {"eligible_rent": "500"},
    ],
)
def test_unusual_cells_give_the_same_alone_and_among_others(cells: dict[str, str]) -> None:
    usual = dict.fromkeys(ALL_COLUMNS, "") | {"id": "1", "date": "2025-06-01", "members": "2"}
    one = {**usual, **cells}
    text = ";".join(one[name] for name in ALL_COLUMNS)
    other = ";".join({**usual, "eligible_rent": "1", "monthly_income": "1"}.values())

    rows = list(calculate([";".join(ALL_COLUMNS), other, text, other]))

    assert tuple(rows[2][-4:]) == calculate_row(one)
    assert rows[2][-2] or rows[2][-1]
