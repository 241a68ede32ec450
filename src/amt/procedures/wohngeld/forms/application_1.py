"""Version 1 of the application: tenants, income of a month in three kinds.

Kept for drafts that began with it and for the cases that came of it; no longer offered.
"""

from __future__ import annotations

from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Upload
from amt.procedures.wohngeld.forms.choices import (
    ALLOWED_DISABILITIES,
    CASE,
    CHILD,
    LARGEST_AMOUNT,
    LARGEST_HOUSEHOLD,
    NO_BENEFIT,
    PLACES,
)

BENEFITS = (NO_BENEFIT, "sgb2", "sgb12", "sgb14", "asylblg", "other_housing", "counted_elsewhere")
RELATIONS = ("spouse", "partner", CHILD, "parent", "sibling", "other")
DISABILITIES = ("none", *ALLOWED_DISABILITIES, "other")

_COUNTED_APPLICANT = Condition("applicant.benefit", (NO_BENEFIT,))
_COUNTED_MEMBER = Condition("members.benefit", (NO_BENEFIT,))


def _money(path: str, retention: str, *, required: bool = False, **more: Any) -> Field:
    return Field(
        path,
        FieldKind.MONEY,
        retention,
        required=required,
        minimum=0,
        maximum=LARGEST_AMOUNT,
        **more,
    )


def _yes_no(path: str, retention: str, condition: Condition | None = None) -> Field:
    return Field(path, FieldKind.YES_NO, retention, condition=condition)


def _income(prefix: str, retention: str, condition: Condition | None = None) -> tuple[Field, ...]:
    """Return the questions for income and for the three kinds of deductions (§§ 14, 16 WoGG)."""
    return (
        _money(f"{prefix}.wage", retention, condition=condition),
        _money(f"{prefix}.pension", retention, condition=condition),
        _money(f"{prefix}.other_income", retention, condition=condition),
        _yes_no(f"{prefix}.pays_income_tax", retention, condition),
        _yes_no(f"{prefix}.pays_health_insurance", retention, condition),
        _yes_no(f"{prefix}.pays_pension_insurance", retention, condition),
    )


def _person(path: str, kind: FieldKind, person: str, autocomplete: str, **more: Any) -> Field:
    return Field(path, kind, CASE, person=person, autocomplete=autocomplete, **more)


_APPLICANT = FormStep(
    "applicant",
    (
        Group(
            "person",
            (
                _person("applicant.given_name", FieldKind.TEXT, "given_name", "given-name"),
                _person("applicant.family_name", FieldKind.TEXT, "family_name", "family-name"),
                _person("applicant.birth_date", FieldKind.DATE, "birth_date", "bday"),
            ),
        ),
        Group(
            "address",
            (
                _person("home.street", FieldKind.TEXT, "street", "street-address"),
                _person("home.postcode", FieldKind.POSTCODE, "postcode", "postal-code"),
                Field("home.place", FieldKind.CHOICE, CASE, options=PLACES),
            ),
        ),
        Group(
            "contact",
            (
                _person("applicant.email", FieldKind.EMAIL, "email", "email", required=False),
                _person("applicant.phone", FieldKind.PHONE, "", "tel", required=False),
            ),
        ),
    ),
)

_HOME = FormStep(
    "home",
    (
        Group(
            "rental",
            (
                Field("rent.landlord", FieldKind.TEXT, CASE),
                Field("rent.moved_in_on", FieldKind.DATE, CASE),
                _money("rent.cold", CASE, required=True),
                _money("rent.heating", CASE),
            ),
        ),
    ),
)

_MEMBERS = FormStep(
    "members",
    (
        Group(
            "members",
            (
                Field("members.given_name", FieldKind.TEXT, CASE),
                Field("members.family_name", FieldKind.TEXT, CASE),
                Field("members.birth_date", FieldKind.DATE, CASE),
                Field("members.relation", FieldKind.CHOICE, CASE, options=RELATIONS),
                Field("members.benefit", FieldKind.CHOICE, CASE, options=BENEFITS),
                Field(
                    "members.disability",
                    FieldKind.CHOICE,
                    CASE,
                    options=DISABILITIES,
                    condition=_COUNTED_MEMBER,
                ),
                *_income("members", CASE, _COUNTED_MEMBER),
            ),
            repeats=True,
            minimum_entries=0,
            maximum_entries=LARGEST_HOUSEHOLD - 1,
        ),
        Group(
            "single_parent",
            (_yes_no("household.single_parent", CASE),),
            condition=Condition("members.count", tuple(range(1, LARGEST_HOUSEHOLD))),
        ),
    ),
)

_BENEFITS = FormStep(
    "benefits",
    (Group("benefits", (Field("applicant.benefit", FieldKind.CHOICE, CASE, options=BENEFITS),)),),
)

_INCOME = FormStep(
    "income",
    (
        Group("income", _income("income", CASE)),
        Group(
            "allowances",
            (Field("applicant.disability", FieldKind.CHOICE, CASE, options=DISABILITIES),),
        ),
    ),
    condition=_COUNTED_APPLICANT,
)

_PAYMENT = FormStep(
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

_PROOFS = FormStep(
    "proofs",
    (
        Group(
            "proofs",
            (
                Field(
                    "proofs.rent_contract", FieldKind.FILE, CASE, required=False, upload=Upload()
                ),
                Field("proofs.income", FieldKind.FILE, CASE, required=False, upload=Upload()),
            ),
        ),
    ),
)

_DECLARATIONS = FormStep(
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

APPLICATION_1 = Form(
    key="application",
    version=1,
    steps=(
        _APPLICANT,
        _HOME,
        _MEMBERS,
        _BENEFITS,
        _INCOME,
        _PAYMENT,
        _PROOFS,
        _DECLARATIONS,
    ),
)
