"""What the Elterngeldstelle asks: child, parents, months, and what the caseworker finds out.

`first` sends the form; as `second` the other parent is asked only where custody is joint. Names of
`shared` are those of the vocabulary of the birth. Questions of the law that are not asked yet are
in the README.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Rule, Upload
from amt.contract.lookups import Lookup, Register, Relation

CASE = "case"

PLACES = ("040110000000", "040120000000")
"""ARS of Bremen and Bremerhaven: where the child lives decides who is competent (§ 12 (1) BEEG)."""

MONTHS = tuple(str(month) for month in range(1, 15))
"""Basiselterngeld can be drawn in the first fourteen months of life (§ 4 (1) sentence 3 BEEG)."""

JOINT = Condition("custody", ("joint",))

LARGEST_INCOME = 10_000_000
"""100,000 EUR a month, in cents: above it a comma was forgotten."""


def _same(path: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Field:
    """Return a field that the vocabulary of the birth knows under its own path."""
    return Field(path, kind, CASE, shared=path, **more)


def _file(path: str) -> Field:
    return Field(path, FieldKind.FILE, CASE, required=False, upload=Upload())


def _parent(key: str, position: int, *, party: str, condition: Condition | None = None) -> Group:
    def of(name: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Field:
        shared = f"parents.{position}.{name}"
        return Field(f"{key}.{name}", kind, CASE, person=name, shared=shared, **more)

    place = (of("ars", FieldKind.CHOICE, options=PLACES),) if position == 0 else ()
    return Group(
        key,
        (
            of("given_name"),
            of("family_name"),
            of("birth_date", FieldKind.DATE),
            of("street", postcode_at=f"{key}.postcode"),
            of("postcode", FieldKind.POSTCODE),
            of("city"),
            *place,
        ),
        condition=condition,
        party=party,
    )


def _income(parent: str) -> Field:
    return Field(
        f"income.{parent}.relevant",
        FieldKind.MONEY,
        CASE,
        required=False,
        minimum=0,
        maximum=LARGEST_INCOME,
    )


def _some_month(answers: Mapping[str, Any]) -> bool:
    """An application says for which months (§ 7 (1) sentence 3 BEEG)."""
    return bool(answers.get("months.first") or answers.get("months.second"))


APPLICATION = Form(
    key="application",
    version=1,
    steps=(
        FormStep(
            "child",
            (
                Group(
                    "child",
                    (
                        _same("child.given_names"),
                        _same("child.family_name"),
                        _same("child.birth_date", FieldKind.DATE),
                    ),
                ),
                Group("custody", (_same("custody", FieldKind.CHOICE, options=("joint", "sole")),)),
            ),
        ),
        FormStep(
            "parents",
            (
                _parent("first", 0, party="applicant"),
                _parent("second", 1, party="other_parent", condition=JOINT),
            ),
        ),
        FormStep(
            "months",
            (
                Group(
                    "months",
                    (
                        _same("months.first", FieldKind.CHOICES, required=False, options=MONTHS),
                        _same(
                            "months.second",
                            FieldKind.CHOICES,
                            required=False,
                            options=MONTHS,
                            condition=JOINT,
                        ),
                    ),
                ),
                Group(
                    "work",
                    (
                        _same("months.works", FieldKind.YES_NO),
                        _same(
                            "months.maternity",
                            FieldKind.CHOICE,
                            options=("none", "first", "second"),
                        ),
                        _same("income.above_limit", FieldKind.YES_NO),
                    ),
                ),
            ),
        ),
        FormStep(
            "payment",
            (
                Group("account", (_same("account.iban", FieldKind.IBAN),)),
                Group("proofs", (_file("proofs.birth_certificate"), _file("proofs.income"))),
            ),
        ),
    ),
    rules=(Rule("months_chosen", "months.first", (), _some_month),),
)

FORMS = {APPLICATION.key: APPLICATION}

LOOKUPS = (
    Lookup(
        key="first",
        register=Register.RESIDENTS,
        relation=Relation.SELF,
        norm="§ 67a Abs. 1 SGB X, § 5 Abs. 1 Satz 1 Nr. 1, Abs. 3 EGovG, § 34a Abs. 2 BMG",
        takes=(
            ("given_name", "first.given_name"),
            ("family_name", "first.family_name"),
            ("birth_date", "first.birth_date"),
            ("street_line", "first.street"),
            ("postcode", "first.postcode"),
            ("city", "first.city"),
            ("ars", "first.ars"),
        ),
        step="parents",
    ),
)
"""Who applies may have the own data fetched; the other parent is an adult and says it alone."""

INCOME = Form(
    key="record_income",
    version=1,
    steps=(FormStep("income", (Group("relevant_income", (_income("first"), _income("second"))),)),),
)
"""Asked of the caseworker, who has found out the income before the birth (§§ 2b to 2f BEEG)."""
