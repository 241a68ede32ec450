"""Pages about the dwelling: by what right, what it costs, what is included, who else uses it."""

from __future__ import annotations

from amt.contract.forms import Condition, Field, FormStep, Group
from amt.procedures.wohngeld.forms.choices import (
    CARE_HOME,
    HOMES,
    INCLUDED,
    LARGEST_AREA,
    LARGEST_YEAR,
    OTHER_USES,
    OWN_BUILDING,
    OWNED,
    RENTED,
    SERVICES,
)
from amt.procedures.wohngeld.forms.fields import choice, day, money, number, text, ticks, yes_no

NO_CARE_HOME = Condition("home.kind", (*RENTED, *OWNED, OWN_BUILDING))


def _is(*kinds: str) -> Condition:
    return Condition("home.kind", kinds)


def _included(kind: str) -> Condition:
    return Condition("rent.includes", (kind,))


def _used(use: str) -> Condition:
    return Condition("home.other_use", (use,))


def _cost(path: str, *, required: bool = False) -> Field:
    return money(path, required=required, maximum=LARGEST_YEAR)


HOME = FormStep(
    "home",
    (
        Group(
            "dwelling",
            (
                choice("home.kind", HOMES),
                number("home.area", minimum=1, maximum=LARGEST_AREA, condition=NO_CARE_HOME),
                yes_no("home.elsewhere"),
            ),
        ),
    ),
)

RENT = FormStep(
    "rent",
    (
        Group(
            "rental",
            (
                text("rent.landlord"),
                day("rent.moved_in_on"),
                money("rent.cold", required=True),
                ticks("rent.includes", INCLUDED),
                *(
                    money(f"rent.{kind}_amount", condition=_included(kind))
                    for kind in INCLUDED
                    if kind != SERVICES
                ),
                money("rent.services_amount", required=True, condition=_included(SERVICES)),
            ),
        ),
    ),
    condition=_is(*RENTED),
)

OWN_HOUSE = FormStep(
    "own_house",
    (Group("own_house", (money("rent.rental_value", required=True),)),),
    condition=_is(OWN_BUILDING),
)

FACILITY = FormStep(
    "facility",
    (Group("facility", (text("home.facility"), day("home.since"))),),
    condition=_is(CARE_HOME),
)

BURDEN = FormStep(
    "burden",
    (
        Group(
            "loans",
            (
                _cost("burden.interest", required=True),
                _cost("burden.principal", required=True),
                _cost("burden.ground_rent"),
            ),
        ),
        Group(
            "running",
            (
                _cost("burden.property_tax", required=True),
                _cost("burden.administration"),
                _cost("burden.usage_fee"),
            ),
        ),
        Group(
            "garages",
            (
                number("burden.garages", required=False, maximum=20),
                number("burden.parking_spaces", required=False, maximum=20),
                money("burden.garage_fees"),
            ),
        ),
    ),
    condition=_is(*OWNED),
)

USE = FormStep(
    "use",
    (
        Group("other_use", (ticks("home.other_use", OTHER_USES),)),
        Group(
            "parts",
            (
                number(
                    "use.business_area",
                    minimum=1,
                    maximum=LARGEST_AREA,
                    condition=_used("business"),
                ),
                number("use.let_area", minimum=1, maximum=LARGEST_AREA, condition=_used("let")),
                money("use.let_fee", required=True, condition=_used("let")),
                money("use.subsidy", required=True, condition=_used("subsidy")),
                money("use.guarantor", required=True, condition=_used("guarantor")),
            ),
        ),
        Group(
            "coresidents",
            (text("coresidents.name"), money("coresidents.fee", required=True)),
            repeats=True,
            maximum_entries=20,
            condition=_used("coresidents"),
            named_by=("coresidents.name",),
        ),
    ),
    condition=NO_CARE_HOME,
)

DWELLING = (HOME, RENT, OWN_HOUSE, FACILITY, BURDEN, USE)
