"""Total income, each kind of the catalogue, forecast, deductions (§§ 13 to 16 WoGG)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.einnahme import EinnahmeArt
from amt.procedures.wohngeld.rules.jahreseinkommen import Jahreseinkommen
from amt.procedures.wohngeld.rules.katalog import KATALOG, Regel
from amt.procedures.wohngeld.tests.households import (
    ALL_PAID,
    FLAGS,
    JUNE,
    calculated,
    household,
    income,
    person,
    proposed,
    remarks_of,
    rented,
    steps_of,
)

HALF = {"8", "10", "24", "25", "26", "27", "29"}
"""The numbers of § 14 (2) of which half counts."""


def of(*incomes: dict[str, Any], span: Span = JUNE, **more: Any) -> Jahreseinkommen:
    """Return the yearly income of a single person."""
    flags = {name: more.pop(name) for name in tuple(more) if name.startswith("pays_")}
    haushalt = household(person(incomes=list(incomes), **flags), **more)
    return calculated(haushalt, span).einkommen.persons[0]


def yearly(*incomes: dict[str, Any], **more: Any) -> Decimal:
    """Return what counts in a year before deductions."""
    return of(*incomes, **more).before_deductions


def test_the_total_income_is_the_sum_of_counted_members_less_allowances() -> None:
    members = [
        person(incomes=[income("wage", 1400)], disability_degree=100, **ALL_PAID),
        person("spouse", incomes=[income("unemployment_benefit", 800)]),
        person("sibling", incomes=[income("wage", 3000)], benefits=[{"kind": "sgb2"}]),
    ]
    found = calculated(household(*members)).einkommen
    assert found.sum == Decimal(10899) + 9600
    assert found.yearly == found.sum - 1800
    assert found.monthly == found.yearly / 12


def test_the_total_income_is_never_below_nought() -> None:
    found = calculated(household(person(disability_degree=100))).einkommen
    assert found.balance == -1800
    assert found.yearly == found.monthly == 0


def test_wage_has_its_lump_sum_once_or_higher_expenses() -> None:
    assert yearly(income("wage", 1000)) == 12000 - 1230
    assert yearly(income("wage", 600), income("wage", 400)) == 12000 - 1230
    assert yearly(income("wage", 1000, expenses="1500")) == 10500
    assert yearly(income("wage", 50)) == 0


def test_flat_taxed_pay_has_no_lump_sum_but_its_expenses() -> None:
    for kind in ("flat_taxed_wage", "flat_taxed_benefit"):
        assert yearly(income(kind, 400)) == 4800
        assert yearly(income(kind, 400, expenses="300")) == 4500
        assert yearly(income(kind, 10, expenses="300")) == 0


def test_losses_lower_no_other_income() -> None:
    wage, loss = income("wage", 1000), income("trade", -5000, per="year")
    assert yearly(wage, loss) == 10770
    found = of(wage, loss)
    assert found.loss_not_set_off == -5000
    step = steps_of(proposed(household(person(incomes=[wage, loss]))))["loss_not_set_off"]
    assert "Satz 4" in step.norm
    # Within the same kind of income a loss is set off (§ 2 (2), (3) EStG).
    assert yearly(income("trade", 8000, per="year"), income("trade", -5000, per="year")) == 3000


def test_expenses_above_the_wage_are_a_loss_that_is_not_set_off() -> None:
    assert yearly(income("wage", 100, expenses="3000"), income("kindergeld", 259)) == 0
    assert yearly(income("wage", 100, expenses="3000"), income("capital", 50)) == 500


SPECIAL = {
    "wage": 12000 - 1230,
    "civil_pension": 12000 - 102,
    "capital": 12000 - 100,
    "support_not_owed": 12000 - 480,
    "support_for_carer": 12000 - 6540,
    "spouse_support_for_carer": 12000 - 6540,
    "elterngeld": 12 * 700,
    "elterngeld_plus": 12 * 850,
}


@pytest.mark.parametrize("kind", list(EinnahmeArt), ids=str)
def test_each_kind_counts_as_the_catalogue_has_it(kind: EinnahmeArt) -> None:
    entry = KATALOG[kind]
    if entry.rule is Regel.NOT:
        expected: Any = 0
    elif entry.rule is Regel.PENSION:
        expected = 12000 - 102
    else:
        expected = SPECIAL.get(kind, 6000 if entry.item in HALF else 12000)
    assert yearly(income(kind, 1000)) == expected
    assert (entry.rule is Regel.HALF) is (entry.item in HALF)


def test_every_number_of_the_catalogue_of_section_14_has_its_kind() -> None:
    repealed, of_the_home = {"13", "23"}, {"31"}
    told = {entry.item for entry in KATALOG.values() if entry.item}
    assert told == {str(n) for n in range(1, 32)} - repealed - of_the_home


def test_what_is_not_asked_online_has_its_reason() -> None:
    for entry in KATALOG.values():
        assert entry.online is not bool(entry.reason)


@pytest.mark.parametrize(
    ("kind", "allowance"),
    [("capital", 100), ("support_not_owed", 480), ("support_for_carer", 6540)],
)
def test_allowances_hold_for_all_of_a_kind_together(kind: str, allowance: int) -> None:
    assert yearly(income(kind, 400), income(kind, 300)) == 8400 - allowance
    assert yearly(income(kind, 5)) == 0


def test_all_pensions_have_one_lump_sum() -> None:
    assert yearly(income("statutory_pension", 800), income("annuity", 100)) == 10800 - 102
    assert yearly(income("statutory_pension", 800, expenses="150")) == 9450


def test_the_own_flat_in_an_own_building_counts_with_its_value() -> None:
    home = {**rented(400), "kind": "own_building", "area": "100", "business_area": "25"}
    # § 14 (2) No. 31: of the flat that is used by oneself.
    assert yearly(wohnung=home) == 3600


def test_elterngeld_counts_above_its_monthly_amount_for_each_child() -> None:
    assert yearly(income("elterngeld", 700, children=2)) == 1200
    assert yearly(income("elterngeld", 250)) == 0
    assert yearly(income("elterngeld", 700, until="2025-09-30")) == 1600
    assert yearly(income("elterngeld_plus", 350)) == 2400


def test_what_does_not_belong_to_the_income_is_not_counted() -> None:
    for kind in ("letting_of_the_home", "fee_of_co_resident", "sponsor_for_housing"):
        assert yearly(income(kind, 300)) == 0


def test_income_is_what_is_expected_in_the_period() -> None:
    assert yearly(income("other", 1000, since="2025-09-15")) == 9000
    assert yearly(income("other", 1000, until="2025-06-01")) == 1000
    assert yearly(income("other", 1000, since="2026-06-01")) == 0
    assert yearly(income("other", 6000, per="year", since="2025-12-01")) == 3000


def test_one_off_income_is_spread_over_its_time() -> None:
    received = {"per": "once", "received_on": "2025-07-10"}
    assert yearly(income("other", 1200, **received)) == 1000
    attributed = {"attributed_from": "2025-06-01", "attributed_until": "2027-05-31"}
    assert yearly(income("other", 2400, **received, **attributed)) == 1200


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        ("2024-06-09", 0),
        ("2024-06-10", 100),
        ("2024-07-10", 200),
        ("2025-01-05", 800),
        ("2025-05-31", 1200),
    ],
)
def test_earlier_one_off_income_counts_for_a_year_back(received_on: str, expected: int) -> None:
    """Applied on 10 June 2025: a hundred a month in the twelve months after the inflow."""
    assert yearly(income("other", 1200, per="once", received_on=received_on)) == expected


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [(None, 600), ("2025-11-28", 600), ("2026-05-31", 600), ("2026-06-01", 0), ("2025-05-31", 0)],
)
def test_special_payments_of_the_coming_year_count_by_twelfths(
    received_on: str | None, expected: int
) -> None:
    assert yearly(income("other", 600, per="special", received_on=received_on)) == expected


def test_in_a_shorter_period_the_average_month_counts_twelve_times() -> None:
    short = Span(date(2025, 6, 1), date(2025, 11, 30))
    assert yearly(income("other", 1000), span=short) == 12000
    assert yearly(income("other", 1000, since="2025-09-01"), span=short) == 6000
    assert yearly(income("other", 600, per="special"), span=short) == 600
    once = income("other", 1200, per="once", received_on="2025-06-15")
    # 100 a month from July to November: 500 in six months, so 1,000 in twelve.
    assert yearly(once, span=short) == 1000


@pytest.mark.parametrize("paid", range(4))
def test_ten_percent_each_is_taken_off(paid: int) -> None:
    flags: dict[str, Any] = dict.fromkeys(FLAGS[:paid], True)
    found = of(income("other", 1000), **flags)
    assert found.deduction_percent == 10 * paid
    assert found.amount == 12000 - 1200 * paid


def test_the_deductions_hold_for_one_off_income_as_well() -> None:
    once = income("other", 1200, per="once", received_on="2025-05-10")
    assert of(once, pays_income_tax=True).amount == 1080


def test_unsorted_income_is_remarked() -> None:
    assert "other_income_to_sort" in remarks_of(
        proposed(household(person(incomes=[income("other", 800)])))
    )
    assert "benefit_exceptions_to_check" in remarks_of(
        proposed(household(person(incomes=[income("benefit_of_section_7", 800)])))
    )
