"""A card for families: invented; what registers know need not be typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec
from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.facts import Facts
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, Upload
from amt.contract.law import Law
from amt.contract.life_events import LifeSituation
from amt.contract.lookups import Lookup, Register, Relation
from amt.contract.procedure import Access, Handling, Norm, Procedure, Reference, Retention
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period, Span, add_months, first_of_month

KEEP = "case"
NORM = "§ 34 Absatz 1 BMG"


def _person(name: str, kind: FieldKind = FieldKind.TEXT) -> Field:
    return Field(f"person.{name}", kind, KEEP, person=name)


FORM = Form(
    key="application",
    version=1,
    steps=(
        FormStep(
            "person",
            (
                Group(
                    "person",
                    (
                        _person("given_name"),
                        _person("family_name"),
                        _person("birth_date", FieldKind.DATE),
                        _person("street"),
                        _person("postcode", FieldKind.POSTCODE),
                        Field(
                            "place",
                            FieldKind.CHOICE,
                            KEEP,
                            options=("040110000000", "040120000000"),
                        ),
                        Field("person.birth_place", FieldKind.TEXT, KEEP, required=False),
                    ),
                ),
            ),
        ),
        FormStep(
            "children",
            (
                Group(
                    "children",
                    (
                        Field("children.given_name", FieldKind.TEXT, KEEP),
                        Field("children.birth_date", FieldKind.DATE, KEEP),
                        Field("children.likes_sport", FieldKind.YES_NO, KEEP, required=False),
                    ),
                    repeats=True,
                    minimum_entries=0,
                    maximum_entries=9,
                    named_by=("children.given_name",),
                ),
                Group(
                    "proofs",
                    (
                        Field(
                            "proofs.children", FieldKind.FILE, KEEP, required=False, upload=Upload()
                        ),
                    ),
                ),
            ),
        ),
        FormStep("end", (Group("end", (Field("end.correct", FieldKind.DECLARATION, KEEP),)),)),
    ),
)

LOOKUPS = (
    Lookup(
        key="person",
        register=Register.RESIDENTS,
        relation=Relation.SELF,
        norm=NORM,
        takes=(
            ("given_name", "person.given_name"),
            ("family_name", "person.family_name"),
            ("birth_date", "person.birth_date"),
            ("street_line", "person.street"),
            ("postcode", "person.postcode"),
            ("ars", "place"),
            ("birth_place", "person.birth_place"),
        ),
        step="person",
    ),
    Lookup(
        key="children",
        register=Register.RESIDENTS,
        relation=Relation.MINOR_CHILDREN,
        norm=NORM,
        takes=(("given_name", "children.given_name"), ("birth_date", "children.birth_date")),
        step="children",
        consent=True,
        group="children",
        manual="proofs.children",
    ),
)


def assess(facts: Facts, span: Span) -> Assessment:
    """Give a card to everybody who asks."""
    count = facts.count("children")
    step = Step("children", "§ 1 Kartenordnung", Decimal(count), Unit.PERSONS, inputs=())
    reason = Reason("family", "§ 2 Kartenordnung")
    return Assessment((Segment(span, Outcome.GRANT, None, (step,), (reason,)),))


def assessed_period(_facts: Facts, applied_on: date) -> Span:
    """A year from the month of the application."""
    start = first_of_month(applied_on)
    return Span(start, add_months(start, 12))


def compose(context: ActContext) -> ActContent:
    """Say that the card is given."""
    return ActContent(
        title="Ihre Familienkarte", operative=(f"Sie bekommen die Karte {context.reference}.",)
    )


PROCEDURE = Procedure(
    key="double_once",
    law=Law.SGB_X,
    handling=Handling.OWN,
    norms=(Norm("§ 1 Kartenordnung", "Erfundene Kartenordnung"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.NONE),
    reference=Reference("FAM"),
    retention=(Retention(KEEP, Period(years=2), "§ 5 Kartenordnung"),),
    situations=(LifeSituation.FAMILY,),
    synonyms={"de": ("familienpass", "freizeitkarte"), "en": ("family card",)},
    forms={"application": FORM},
    assess=assess,
    assessed_period=assessed_period,
    place_path="place",
    acts=(ActSpec("grant", ActKind.GRANT, burdening=False, compose=compose),),
    lookups=LOOKUPS,
)
