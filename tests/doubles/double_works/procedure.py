"""A permit to keep bees on a balcony: invented, with every kind of field and part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec, Section
from amt.contract.assessment import Assessment, FeeItem, Outcome, Reason, Segment, Step, Unit
from amt.contract.facts import Facts
from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Rule, Upload
from amt.contract.law import Law
from amt.contract.life_events import LifeSituation
from amt.contract.procedure import (
    STANDARD_WORKFLOW,
    Access,
    Handling,
    Norm,
    Procedure,
    Reference,
    Retention,
    Transition,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.money import Money
from amt.kernel.periods import Period, Span, add_months, first_of_month

KEEP = "case"
KINDS = tuple(kind for kind in FieldKind if kind is not FieldKind.FILE)


def _field(kind: FieldKind) -> Field:
    choice = kind in {FieldKind.CHOICE, FieldKind.CHOICES}
    return Field(
        f"kinds.{kind.value}",
        kind,
        KEEP,
        options=("one", "two") if choice else (),
        scheme="tax_id" if kind is FieldKind.IDENTIFIER else "",
    )


FORM = Form(
    key="application",
    version=1,
    steps=(
        FormStep(
            "hives",
            (
                Group(
                    "hives",
                    (
                        Field(
                            "place",
                            FieldKind.CHOICE,
                            KEEP,
                            options=("040110000000", "040120000000"),
                        ),
                        Field("hives", FieldKind.INTEGER, KEEP, minimum=0, maximum=99),
                        Field("gentle", FieldKind.YES_NO, KEEP),
                        Field(
                            "reason",
                            FieldKind.LONG_TEXT,
                            KEEP,
                            max_length=500,
                            condition=Condition("gentle", (False,)),
                        ),
                    ),
                ),
            ),
        ),
        FormStep("kinds", (Group("kinds", tuple(_field(kind) for kind in KINDS)),)),
        FormStep(
            "neighbours",
            (
                Group(
                    "neighbours",
                    (
                        Field("neighbours.name", FieldKind.TEXT, KEEP),
                        Field("neighbours.agrees", FieldKind.YES_NO, KEEP),
                    ),
                    repeats=True,
                    minimum_entries=0,
                ),
                Group(
                    "proofs",
                    (Field("proof", FieldKind.FILE, KEEP, required=False, upload=Upload()),),
                ),
            ),
        ),
    ),
    rules=(Rule("fewer_hives", "hives", ("hives",), lambda answers: answers["hives"] < 50),),
)


def assess(facts: Facts, span: Span) -> Assessment:
    """Grant up to ten hives, refuse more."""
    hives = facts.integer("hives")
    outcome = Outcome.GRANT if hives <= 10 else Outcome.REFUSAL
    step = Step("hives", "§ 1 Bienenordnung", Decimal(hives), Unit.PERSONS, inputs=("hives",))
    reason = Reason("few" if outcome is Outcome.GRANT else "many", "§ 2 Bienenordnung")
    return Assessment((Segment(span, outcome, None, (step,), (reason,)),))


def assessed_period(_facts: Facts, applied_on: date) -> Span:
    """A year from the month of the application."""
    start = first_of_month(applied_on)
    return Span(start, add_months(start, 12))


def fee(_facts: Facts, on: date) -> tuple[FeeItem, ...]:
    """Twelve euros, due at once."""
    return (FeeItem("permit", "§ 9 Bienenordnung", Money(1200), due_on=on),)


def compose(context: ActContext) -> ActContent:
    """Say what was decided and why."""
    keys = context.reason_keys or tuple(
        r.key for s in context.assessment.segments for r in s.reasons
    )
    reasons = tuple(context.texts.get(f"reasons.{key}", "de") for key in keys)
    own = (context.own_words,) if context.own_words else ()
    return ActContent(
        title="Bescheid über Bienen",
        operative=(f"Über Ihren Antrag {context.reference} ist entschieden.",),
        reasons=(Section("Gründe", reasons + own),),
        notes=(Section("Hinweise", ("Bienen brauchen Wasser.",)),),
        attachment={"hives": context.facts.get("hives")},
    )


WORKFLOW = replace(
    STANDARD_WORKFLOW,
    informal="informal",
    transitions=(Transition("complete", "informal", "received"), *STANDARD_WORKFLOW.transitions),
)

PROCEDURE = Procedure(
    key="double_works",
    law=Law.SGB_X,
    handling=Handling.OWN,
    norms=(Norm("§ 1 Bienenordnung", "Erfundene Bienenordnung"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.BASIC),
    reference=Reference("BEE"),
    retention=(Retention(KEEP, Period(years=2), "§ 5 Bienenordnung"),),
    situations=(LifeSituation.HOUSING,),
    synonyms={"de": ("imkern", "honig"), "en": ("honey",)},
    forms={"application": FORM},
    workflow=WORKFLOW,
    assess=assess,
    assessed_period=assessed_period,
    place_path="place",
    acts=(
        ActSpec("grant", ActKind.GRANT, burdening=False, compose=compose),
        ActSpec(
            "refusal", ActKind.REFUSAL, burdening=True, compose=compose, refusal_reasons=("many",)
        ),
    ),
    fee=fee,
)
