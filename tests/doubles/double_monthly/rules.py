"""How much there is for lamps, for which months, and what is paid of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.benefits import Demand, Plan, PlannedMonth, Ruling
from amt.contract.deeds import Chronicle
from amt.contract.facts import Facts
from amt.kernel.money import Money
from amt.kernel.periods import Span, add_months, first_of_month
from tests.doubles.double_monthly.figures import parts_of

MONTHS = 12
LIMIT = Money(300_000)
PROVISIONAL = "provisional"
KEPT_IN_MIND = ("place", "lamps", "income", "people", "account", "proof")


def assessed_period(facts: Facts, applied_on: date) -> Span:
    """Twelve months from the month of the application, or after an earlier grant."""
    earlier = facts.get("grant.previous_until")
    start = first_of_month(applied_on)
    if earlier:
        start = max(start, date.fromisoformat(earlier) + timedelta(days=1))
    return Span(start, add_months(start, MONTHS) - timedelta(days=1))


def assess(facts: Facts, span: Span) -> Assessment:
    """Grant the rate for each lamp, nothing from an income on."""
    lamps, income = facts.integer("lamps"), facts.money("income")
    refused = "too_much_income" if income >= LIMIT else "no_lamps" if not lamps else ""
    if refused:
        reason = Reason(refused, "§ 2 Laternengesetz")
        return Assessment((Segment(span, Outcome.REFUSAL, None, (), (reason,)),))
    return Assessment(
        tuple(
            Segment(
                part,
                Outcome.GRANT,
                Money(lamps * rate.cents),
                (
                    Step(
                        "lamps", "§ 1 Laternengesetz", Decimal(lamps), Unit.FACTOR, "", ("lamps",)
                    ),
                    Step(
                        "amount",
                        "§ 1 Laternengesetz",
                        lamps * rate.euros,
                        Unit.EURO_PER_MONTH,
                        f"{lamps} × {rate.euros}",
                    ),
                ),
                (Reason("lit", "§ 1 Laternengesetz"),),
                (version,),
            )
            for part, rate, version in parts_of(span)
        )
    )


def reassess(facts: Facts, rulings: tuple[Ruling, ...]) -> Assessment:
    """Propose anew what is left of the grant, from the day that the review names."""
    granted = [s.span for r in rulings for s in r.assessment.segments if s.span.end is not None]
    start, end = min(s.start for s in granted), max(s.end for s in granted if s.end)
    said = facts.get("review.from")
    since = max(start, first_of_month(date.fromisoformat(said))) if said else start
    return assess(facts, Span(min(since, end), end))


def plan(chronicle: Chronicle, rulings: tuple[Ruling, ...]) -> Plan:
    """Pay what was decided last for each month; demand back what a deed demands."""
    due: dict[date, PlannedMonth] = {}
    for ruling in rulings:
        for segment in ruling.assessment.segments:
            for month in _months(segment.span):
                due.pop(month, None)
                if ruling.kind != Outcome.REFUSAL.value and segment.amount is not None:
                    due[month] = PlannedMonth(month, segment.amount, ruling.act == PROVISIONAL)
    held, freed = chronicle.last("hold"), chronicle.last("go_on")
    is_held = held is not None and (freed is None or freed.on < held.on)
    return Plan(
        months=tuple(due[month] for month in sorted(due)),
        held_since=held.on if held is not None and is_held else None,
        demands=tuple(
            Demand(
                f"claim-{number}",
                Money(int(one.values["claim.amount"])),
                "§ 5 Laternengesetz",
                date.fromisoformat(one.values["claim.due_on"]),
            )
            for number, one in enumerate(chronicle.all("claim_back"), start=1)
        ),
    )


def renew(facts: Facts) -> Mapping[str, Any]:
    """Ask again only for the declaration."""
    return {path: value for path, value in facts.items() if path.split(".", 1)[0] in KEPT_IN_MIND}


def against(facts: Facts, assessment: Assessment) -> tuple[str, ...]:
    """Say what keeps the machine from deciding."""
    found = []
    if facts.integer("lamps") > 5:
        found.append("many_lamps")
    if facts.count("people"):
        found.append("others")
    if assessment.remarks:
        found.append("remarks")
    return tuple(found)


def _months(span: Span) -> list[date]:
    found, month = [], first_of_month(span.start)
    while span.end is not None and month <= span.end:
        found.append(month)
        month = add_months(month, 1)
    return found
