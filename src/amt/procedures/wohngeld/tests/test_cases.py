"""The law case by case: against results that were computed apart from the product."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from amt.contract.facts import Facts
from amt.kernel.periods import Span
from amt.procedures.wohngeld.bulk import calculate_row
from amt.procedures.wohngeld.rules.berechnung import berechne
from amt.procedures.wohngeld.rules.hoehe import hoehe
from amt.procedures.wohngeld.rules.lesen import haushalt_from_json
from amt.procedures.wohngeld.rules.miete import zu_beruecksichtigende_miete
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.rules.werte import werte_at
from amt.procedures.wohngeld.tests.cases import rows, tables

SHARED = Path(__file__).resolve().parents[5] / "../shared/data/wohngeld/cases.csv"
JUNE_2025 = werte_at(date(2025, 6, 1))


def test_there_are_cases_enough_and_each_table_has_its_source() -> None:
    assert len(rows("hoehe")) + len(rows("miete")) > 150
    for name in ("hoehe", "miete", "haushalte"):
        assert all(len(table["source"]) > 10 for table in tables(name))


@pytest.mark.parametrize("row", rows("hoehe"), ids=str)
def test_the_amount_follows_from_members_rent_and_income(row: dict[str, Any]) -> None:
    result = hoehe(
        row["members"],
        rent=Decimal(row["rent"]),
        income=Decimal(row["income"]),
        werte=werte_at(row["date"]),
    )

    assert result.amount == row["wohngeld"]


@pytest.mark.parametrize("row", rows("miete"), ids=str)
def test_the_rent_that_counts_follows_from_level_and_household(row: dict[str, Any]) -> None:
    werte = werte_at(row["date"])

    miete = zu_beruecksichtigende_miete(
        Decimal(row["gross_cold_rent"]),
        mietenstufe=row["mietenstufe"],
        persons=row["persons"],
        counted=row["counted"],
        werte=werte,
    )
    result = hoehe(row["counted"], rent=miete.eligible, income=Decimal(row["income"]), werte=werte)

    assert miete.eligible == Decimal(row["eligible_rent"])
    assert result.amount == row["wohngeld"]


@pytest.mark.parametrize("case", list(tables("haushalte")), ids=lambda case: str(case["name"]))
def test_a_household_gets_what_the_law_gives(case: dict[str, Any]) -> None:
    expected = case["expected"]
    span = Span(date(2024, 6, 1), date(2025, 5, 31))

    old, new = propose(Facts(case["facts"]), span).segments

    assert old.amount is not None
    assert new.amount is not None
    assert (old.amount.euros, new.amount.euros) == (expected["2024"], expected["2025"])
    steps = {step.key: step.value for step in new.steps}
    assert steps.get("rent_share", steps["whole_rent"]) == Decimal(expected["eligible_rent"])
    assert steps["monthly_income"] == Decimal(expected["income"])


@pytest.mark.parametrize(("wage", "expected"), [(1400, 368), (2000, 145)])
def test_two_results_of_official_calculators(wage: int, expected: int) -> None:
    household = haushalt_from_json(
        {
            "applied_on": "2025-06-01",
            "mietenstufe": 5,
            "wohnung": {"kind": "rent", "rent": {"amount": 600}},
            "members": [
                {
                    "id": "one",
                    "relation": "applicant",
                    "incomes": [{"kind": "wage", "amount": wage}],
                    "pays_income_tax": True,
                    "pays_health_insurance": True,
                    "pays_pension_insurance": True,
                }
            ],
        }
    )
    calculation = berechne(household, JUNE_2025, Span(date(2025, 6, 1), date(2026, 5, 31)))

    assert calculation.miete.eligible == Decimal("691.60")
    assert calculation.hoehe.amount == expected


def test_all_cases_that_are_shared_beside_the_project_are_right() -> None:
    """The table lies outside the project; without it the cases above stand alone."""
    lines = SHARED.read_text("utf-8").splitlines() if SHARED.exists() else []
    table = list(csv.DictReader(lines))

    wrong = [r["id"] for r in table if calculate_row(r)[2] != r["expected_wohngeld"]]

    assert wrong == []
    assert len(table) > 100 or not SHARED.exists()
