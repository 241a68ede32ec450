"""The trial calculation: the household as a whole, in few questions.

Paths that mean the same as in the application are the same (`home.place`, `rent.cold`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Rule
from amt.procedures.wohngeld.forms.choices import LARGEST_HOUSEHOLD, PLACES, SEVERAL, TRIAL
from amt.procedures.wohngeld.forms.fields import money, yes_no

_NOT_ALONE = Condition("household.size", SEVERAL)


def _up_to_household_size(path: str) -> Rule:
    def holds(answers: Mapping[str, Any]) -> bool:
        return int(answers[path]) <= int(answers["household.size"])

    return Rule(
        key=path.partition(".")[2] + "_within_household",
        shown_at=path,
        needs=(path, "household.size"),
        holds=holds,
    )


def _count(path: str, *, minimum: int = 0, condition: Condition | None = None) -> Field:
    return Field(
        path,
        FieldKind.INTEGER,
        TRIAL,
        required=False,
        minimum=minimum,
        maximum=LARGEST_HOUSEHOLD,
        condition=condition,
    )


TRIAL_FORM = Form(
    key="trial",
    version=1,
    steps=(
        FormStep(
            "home",
            (
                Group(
                    "trial_home",
                    (
                        Field("home.place", FieldKind.CHOICE, TRIAL, options=PLACES),
                        Field(
                            "household.size",
                            FieldKind.INTEGER,
                            TRIAL,
                            minimum=1,
                            maximum=LARGEST_HOUSEHOLD,
                        ),
                        _count("household.excluded"),
                        money("rent.cold", retention=TRIAL, required=True),
                    ),
                ),
            ),
        ),
        FormStep(
            "income",
            (
                Group(
                    "trial_income",
                    (
                        money("household.wage", retention=TRIAL),
                        _count(
                            "household.earners",
                            minimum=1,
                            condition=_NOT_ALONE,
                        ),
                        money("household.pension", retention=TRIAL),
                        money("household.other_income", retention=TRIAL),
                        yes_no("household.pays_income_tax", retention=TRIAL),
                        yes_no("household.pays_health_insurance", retention=TRIAL),
                        yes_no("household.pays_pension_insurance", retention=TRIAL),
                    ),
                ),
                Group(
                    "trial_allowances",
                    (
                        yes_no("household.single_parent", _NOT_ALONE, TRIAL),
                        _count("household.severely_disabled"),
                    ),
                ),
            ),
        ),
    ),
    rules=(
        _up_to_household_size("household.excluded"),
        _up_to_household_size("household.earners"),
        _up_to_household_size("household.severely_disabled"),
    ),
)
