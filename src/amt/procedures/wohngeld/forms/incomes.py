"""Pages about money: what comes in, person by person, and maintenance that is paid."""

from __future__ import annotations

from amt.contract.forms import Condition, Field, FieldKind, FormStep, Group
from amt.procedures.wohngeld.forms.choices import (
    CASE,
    DEDUCTIONS,
    EARNED,
    ELTERNGELD,
    INCOMES,
    LARGEST_YEAR,
    MAINTAINED,
    MAINTENANCE,
    ONCE,
    OTHER_INCOME,
    RHYTHMS,
    WAGE,
)
from amt.procedures.wohngeld.forms.fields import choice, day, money, number, text, ticks, yes_no

_ONCE = Condition("incomes.rhythm", (ONCE,))
_REGULAR = Condition("incomes.rhythm", tuple(rhythm for rhythm in RHYTHMS if rhythm != ONCE))


def _person(path: str) -> Field:
    return Field(path, FieldKind.CHOICE, CASE, entries_of="members")


def _kind(*kinds: str) -> Condition:
    return Condition("incomes.kind", kinds)


INCOME = FormStep(
    "income",
    (
        Group(
            "incomes",
            (
                _person("incomes.person"),
                choice("incomes.kind", INCOMES),
                text("incomes.description", _kind(OTHER_INCOME)),
                number(
                    "incomes.children",
                    required=False,
                    minimum=1,
                    maximum=9,
                    condition=_kind(*ELTERNGELD),
                ),
                money("incomes.amount", required=True, maximum=LARGEST_YEAR),
                choice("incomes.rhythm", RHYTHMS),
                ticks("incomes.pays", DEDUCTIONS, required=True),
                money("incomes.special", maximum=LARGEST_YEAR, condition=_kind(WAGE)),
                money("incomes.expenses", maximum=LARGEST_YEAR, condition=_kind(*EARNED)),
                day("incomes.since", _REGULAR, required=False),
                day("incomes.until", _REGULAR, required=False),
                day("incomes.received_on", _ONCE),
                day("incomes.attributed_from", _ONCE, required=False),
                day("incomes.attributed_until", _ONCE, required=False),
            ),
            repeats=True,
            maximum_entries=40,
        ),
    ),
    condition=Condition("household.has_income", (True,)),
)

MAINTENANCE_PAID = FormStep(
    "maintenance",
    (
        Group(
            "maintenance",
            (
                _person("maintenance.person"),
                text("maintenance.recipient"),
                choice("maintenance.kind", MAINTAINED),
                money("maintenance.amount", required=True),
                yes_no("maintenance.titled"),
                money(
                    "maintenance.titled_amount",
                    required=True,
                    condition=Condition("maintenance.titled", (True,)),
                ),
            ),
            repeats=True,
            maximum_entries=20,
        ),
    ),
    condition=Condition("household.circumstances", (MAINTENANCE,)),
)
