"""What is asked: of who plans a tree house, of the neighbours, of the office."""

from __future__ import annotations

from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, Upload

KEEP = "case"
PLACES = ("040110000000", "040120000000")
PDF = ("application/pdf",)


def _person(prefix: str, party: str) -> Group:
    return Group(
        prefix,
        (
            Field(f"{prefix}.given_name", FieldKind.TEXT, KEEP, person="given_name"),
            Field(f"{prefix}.family_name", FieldKind.TEXT, KEEP, person="family_name"),
            Field(f"{prefix}.street", FieldKind.TEXT, KEEP, person="street"),
            Field(f"{prefix}.postcode", FieldKind.POSTCODE, KEEP, person="postcode"),
            Field(f"{prefix}.city", FieldKind.TEXT, KEEP, person="city"),
            Field(f"{prefix}.email", FieldKind.EMAIL, KEEP, required=False, person="email"),
        ),
        party=party,
    )


def _page(key: str, *fields: Field) -> Form:
    return Form(key, 1, (FormStep(key, (Group(key, fields),)),))


APPLICATION = Form(
    key="application",
    version=1,
    steps=(
        FormStep(
            "tree",
            (
                Group(
                    "tree",
                    (
                        Field("tree.place", FieldKind.CHOICE, KEEP, options=PLACES),
                        Field("tree.kind", FieldKind.TEXT, KEEP),
                        Field("tree.nests", FieldKind.YES_NO, KEEP),
                        Field("rooms", FieldKind.INTEGER, KEEP, minimum=1, maximum=9),
                    ),
                ),
            ),
        ),
        FormStep("owner", (_person("owner", "owner"),)),
        FormStep(
            "papers",
            (
                Group(
                    "papers",
                    (
                        Field(
                            "plans",
                            FieldKind.FILE,
                            KEEP,
                            required=False,
                            upload=Upload(PDF, max_bytes=100 * 1024 * 1024),
                        ),
                        Field("budget", FieldKind.FILE, KEEP, required=False, upload=Upload(PDF)),
                    ),
                ),
            ),
        ),
    ),
)

CONFIRM = _page("confirm", Field("confirm.complete_on", FieldKind.DATE, KEEP))
REQUEST = _page("request", Field("request.what", FieldKind.LONG_TEXT, KEEP, max_length=500))
HEAR = Form("hear", 1, (FormStep("hear", (_person("hear", ""),)),))
OBJECT = _page("object", Field("object.why", FieldKind.LONG_TEXT, KEEP, max_length=500))
MEASURE = _page("measure", Field("tree.height", FieldKind.INTEGER, KEEP, minimum=1, maximum=120))
PERMIT = _page(
    "permit",
    Field("permit.conditions", FieldKind.LONG_TEXT, KEEP, required=False, max_length=500),
    Field("permit.valid_until", FieldKind.DATE, KEEP),
)
