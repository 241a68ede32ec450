"""Rent, burden, what stays out of account, limits and shares (§§ 9 to 12 WoGG, WoGV)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amt.procedures.wohngeld.rules.berechnung import Berechnung
from amt.procedures.wohngeld.tests.households import (
    ALL_PAID,
    calculated,
    household,
    income,
    person,
    proposed,
    rented,
    steps_of,
)

EARNER = person(incomes=[income("wage", 1400)], **ALL_PAID)
SPOUSE = person("spouse")


def of(wohnung: dict[str, Any], *members: dict[str, Any]) -> Berechnung:
    return calculated(household(*(members or (EARNER,)), wohnung=wohnung))


def rent_of(*includes: dict[str, Any], members: int = 1, **more: Any) -> Decimal:
    """Return the rent of 800 EUR after what it includes."""
    people = [EARNER, *(person("child", id=str(n)) for n in range(members - 1))]
    wohnung = rented(800, rent={"includes": list(includes), **more})
    return of(wohnung, *people).ermittlung.amount


def left_of(amount: Any = 600, *members: dict[str, Any], **more: Any) -> Decimal:
    """Return what is left of a rent by § 11 (2)."""
    return of({**rented(amount), "area": "100", **more}, *members).ermittlung.left


def burden_of(burden: dict[str, Any], area: str = "50", **more: Any) -> Berechnung:
    return of({"kind": "ownership", "area": area, "burden": burden, **more})


def test_rent_is_what_is_agreed_with_charges() -> None:
    more: dict[str, Any] = {"to_third_parties": "20", "prepaid": "15.5", "loan_set_off": "10"}
    more |= {"expected_charges": "4"}
    assert rent_of(**more) == Decimal("849.5")
    step = steps_of(proposed(household(wohnung=rented(800, rent=more))))["gross_cold_rent"]
    assert step.formula == "800,00 + 20,00 + 15,50 + 10,00 + 4,00"


@pytest.mark.parametrize(
    "kind", ["heating", "hot_water", "energy", "garage", "parking", "services"]
)
def test_what_is_no_rent_is_taken_off_by_its_amount(kind: str) -> None:
    assert rent_of({"kind": kind, "amount": "61.25"}) == Decimal("738.75")


@pytest.mark.parametrize(
    ("kind", "members", "expected"),
    [
        ("heating", 1, "62.50"),
        ("heating", 4, "62.50"),
        ("hot_water", 1, "9"),
        ("hot_water", 2, "17"),
        ("hot_water", 3, "20"),
        ("hot_water", 5, "26"),
        ("energy", 1, "41"),
        ("energy", 2, "74"),
        ("energy", 3, "89"),
        ("garage", 1, "36"),
        ("parking", 1, "25"),
    ],
)
def test_lump_sums_are_taken_off_where_amounts_are_not_known(
    kind: str, members: int, expected: str
) -> None:
    assert rent_of({"kind": kind}, members=members) == 800 - Decimal(expected)


def test_residents_of_lump_sums_are_all_who_live_there() -> None:
    wohnung = rented(800, rent={"includes": [{"kind": "hot_water"}]}, co_residents=[{}])
    assert of(wohnung).ermittlung.amount == 783


def test_several_garages_have_several_lump_sums() -> None:
    assert rent_of({"kind": "garage", "number": 2}, {"kind": "parking", "number": 3}) == 653


def test_rent_never_falls_below_nought() -> None:
    assert rent_of({"kind": "heating", "amount": "900"}) == 0


def test_in_an_own_building_the_rental_value_is_the_rent_and_income() -> None:
    found = of({**rented(400), "kind": "own_building"})
    assert found.ermittlung.amount == 400
    assert found.einkommen.persons[0].sources[-1].counted == 4800
    step = steps_of(proposed(household(wohnung={**rented(400), "kind": "own_building"})))
    assert "§ 9 Abs. 3 Satz 1" in step["gross_cold_rent"].norm
    assert step["own_flat_value"].value == 4800


def test_residents_of_homes_have_the_limit_as_rent() -> None:
    found = of({"kind": "care_home"})
    assert found.miete.eligible == Decimal(511) + Decimal("110.40") + Decimal("19.20")
    steps = steps_of(proposed(household(wohnung={"kind": "care_home"})))
    assert steps["gross_cold_rent"].value == Decimal("530.20")
    assert "rent_within_limit" not in steps


def test_in_a_home_the_share_rule_holds_as_well() -> None:
    spouse = person("spouse", benefits=[{"kind": "basic_security"}])
    found = of({"kind": "care_home"}, EARNER, spouse)
    assert found.miete.eligible == (Decimal(619) + Decimal("142.60") + Decimal("24.80")) / 2


@pytest.mark.parametrize(
    ("loan", "year"),
    [
        ({"interest": "1200", "fees": "30", "principal": "600"}, "1830"),
        ({"interest": "1200", "principal": "600", "guarantee": "50"}, "1850"),
        ({"interest": "1200", "principal": "600", "agreed": "1500"}, "1500"),
        ({"interest": "1200", "principal": "600", "agreed": "2000"}, "1800"),
        ({"interest": "1200", "principal": "300", "nominal": "80000", "replaced": "60000"}, "1125"),
        ({"interest": "1200", "principal": "300", "nominal": "50000", "replaced": "60000"}, "1500"),
        ({"interest": "900", "nominal": "60000", "endowment": True}, "2100"),
    ],
)
def test_capital_service_counts_as_the_ordinance_has_it(loan: dict[str, Any], year: str) -> None:
    for purpose in ("building", "modernisation", "roads_and_pipes", "purchase", "public_loan"):
        found = burden_of({"loans": [{"purpose": purpose, **loan}]}).ermittlung.lasten
        assert found is not None
        assert found.loans == (Decimal(year),)
    other = burden_of({"loans": [{"purpose": "other", **loan}]}).ermittlung.lasten
    assert other is not None
    assert sum(other.loans) == 0


def test_the_burden_is_capital_service_and_management_in_a_month() -> None:
    found = burden_of(
        {
            "loans": [{"purpose": "purchase", "interest": "2000", "principal": "1000"}],
            "ground_rent": "120",
            "property_tax": "330",
            "administration": "150",
        }
    ).ermittlung
    assert found.lasten is not None
    assert found.lasten.upkeep == 1800
    assert found.lasten.year == 5400
    assert found.amount == 450


def test_a_usage_fee_stands_for_what_cannot_be_divided() -> None:
    found = burden_of({"usage_fee": "3600", "property_tax": "120"}).ermittlung.lasten
    assert found is not None
    assert found.upkeep == 0
    assert found.monthly == 310


@pytest.mark.parametrize(
    ("garages", "monthly"),
    [
        ({}, "250"),
        ({"garages": 1}, "214"),
        ({"parking_spaces": 2}, "200"),
        ({"garages": 1, "garage_fees": "50"}, "200"),
        ({"garages": 1, "garage_fees": "30"}, "214"),
    ],
)
def test_garages_are_no_housing_of_owners(garages: dict[str, Any], monthly: str) -> None:
    found = burden_of({"ground_rent": "1200", **garages}).ermittlung
    assert found.amount == Decimal(monthly)


def test_business_rooms_stay_out_by_their_area() -> None:
    assert left_of(business_area="25") == 450


@pytest.mark.parametrize(
    ("part", "left"),
    [
        ({"area": "20"}, "480"),
        ({"area": "20", "fee": "100"}, "480"),
        ({"area": "20", "fee": "150"}, "450"),
        ({"area": "20", "fee": "150", "includes": [{"kind": "heating"}]}, "475"),
        ({"area": "20", "fee": "150", "includes": [{"kind": "hot_water", "amount": "40"}]}, "480"),
    ],
)
def test_let_parts_stay_out_by_area_or_by_a_higher_fee(part: dict[str, Any], left: str) -> None:
    assert left_of(let_parts=[part]) == Decimal(left)


@pytest.mark.parametrize(
    ("residents", "left"),
    [
        ([{}], "400"),
        ([{"fee": "100"}], "400"),
        ([{"fee": "250"}], "350"),
        ([{"fee": "250"}, {}], "200"),
        ([{"has_own_contract": True}], "600"),
        ([{"centre_of_life": False}], "600"),
    ],
)
def test_residents_who_are_no_members_bear_their_share(
    residents: list[dict[str, Any]], left: str
) -> None:
    assert left_of(600, EARNER, SPOUSE, co_residents=residents) == Decimal(left)


def test_excluded_members_are_residents_too() -> None:
    excluded = person("spouse", benefits=[{"kind": "sgb2"}])
    assert left_of(600, EARNER, excluded, co_residents=[{}]) == 400


def test_public_money_and_payments_of_a_sponsor_are_taken_off() -> None:
    assert left_of(public_subsidy="75.5") == Decimal("524.5")
    assert left_of(sponsor_payment="100") == 500
    assert left_of(public_subsidy="500", sponsor_payment="200") == 0


def test_deductions_follow_the_order_of_the_law() -> None:
    found = of(
        {
            **rented(1000),
            "area": "100",
            "business_area": "20",
            "let_parts": [{"area": "20", "fee": "300"}],
            "co_residents": [{}],
            "public_subsidy": "50",
            "sponsor_payment": "25",
        }
    ).ermittlung
    # 1000 - 200 (20 of 100) = 800; share of the part 20 of 80 = 200 < 300; 500 / 2; 50; 25.
    assert [(part.key, int(part.amount)) for part in found.outside] == [
        ("business_share", 200),
        ("let_share", 300),
        ("co_resident_share", 250),
        ("public_subsidy", 50),
        ("sponsor_payment", 25),
    ]
    assert found.left == 175


def test_the_burden_of_owners_has_the_same_deductions() -> None:
    found = burden_of({"ground_rent": "2400"}, area="100", business_area="50").ermittlung
    assert found.amount == 500
    assert found.left == 250


def test_rent_counts_up_to_the_limit_and_heating_is_added() -> None:
    below, above = of(rented(500)).miete, of(rented(900)).miete
    assert below.eligible == Decimal("610.40")
    assert above.eligible == Decimal("640.60")


def test_with_an_excluded_member_only_the_share_counts() -> None:
    excluded = person("child", benefits=[{"kind": "sgb2"}])
    found = of(rented(900), EARNER, SPOUSE, excluded).miete
    # Limits of three persons, two thirds of all (§ 11 (3) sentences 1 to 3).
    assert found.hoechstbetrag == 737
    assert found.heizkosten == Decimal("170.20")
    assert found.eligible == Decimal("624.5333333333")


@pytest.mark.parametrize(
    ("level", "persons", "expected"),
    [(1, 1, 361), (7, 5, 1302), (4, 6, 1101), (2, 14, 782 + 9 * 94), (3, 2, 551)],
)
def test_limits_follow_level_and_number_of_members(level: int, persons: int, expected: int) -> None:
    people = [EARNER, *(person("child", id=str(n)) for n in range(persons - 1))]
    found = calculated(household(*people, place="", mietenstufe=level)).miete
    assert found.hoechstbetrag == expected


def test_the_place_gives_the_level() -> None:
    assert calculated(household()).miete.mietenstufe == 4
    assert calculated(household(place="040120000000")).miete.mietenstufe == 2


def test_heating_and_climate_follow_the_number_of_members() -> None:
    people = [EARNER, *(person("child", id=str(n)) for n in range(6))]
    found = of(rented(500), *people).miete
    assert found.heizkosten == Decimal("225.40") + 2 * Decimal("27.60")
    assert found.klimakomponente == Decimal("39.20") + 2 * Decimal("4.80")
