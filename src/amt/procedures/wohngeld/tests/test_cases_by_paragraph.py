"""Paragraph by paragraph: households whose Wohngeld was derived by hand from the law."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from amt.contract.assessment import Outcome
from amt.kernel.periods import Span
from amt.procedures.wohngeld.bulk_flat import row_of
from amt.procedures.wohngeld.bulk_row import calculate_row
from amt.procedures.wohngeld.rules.berechnung import berechne
from amt.procedures.wohngeld.rules.einnahme import EinnahmeArt, UnterhaltArt
from amt.procedures.wohngeld.rules.haushalt import Erledigung, LeistungArt
from amt.procedures.wohngeld.rules.katalog import KATALOG
from amt.procedures.wohngeld.rules.lesen import haushalt_from_json
from amt.procedures.wohngeld.rules.vorschlag import propose_household
from amt.procedures.wohngeld.rules.werte import werte_at
from amt.procedures.wohngeld.tests.cases import by_paragraph

CASES = by_paragraph()
CALCULATED = [case for case in CASES if "reason" not in case["expected"]]
REFUSED = [case for case in CASES if "reason" in case["expected"]]


def name(case: dict[str, Any]) -> str:
    return f"{case['name']} ({case['period'][0].year})"


@pytest.mark.parametrize("case", CALCULATED, ids=name)
def test_the_household_gets_what_the_text_gives(case: dict[str, Any]) -> None:
    period, expected = Span(*case["period"]), case["expected"]
    household, werte = haushalt_from_json(case["household"]), werte_at(period.start)

    found = berechne(household, werte, period)

    assert len(found.personen.counted) == expected["members"]
    assert found.miete.eligible == Decimal(expected["rent"])
    assert found.einkommen.monthly == Decimal(expected["income"])
    assert found.hoehe.amount == expected["wohngeld"]
    assert calculate_row(row_of(household, werte, period))[2] == str(expected["wohngeld"])


@pytest.mark.parametrize("case", REFUSED, ids=name)
def test_without_a_claim_the_reason_is_that_of_the_text(case: dict[str, Any]) -> None:
    household = haushalt_from_json(case["household"])

    (segment, *_) = propose_household(household, Span(*case["period"])).segments

    assert segment.outcome is Outcome.REFUSAL
    assert case["expected"]["reason"] in {reason.key for reason in segment.reasons}


def test_every_case_has_its_derivation_and_a_name_of_its_own() -> None:
    assert len(CASES) >= 150
    assert all("§" in case["derivation"] or "Anlage" in case["derivation"] for case in CASES)
    assert all(re.search(r"M = .*; Y = ", case["derivation"]) for case in CALCULATED)
    assert Counter(name(case) for case in CASES).most_common(1)[0][1] == 1


def test_every_paragraph_has_a_case_and_both_sets_of_figures_have() -> None:
    norms = {norm for case in CASES for norm in case["norms"]}
    paragraphs = [3, 5, 6, 7, 8, *range(9, 18), "17a", 18, 19, 20, 21]
    assert norms == {f"§ {number}" for number in paragraphs}
    years = Counter(case["period"][0].year for case in CASES)
    assert min(years[2024], years[2025]) > 40
    assert {case["expected"].get("members") for case in CASES} >= set(range(1, 16))


def test_every_exclusion_income_and_maintenance_of_the_law_has_a_case() -> None:
    members = [member for case in CASES for member in case["household"]["members"]]
    benefits = [benefit for member in members for benefit in member.get("benefits", ())]
    incomes = {income["kind"] for member in members for income in member.get("incomes", ())}
    paid = {one["kind"] for member in members for one in member.get("maintenance_paid", ())}

    assert {benefit["kind"] for benefit in benefits} == set(LeistungArt)
    assert {benefit["settled"] for benefit in benefits if "settled" in benefit} == set(Erledigung)
    assert paid == set(UnterhaltArt)
    assert incomes >= set(KATALOG) - {EinnahmeArt.NOT_COUNTED}
