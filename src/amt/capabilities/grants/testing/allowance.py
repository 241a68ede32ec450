"""An invented allowance for beekeepers, paid monthly, with rates that change at a year's turn.

Grants of the tests were decided by the old rates alone; whoever assesses them now knows both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec, Section
from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.benefits import Benefit, Demand, Plan, PlannedMonth, Ruling
from amt.contract.deeds import Chronicle, Deed, DeedBy
from amt.contract.facts import Facts
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group
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
    Workflow,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.money import Money
from amt.kernel.periods import Period, Span, add_months, first_of_month

KEY = "double_allowance"
KEEP = "case"
NORM = "turn_of_year"
NEW_FROM = date(2027, 1, 1)
Rates = Sequence[tuple[date, int, int]]
"""From when, euros a hive and month, euros at most."""
OLD_RATES: Rates = ((date(2020, 1, 1), 10, 1000),)
RATES: Rates = (*OLD_RATES, (NEW_FROM, 12, 60))
MOST_HIVES = 20
FAILING = 13


def assess(facts: Facts, span: Span) -> Assessment:
    """Grant so many euros a hive and month."""
    return assess_by(RATES, facts, span)


def assess_by(rates: Rates, facts: Facts, span: Span) -> Assessment:
    """Assess by rates; each time with a rate of its own is a segment."""
    if span.end is None:
        raise ValueError("a grant has an end")
    hives = facts.integer("hives")
    if hives == FAILING:
        raise ArithmeticError("the rules of the double fail for thirteen")
    nexts = [since for since, _rate, _most in rates[1:]] + [date.max]
    return Assessment(
        tuple(
            _segment(
                Span(max(span.start, since), min(span.end, following - timedelta(days=1))),
                hives,
                rate,
                most,
            )
            for (since, rate, most), following in zip(rates, nexts, strict=True)
            if since <= span.end and following > span.start
        )
    )


def reassess(facts: Facts, rulings: tuple[Ruling, ...]) -> Assessment:
    """Assess the time from `review.from` on until the end of the grant anew."""
    old = rulings[-1].assessment
    ends = [segment.span.end for segment in old.segments if segment.span.end]
    since = facts.day("review.from")
    return assess(facts, Span(max(since, old.segments[0].span.start), max(ends)))


def period(_facts: Facts, applied_on: date) -> Span:
    """A year from the month of the application."""
    start = first_of_month(applied_on)
    return Span(start, add_months(start, 12) - timedelta(days=1))


def plan(chronicle: Chronicle, rulings: tuple[Ruling, ...]) -> Plan:
    """Each month as the last decision about it says; nothing after the bees have gone."""
    months: dict[date, Money] = {}
    for ruling in rulings:
        for segment in ruling.assessment.segments:
            for month in _months(segment.span):
                months[month] = segment.amount or Money(0)
    gone = chronicle.last("bees_gone")
    due = [
        PlannedMonth(month, amount)
        for month, amount in sorted(months.items())
        if amount.cents and (gone is None or month <= gone.on)
    ]
    demands = (Demand("gone", Money(1_000), "§ 50 Bienengeldordnung", gone.on),) if gone else ()
    held = chronicle.last("hold")
    return Plan(tuple(due), held_since=held.on if held else None, demands=demands)


def compose(context: ActContext) -> ActContent:
    """Say what was decided and why."""
    return ActContent(
        title="Bescheid über Bienengeld",
        operative=(f"Über Ihren Antrag {context.reference} ist entschieden.",),
        reasons=(Section("Gründe", ("Das folgt aus der Zahl der Völker.",)),),
    )


def _segment(span: Span, hives: int, rate: int, most: int) -> Segment:
    euros = min(hives * rate, most) if hives <= MOST_HIVES else 0
    outcome = Outcome.GRANT if euros else Outcome.REFUSAL
    step = Step(
        "allowance",
        "§ 3 Bienengeldordnung",
        Decimal(euros),
        Unit.EURO_PER_MONTH,
        formula=f"{hives} × {rate}",
        inputs=("hives",),
    )
    reason = Reason("few" if euros else "none", "§ 2 Bienengeldordnung")
    return Segment(
        span, outcome, Money(euros * 100) if euros else None, (step,), (reason,), (f"rate@{rate}",)
    )


def _months(span: Span) -> Iterable[date]:
    month = first_of_month(span.start)
    while span.end is not None and month <= span.end:
        yield month
        month = add_months(month, 1)


def _renew(facts: Facts) -> Mapping[str, Any]:
    return dict(facts)


def _form(key: str, *fields: Field) -> Form:
    return Form(key, 1, (FormStep("hives", (Group("hives", fields),)),))


FORM = _form(
    "application",
    Field("place", FieldKind.CHOICE, KEEP, options=("040110000000", "040120000000")),
    Field("hives", FieldKind.INTEGER, KEEP, minimum=0, maximum=99),
    Field("account.iban", FieldKind.IBAN, KEEP),
    Field("account.holder", FieldKind.TEXT, KEEP),
)
REVIEW = _form("reopen", Field("review.norm", FieldKind.CHOICE, KEEP, options=(NORM, "error")))

WORKFLOW = Workflow(
    initial="received",
    final=("closed",),
    transitions=(
        *STANDARD_WORKFLOW.transitions,
        Transition("readjust", "decided", "decided"),
        Transition("hold", "decided", "decided"),
        Transition("bees_gone", "decided", "decided"),
        Transition("reopen", "decided", "in_progress"),
    ),
)

TEXTS = {
    "title": "Bienengeld",
    "official_title": "Bienengeld nach der Bienengeldordnung",
    "summary": "Wer Bienen hält, bekommt Geld.",
    "states.decided": "Über Ihren Antrag ist entschieden.",
    "fields.hives.label": "Wie viele Völker?",
    "fields.account.iban.label": "IBAN",
    "fields.account.holder.label": "Wem gehört das Konto?",
    "fields.place.label": "Wo stehen die Bienen?",
    f"fields.review.norm.options.{NORM}": "§ 9 Bienengeldordnung (neue Sätze)",
    "fields.review.norm.options.error": "§ 45 SGB X (Fehler)",
    "groups.hives.title": "Völker",
    "steps.allowance.title": "Bienengeld im Monat",
    "steps.allowance.text": "Je Volk ein fester Satz, höchstens ein Höchstbetrag.",
    "reasons.few": "Sie halten Bienen.",
    "reasons.none": "Es gibt nichts zu fördern.",
    "acts.grant.title": "Bewilligung",
    "acts.refusal.title": "Ablehnung",
    "acts.adjustment.title": "Neuer Bescheid",
    "deeds.reopen.title": "Neu aufgreifen",
    "deeds.hold.title": "Zahlung anhalten",
    "deeds.bees_gone.title": "Ende der Bienenhaltung",
    "deeds.hold.timeline": "Zahlung angehalten",
    "deeds.bees_gone.timeline": "Keine Bienen mehr",
    "deeds.reopen.timeline": "Neu aufgegriffen",
}

ALLOWANCE = Procedure(
    key=KEY,
    law=Law.SGB_X,
    handling=Handling.OWN,
    norms=(Norm("§ 1 Bienengeldordnung", "Erfundene Bienengeldordnung"),),
    texts=Texts({"de": TEXTS, "en": {**TEXTS, "title": "Bee allowance"}}),
    access=Access(apply_at=TrustLevel.BASIC),
    reference=Reference("BGE"),
    retention=(Retention(KEEP, Period(years=5), "§ 8 Bienengeldordnung"),),
    situations=(LifeSituation.HOUSING,),
    forms={"application": FORM},
    workflow=WORKFLOW,
    deeds=(
        Deed("reopen", DeedBy.OFFICE, "§ 9 Bienengeldordnung", form=REVIEW),
        Deed("hold", DeedBy.OFFICE, "§ 7 Bienengeldordnung"),
        Deed("bees_gone", DeedBy.OFFICE, "§ 6 Bienengeldordnung"),
    ),
    assess=assess,
    assessed_period=period,
    reassess=reassess,
    benefit=Benefit(
        norm="§ 4 Bienengeldordnung",
        plan=plan,
        account_path="account.iban",
        holder_path="account.holder",
        renewal_norm="§ 5 Bienengeldordnung",
        renew=_renew,
    ),
    place_path="place",
    acts=(
        ActSpec("grant", ActKind.GRANT, burdening=False, compose=compose, when=("in_progress",)),
        ActSpec("refusal", ActKind.REFUSAL, burdening=True, compose=compose),
        ActSpec(
            "adjustment",
            ActKind.CHANGE,
            burdening=False,
            compose=compose,
            decides=("grant", "partial"),
            when=("decided",),
            transition="readjust",
        ),
    ),
)


class AllowanceProvider:
    """Brings the allowance alone."""

    def procedures(self) -> Iterable[Procedure]:
        """Yield it."""
        yield ALLOWANCE
