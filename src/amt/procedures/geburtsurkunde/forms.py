"""What the Standesamt asks of parents, and what it asks of the registrar.

Sections 18 to 21 PStG say what is registered, sections 1616 to 1617a BGB who determines the name.
`first` sends the form; as `second` the other parent is asked only where custody is joint. Names of
`shared` are those of the vocabulary of the birth.
"""

from __future__ import annotations

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Upload

CASE = "case"

PLACES = ("040110000000", "040120000000")
"""ARS of Bremen and Bremerhaven: the place of birth decides who is competent (§ 18 PStG)."""

SEXES = ("female", "male", "diverse", "none")
"""§ 21 (1) No. 3 and § 22 (3) PStG: `none` stands for no entry."""

JOINT = Condition("custody", ("joint",))


def _parent(key: str, position: int, *, party: str, condition: Condition | None = None) -> Group:
    def of(name: str, kind: FieldKind = FieldKind.TEXT, postcode_at: str = "") -> Field:
        shared = f"parents.{position}.{name}"
        path = f"{key}.{name}"
        return Field(path, kind, CASE, person=name, shared=shared, postcode_at=postcode_at)

    return Group(
        key,
        (
            of("given_name"),
            of("family_name"),
            of("birth_date", FieldKind.DATE),
            of("street", postcode_at=f"{key}.postcode"),
            of("postcode", FieldKind.POSTCODE),
            of("city"),
        ),
        condition=condition,
        party=party,
    )


def _child(name: str, kind: FieldKind = FieldKind.TEXT, options: tuple[str, ...] = ()) -> Field:
    path = f"child.{name}"
    return Field(path, kind, CASE, options=options, shared=path)


def _file(path: str) -> Field:
    return Field(path, FieldKind.FILE, CASE, required=False, upload=Upload())


APPLICATION = Form(
    key="application",
    version=1,
    steps=(
        FormStep(
            "child",
            (
                Group(
                    "birth",
                    (
                        _child("birth_date", FieldKind.DATE),
                        _child("birth_time"),
                        _child("birth_ars", FieldKind.CHOICE, PLACES),
                        _child("birth_place"),
                        _child("sex", FieldKind.CHOICE, SEXES),
                    ),
                ),
                Group("name", (_child("given_names"), _child("family_name"))),
            ),
        ),
        FormStep(
            "family",
            (
                Group(
                    "custody",
                    (
                        Field(
                            "custody",
                            FieldKind.CHOICE,
                            CASE,
                            options=("joint", "sole"),
                            shared="custody",
                        ),
                    ),
                ),
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
            "proofs",
            (
                Group("proofs", (_file("proofs.birth"), _file("proofs.parents"))),
                Group(
                    "certificate",
                    (
                        Field(
                            "certificate.leave_out",
                            FieldKind.CHOICES,
                            CASE,
                            required=False,
                            options=("sex", "parents"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

FORMS = {APPLICATION.key: APPLICATION}

REGISTRATION = Form(
    key="registration",
    version=1,
    steps=(
        FormStep(
            "registration",
            (
                Group(
                    "registration",
                    (
                        Field("registration.number", FieldKind.TEXT, CASE, max_length=40),
                        Field("registration.on", FieldKind.DATE, CASE),
                    ),
                ),
            ),
        ),
    ),
)
"""Asked of the registrar who has registered the birth in the register of births (§§ 3, 21 PStG)."""
