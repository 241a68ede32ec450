"""What is asked: of who has lamps, of the office that looks at a grant again."""

from __future__ import annotations

from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, Upload

KEEP = "case"
PLACES = ("040110000000", "040120000000")

APPLICATION = Form(
    key="application",
    version=1,
    steps=(
        FormStep(
            "lamps",
            (
                Group(
                    "lamps",
                    (
                        Field("place", FieldKind.CHOICE, KEEP, options=PLACES),
                        Field("lamps", FieldKind.INTEGER, KEEP, minimum=0, maximum=20),
                        Field("income", FieldKind.MONEY, KEEP),
                    ),
                ),
                Group(
                    "people",
                    (Field("people.name", FieldKind.TEXT, KEEP),),
                    repeats=True,
                    minimum_entries=0,
                ),
            ),
        ),
        FormStep(
            "account",
            (
                Group(
                    "account",
                    (
                        Field("account.iban", FieldKind.IBAN, KEEP),
                        Field("account.holder", FieldKind.TEXT, KEEP),
                    ),
                ),
                Group("proof", (Field("proof", FieldKind.FILE, KEEP, upload=Upload()),)),
                Group("truth", (Field("truth", FieldKind.DECLARATION, KEEP),)),
            ),
        ),
    ),
)


def _page(key: str, *fields: Field) -> Form:
    return Form(key, 1, (FormStep(key, (Group(key, fields),)),))


REVIEW = _page(
    "review",
    Field("review.norm", FieldKind.CHOICE, KEEP, options=("lamps_3", "lamps_4")),
    Field("review.from", FieldKind.DATE, KEEP),
    Field("lamps", FieldKind.INTEGER, KEEP, required=False, minimum=0, maximum=20),
)
CLAIM = _page(
    "claim",
    Field("claim.amount", FieldKind.MONEY, KEEP),
    Field("claim.due_on", FieldKind.DATE, KEEP),
)
