"""What the Familienkasse must know of parents and child (sections 62 to 64 and 67 EStG).

`first` sends the form; as `second` the other parent is asked only where custody is joint. Names of
`shared` are those of the vocabulary of the birth.
"""

from __future__ import annotations

from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Upload
from amt.contract.identifiers import Scheme

CASE = "case"

PLACES = ("040110000000", "040120000000")
"""ARS of Bremen and Bremerhaven, whose residents may hand in the application here."""

JOINT = Condition("custody", ("joint",))


def _same(path: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Field:
    """Return a field that the vocabulary of the birth knows under its own path."""
    return Field(path, kind, CASE, shared=path, **more)


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
                        _same("child.birth_place"),
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
            "account",
            (
                Group(
                    "account",
                    (
                        _same(
                            "account.holder",
                            FieldKind.CHOICE,
                            options=("first", "second"),
                            condition=JOINT,
                        ),
                        _same("account.iban", FieldKind.IBAN),
                        _same(
                            "account.tax_id",
                            FieldKind.IDENTIFIER,
                            required=False,
                            scheme=Scheme.TAX_ID.value,
                        ),
                    ),
                ),
                Group(
                    "proofs",
                    (
                        Field(
                            "proofs.birth_certificate",
                            FieldKind.FILE,
                            CASE,
                            required=False,
                            upload=Upload(),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

FORMS = {APPLICATION.key: APPLICATION}
