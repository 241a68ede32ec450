"""A stand on a flea market: invented, sent without sign-in; three pages, fifteen questions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec
from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.facts import Facts
from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group
from amt.contract.law import Law
from amt.contract.life_events import LifeSituation
from amt.contract.procedure import (
    Access,
    Handling,
    Norm,
    Procedure,
    Reference,
    Retention,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period, Span

KEEP = "case"


def _person(name: str, kind: FieldKind = FieldKind.TEXT) -> Field:
    return Field(f"trader.{name}", kind, KEEP, person=name)


FORM = Form(
    key="application",
    version=1,
    steps=(
        FormStep(
            "trader",
            (
                Group(
                    "trader",
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
                    ),
                ),
            ),
        ),
        FormStep(
            "stand",
            (
                Group(
                    "stand",
                    (
                        Field("stand.kind", FieldKind.CHOICE, KEEP, options=("table", "tent")),
                        Field("stand.metres", FieldKind.INTEGER, KEEP, minimum=1, maximum=9),
                        Field("stand.day", FieldKind.DATE, KEEP),
                        Field("stand.has_food", FieldKind.YES_NO, KEEP),
                        Field(
                            "stand.food",
                            FieldKind.TEXT,
                            KEEP,
                            condition=Condition("stand.has_food", (True,)),
                        ),
                        Field("stand.has_power", FieldKind.YES_NO, KEEP),
                        Field(
                            "stand.watts",
                            FieldKind.INTEGER,
                            KEEP,
                            minimum=1,
                            condition=Condition("stand.has_power", (True,)),
                        ),
                    ),
                ),
            ),
        ),
        FormStep(
            "end",
            (
                Group(
                    "end",
                    (
                        Field("end.note", FieldKind.LONG_TEXT, KEEP, required=False),
                        Field("end.correct", FieldKind.DECLARATION, KEEP),
                    ),
                ),
            ),
        ),
    ),
)


def assess(facts: Facts, span: Span) -> Assessment:
    """Grant whatever fits on the market."""
    metres = facts.integer("stand.metres")
    step = Step(
        "metres", "§ 1 Marktordnung", Decimal(metres), Unit.PERSONS, inputs=("stand.metres",)
    )
    reason = Reason("fits", "§ 2 Marktordnung")
    return Assessment((Segment(span, Outcome.GRANT, None, (step,), (reason,)),))


def assessed_period(facts: Facts, _applied_on: date) -> Span:
    """The day of the market."""
    day = facts.day("stand.day")
    return Span(day, date.fromordinal(day.toordinal() + 1))


def compose(context: ActContext) -> ActContent:
    """Say that the stand may be there."""
    return ActContent(
        title="Ihr Stand auf dem Flohmarkt",
        operative=(f"Ihr Stand {context.reference} ist erlaubt.",),
    )


PROCEDURE = Procedure(
    key="double_open",
    law=Law.VWVFG,
    handling=Handling.OWN,
    norms=(Norm("§ 1 Marktordnung", "Erfundene Marktordnung"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.NONE),
    reference=Reference("FLO"),
    retention=(Retention(KEEP, Period(years=2), "§ 5 Marktordnung"),),
    situations=(LifeSituation.HOUSING,),
    synonyms={"de": ("trödel", "flohmarkt"), "en": ("market",)},
    forms={"application": FORM},
    assess=assess,
    assessed_period=assessed_period,
    place_path="place",
    acts=(ActSpec("grant", ActKind.GRANT, burdening=False, compose=compose),),
)
