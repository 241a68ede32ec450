"""Pages about people: who applies, who else lives there, what the office must know of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.forms import Condition, Derived, Field, FieldKind, FormStep, Group
from amt.procedures.wohngeld.forms.choices import (
    BENEFIT_STATES,
    BENEFITS,
    CARE_DAYS,
    CASE,
    CHILDREN,
    CIRCUMSTANCES,
    DEATH,
    DISABILITIES,
    DISABILITY,
    FOREIGN,
    HOUSEHOLD_CIRCUMSTANCES,
    JOINS,
    LARGEST_HOUSEHOLD,
    LARGEST_YEAR,
    LEAVES,
    OWN_CIRCUMSTANCES,
    PLACES,
    RECEIVED_BENEFITS,
    RELATIONS,
    RESIDENCES,
    SEXES,
    SHARED_CARE,
    TRAINING,
    WEALTH,
    WITH_HOUSING_COSTS,
)
from amt.procedures.wohngeld.forms.fields import (
    choice,
    day,
    money,
    number,
    person,
    text,
    ticks,
    yes_no,
)

APPLICANT = FormStep(
    "applicant",
    (
        Group(
            "person",
            (
                person("applicant.given_name", FieldKind.TEXT, "given_name", "given-name"),
                person("applicant.family_name", FieldKind.TEXT, "family_name", "family-name"),
                person("applicant.birth_date", FieldKind.DATE, "birth_date", "bday"),
                choice("applicant.sex", SEXES),
            ),
        ),
        Group(
            "address",
            (
                person("home.street", FieldKind.TEXT, "street", "street-address", "home.postcode"),
                person("home.postcode", FieldKind.POSTCODE, "postcode", "postal-code"),
                choice("home.place", PLACES),
            ),
        ),
        Group(
            "contact",
            (
                Field(
                    "applicant.email",
                    FieldKind.EMAIL,
                    CASE,
                    required=False,
                    person="email",
                    autocomplete="email",
                ),
                Field("applicant.phone", FieldKind.PHONE, CASE, required=False, autocomplete="tel"),
            ),
        ),
    ),
)


def _benefit(of: str) -> tuple[Field, ...]:
    """Ask for a benefit that excludes, and how far it is (§§ 7, 8 WoGG)."""
    received = Condition(f"{of}.benefit", RECEIVED_BENEFITS)
    return (
        choice(f"{of}.benefit", BENEFITS),
        choice(f"{of}.benefit_state", BENEFIT_STATES, received),
        yes_no(f"{of}.benefit_housing", Condition(f"{of}.benefit", WITH_HOUSING_COSTS)),
        day(f"{of}.benefit_from", received, required=False),
        day(f"{of}.benefit_until", received, required=False),
    )


def _circumstances(of: str, options: tuple[str, ...]) -> tuple[Field, ...]:
    """Ask what else decides about a person (§§ 3 (5), 17, 20 (2) WoGG)."""

    def only(circumstance: str) -> Condition:
        return Condition(f"{of}.circumstances", (circumstance,))

    return (
        ticks(f"{of}.circumstances", options),
        choice(f"{of}.residence", RESIDENCES, only(FOREIGN)),
        choice(f"{of}.disability", DISABILITIES, only(DISABILITY)),
        yes_no(f"{of}.training_loan", only(TRAINING)),
    )


def _member_only(circumstance: str) -> Condition:
    return Condition("members.circumstances", (circumstance,))


MEMBERS = FormStep(
    "members",
    (
        Group(
            "members",
            (
                text("members.given_name"),
                text("members.family_name"),
                day("members.birth_date"),
                choice("members.sex", SEXES),
                choice("members.relation", RELATIONS),
                yes_no("members.kindergeld", Condition("members.relation", CHILDREN)),
                *_benefit("members"),
                *_circumstances("members", CIRCUMSTANCES),
                number("members.care_days", maximum=CARE_DAYS, condition=_member_only(SHARED_CARE)),
                day("members.joined_on", _member_only(JOINS)),
                day("members.left_on", _member_only(LEAVES)),
            ),
            repeats=True,
            minimum_entries=0,
            maximum_entries=LARGEST_HOUSEHOLD - 1,
            named_by=("members.given_name", "members.family_name"),
        ),
    ),
)


def _people(given: Mapping[str, Any]) -> int:
    return len(given["members.given_name"]) + 1


PEOPLE = Derived(
    "household.people",
    FieldKind.INTEGER,
    CASE,
    MEMBERS.key,
    ("members.given_name",),
    _people,
    "§ 5 WoGG",
)
"""How many people were named, the person who applies among them; § 6 WoGG is not applied here."""

SITUATION = FormStep(
    "situation",
    (
        Group("benefits", _benefit("applicant")),
        Group("circumstances", _circumstances("applicant", OWN_CIRCUMSTANCES)),
        Group(
            "household",
            (
                yes_no("household.has_income"),
                ticks("household.circumstances", HOUSEHOLD_CIRCUMSTANCES),
                money(
                    "household.wealth_amount",
                    required=True,
                    maximum=LARGEST_YEAR * 100,
                    condition=Condition("household.circumstances", (WEALTH,)),
                ),
                day("household.died_on", Condition("household.circumstances", (DEATH,))),
            ),
        ),
    ),
)
