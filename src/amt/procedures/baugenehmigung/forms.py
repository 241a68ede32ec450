"""The application: plot, project, Entwurfsverfasser, Bauherren, documents by kind, neighbours.

Documents are optional, because an incomplete application is one too: what is missing is asked for
(§ 69 Abs. 2 BremLBO). Only the proof of the Bauvorlageberechtigung is wanted at once (§ 65).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Rule, Upload

CASE = "case"

PLACES = ("040110000000", "040120000000")
"""ARS of Bremen and Bremerhaven, the two lower Bauaufsichtsbehörden of the Land."""

RESIDENTIAL, STRUCTURE, ANNEX = "residential", "structure", "annex"
OBJECTS = (RESIDENTIAL, STRUCTURE, ANNEX)
"""What § 63 covers: housing, structures that are no buildings, annexes to them."""

CLASSES = ("1", "2", "3", "4", "5")
PERSON, ORGANISATION = "person", "organisation"

PLAN = Upload(media_types=("application/pdf",), max_bytes=100 * 1024 * 1024, max_files=20)
"""Plans come as PDF, 100 MB each."""

_IS_PERSON = Condition("bauherren.kind", (PERSON,))
_IS_ORGANISATION = Condition("bauherren.kind", (ORGANISATION,))
_DEVIATES = Condition("project.deviation", (True,))


def _text(path: str, **more: Any) -> Field:
    return Field(path, FieldKind.TEXT, CASE, **more)


def _yes_no(path: str) -> Field:
    return Field(path, FieldKind.YES_NO, CASE)


def _plan(path: str, condition: Condition | None = None) -> Field:
    return Field(path, FieldKind.FILE, CASE, required=False, upload=PLAN, condition=condition)


def is_no_special_building(answers: Mapping[str, Any]) -> bool:
    """Tell whether § 63 is open: never for a Sonderbau (§ 64)."""
    return answers["project.special"] is False


_PLOT = FormStep(
    "plot",
    (
        Group(
            "plot_address",
            (
                Field("plot.place", FieldKind.CHOICE, CASE, options=PLACES),
                _text("plot.street", postcode_at="plot.postcode"),
                _text("plot.number", max_length=20),
                Field("plot.postcode", FieldKind.POSTCODE, CASE),
            ),
        ),
        Group(
            "plot_cadastre",
            (
                _text("plot.gemarkung"),
                _text("plot.flur", max_length=20),
                _text("plot.flurstueck", max_length=50),
            ),
        ),
    ),
)

_PROJECT = FormStep(
    "project",
    (
        Group(
            "project",
            (
                Field("project.kind", FieldKind.CHOICE, CASE, options=("new", "change", "new_use")),
                Field("project.object", FieldKind.CHOICE, CASE, options=OBJECTS),
                _yes_no("project.special"),
                Field("project.description", FieldKind.LONG_TEXT, CASE, max_length=2000),
                _text("project.use"),
                Field(
                    "project.building_class",
                    FieldKind.CHOICE,
                    CASE,
                    options=CLASSES,
                    condition=Condition("project.object", (RESIDENTIAL, ANNEX)),
                ),
                Field(
                    "project.gross_volume",
                    FieldKind.INTEGER,
                    CASE,
                    required=False,
                    minimum=1,
                    maximum=1_000_000,
                ),
                _yes_no("project.monument"),
            ),
        ),
        Group(
            "deviation",
            (
                _yes_no("project.deviation"),
                Field(
                    "project.deviation_text",
                    FieldKind.LONG_TEXT,
                    CASE,
                    max_length=4000,
                    condition=_DEVIATES,
                ),
            ),
        ),
    ),
)

_ENTWURFSVERFASSER = FormStep(
    "entwurfsverfasser",
    (
        Group(
            "entwurfsverfasser",
            (
                _text(
                    "entwurfsverfasser.given_name", person="given_name", autocomplete="given-name"
                ),
                _text(
                    "entwurfsverfasser.family_name",
                    person="family_name",
                    autocomplete="family-name",
                ),
                _text("entwurfsverfasser.office", required=False, autocomplete="organization"),
                _text(
                    "entwurfsverfasser.street",
                    person="street",
                    autocomplete="street-address",
                    postcode_at="entwurfsverfasser.postcode",
                ),
                Field(
                    "entwurfsverfasser.postcode",
                    FieldKind.POSTCODE,
                    CASE,
                    person="postcode",
                    autocomplete="postal-code",
                ),
                _text("entwurfsverfasser.city", person="city", autocomplete="address-level2"),
                Field(
                    "entwurfsverfasser.email",
                    FieldKind.EMAIL,
                    CASE,
                    required=False,
                    person="email",
                    autocomplete="email",
                ),
                Field(
                    "entwurfsverfasser.phone",
                    FieldKind.PHONE,
                    CASE,
                    required=False,
                    autocomplete="tel",
                ),
            ),
        ),
        Group(
            "entitlement",
            (
                Field(
                    "entwurfsverfasser.list",
                    FieldKind.CHOICE,
                    CASE,
                    options=("architects", "engineers", "limited"),
                ),
                _text("entwurfsverfasser.list_number", max_length=50),
                Field("entwurfsverfasser.proof", FieldKind.FILE, CASE, upload=Upload(max_files=1)),
            ),
        ),
    ),
)

_BAUHERREN = FormStep(
    "bauherren",
    (
        Group(
            "bauherren",
            (
                Field("bauherren.kind", FieldKind.CHOICE, CASE, options=(PERSON, ORGANISATION)),
                _text(
                    "bauherren.organisation_name",
                    person="organisation_name",
                    condition=_IS_ORGANISATION,
                ),
                _text("bauherren.given_name", person="given_name", condition=_IS_PERSON),
                _text("bauherren.family_name", person="family_name", condition=_IS_PERSON),
                _text("bauherren.street", person="street", postcode_at="bauherren.postcode"),
                Field("bauherren.postcode", FieldKind.POSTCODE, CASE, person="postcode"),
                _text("bauherren.city", person="city"),
                Field("bauherren.email", FieldKind.EMAIL, CASE, required=False, person="email"),
            ),
            repeats=True,
            minimum_entries=1,
            maximum_entries=10,
            party="bauherr",
        ),
    ),
)

_DOCUMENTS = FormStep(
    "documents",
    (
        Group(
            "documents",
            (
                _plan("documents.liegenschaftskarte"),
                _plan("documents.lageplan"),
                _plan("documents.bauzeichnungen"),
                _plan("documents.baubeschreibung"),
                _plan("documents.berechnungen"),
                _plan("documents.statistik"),
                _plan("documents.brandschutznachweis"),
                _plan("documents.abweichung", _DEVIATES),
            ),
        ),
    ),
)

_NEIGHBOURS = FormStep(
    "neighbours",
    (
        # No party yet: whether somebody is heard, the office decides (§ 70 Abs. 1 BremLBO).
        Group(
            "neighbours",
            (
                _text("neighbours.name"),
                _text("neighbours.address"),
                _yes_no("neighbours.agrees"),
            ),
            repeats=True,
            minimum_entries=0,
            maximum_entries=20,
        ),
    ),
)

_DECLARATIONS = FormStep(
    "declarations",
    (
        Group(
            "declarations",
            (
                Field("declarations.authorised", FieldKind.DECLARATION, CASE),
                Field("declarations.complete_and_true", FieldKind.DECLARATION, CASE),
            ),
        ),
    ),
)

APPLICATION_FORM = Form(
    key="application",
    version=1,
    steps=(
        _PLOT,
        _PROJECT,
        _ENTWURFSVERFASSER,
        _BAUHERREN,
        _DOCUMENTS,
        _NEIGHBOURS,
        _DECLARATIONS,
    ),
    rules=(
        Rule(
            "no_special_building", "project.special", ("project.special",), is_no_special_building
        ),
    ),
)

FORMS = {APPLICATION_FORM.key: APPLICATION_FORM}
