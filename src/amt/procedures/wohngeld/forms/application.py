"""The application, version 2: everything that §§ 3 to 21 WoGG need, in pages one can finish.

Whoever rents alone and has one wage is asked little: what does not concern a person is one list to
tick, and only what is ticked brings further questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Rule
from amt.procedures.wohngeld.forms.choices import (
    CARE_HOME,
    CASE,
    DISABILITY,
    FOREIGN,
    MAINTENANCE,
    NOT_ALONE,
    OWN_BUILDING,
    OWNED,
    RECEIVED_BENEFITS,
    RENTED,
)
from amt.procedures.wohngeld.forms.dwelling import DWELLING
from amt.procedures.wohngeld.forms.fields import LETTERS, paper
from amt.procedures.wohngeld.forms.incomes import INCOME, MAINTENANCE_PAID
from amt.procedures.wohngeld.forms.people import APPLICANT, MEMBERS, PEOPLE, SITUATION

PAYMENT = FormStep(
    "payment",
    (
        Group(
            "payment",
            (
                Field("payment.iban", FieldKind.IBAN, CASE, max_length=34),
                Field("payment.account_holder", FieldKind.TEXT, CASE, autocomplete="name"),
            ),
        ),
    ),
)

PROOFS = FormStep(
    "proofs",
    (
        Group(
            "proofs",
            (
                paper("proofs.rent_contract", Condition("home.kind", RENTED)),
                paper("proofs.burden", Condition("home.kind", (*OWNED, OWN_BUILDING)), LETTERS),
                paper("proofs.facility", Condition("home.kind", (CARE_HOME,))),
                paper("proofs.income", Condition("household.has_income", (True,)), upload=LETTERS),
                paper("proofs.disability", Condition("applicant.circumstances", (DISABILITY,))),
                paper("proofs.residence", Condition("applicant.circumstances", (FOREIGN,))),
                paper("proofs.benefit", Condition("applicant.benefit", RECEIVED_BENEFITS)),
                paper("proofs.maintenance", Condition("household.circumstances", (MAINTENANCE,))),
            ),
        ),
        Group("proofs_members", (paper("proofs.members", upload=LETTERS),), condition=NOT_ALONE),
    ),
)

DECLARATIONS = FormStep(
    "declarations",
    (
        Group(
            "declarations",
            (
                Field("declarations.complete_and_true", FieldKind.DECLARATION, CASE),
                Field("declarations.report_changes", FieldKind.DECLARATION, CASE),
            ),
        ),
    ),
)


def _parts_are_smaller(answers: Mapping[str, Any]) -> bool:
    uses = answers.get("home.other_use") or []
    used = sum(
        int(answers.get(f"use.{part}_area", 0)) for part in ("business", "let") if part in uses
    )
    return used < int(answers["home.area"])


def _included_is_less(answers: Mapping[str, Any]) -> bool:
    amounts = (answers.get(f"rent.{kind}_amount", 0) for kind in answers["rent.includes"])
    return sum(int(amount) for amount in amounts) <= int(answers["rent.cold"])


APPLICATION_FORM = Form(
    key="application",
    version=2,
    steps=(
        APPLICANT,
        *DWELLING,
        MEMBERS,
        SITUATION,
        INCOME,
        MAINTENANCE_PAID,
        PAYMENT,
        PROOFS,
        DECLARATIONS,
    ),
    rules=(
        Rule(
            "parts_are_smaller",
            "home.other_use",
            ("home.other_use", "home.area"),
            _parts_are_smaller,
        ),
        Rule("included_is_less", "rent.cold", ("rent.cold", "rent.includes"), _included_is_less),
    ),
    derived=(PEOPLE,),
)
