"""What is proposed for the facts of a case: segments of time, each under the law of its time.

Where figures change inside the period, each part is decided under its own (§ 44 (5) WoGG); a part
for which nothing is enacted stays undecided.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from amt.contract.assessment import Assessment, Outcome, Reason, Segment
from amt.contract.facts import Facts
from amt.contract.parameters import NotEnacted
from amt.kernel.money import Money
from amt.kernel.periods import Span, add_months, first_of_month
from amt.procedures.wohngeld.rules.angaben import angaben
from amt.procedures.wohngeld.rules.berechnung import Berechnung, berechne
from amt.procedures.wohngeld.rules.erklaerung import explain, household_step
from amt.procedures.wohngeld.rules.kurz import Haushalt
from amt.procedures.wohngeld.rules.werte import Werte, enacted_until, first_enacted_after, werte_at
from amt.procedures.wohngeld.rules.zahlen import german, german_date, german_euros

USUAL_MONTHS = 12
"""§ 25 (1) WoGG."""

PERIOD_SHORTENED = "period_shortened"
NOT_ASKED = Reason("not_asked", "§§ 3, 5, 9, 11 Abs. 2, §§ 14, 17, 17a, 18, 20, 21 Nr. 3 WoGG")


def bewilligungszeitraum(facts: Facts, applied_on: date) -> Span:
    """Return twelve months from the first of the month of application (§ 25 (1), (2) WoGG).

    Where the enacted figures end inside these months the period ends with them, as § 25 (1)
    sentence 2 allows: an application can then be decided as a whole and nothing is left open.
    """
    start = first_of_month(applied_on)
    usual, enacted = _usual_end(start), enacted_until()
    return Span(start, enacted if start <= enacted < usual else usual)


def _usual_end(start: date) -> date:
    return add_months(start, USUAL_MONTHS) - timedelta(days=1)


def propose(facts: Facts, span: Span) -> Assessment:
    """Assess the facts for a span; an open span is taken as twelve months.

    Ages are those on the first day of the span. Missing facts are named, nothing is guessed.
    """
    known = angaben(facts)
    missing = known.missing()
    if missing:
        return Assessment(segments=(), missing=missing)
    household = known.haushalt(span.start)
    calculations: list[Berechnung] = []
    segments = []
    for part, werte in _parts(span):
        if werte is None:
            segments.append(_not_enacted(part))
        elif household.is_excluded:
            segments.append(_excluded(household, part, werte))
        elif household.place not in werte.mietenstufen:
            segments.append(_unknown_place(part, werte))
        else:
            calculations.append(berechne(household, werte))
            segments.append(_decided(part, calculations[-1]))
    return Assessment(segments=tuple(segments), remarks=_remarks(household, span, calculations))


def _parts(span: Span) -> Iterator[tuple[Span, Werte | None]]:
    """Cut a span where figures change; None stands for a part without enacted figures."""
    end = span.end or _usual_end(span.start)
    day = span.start
    while day <= end:
        try:
            werte: Werte | None = werte_at(day)
        except NotEnacted:
            werte = None
        if werte is not None:
            last = min(end, werte.valid_until)
        else:
            following = first_enacted_after(day)
            last = min(end, following - timedelta(days=1)) if following else end
        yield Span(day, last), werte
        day = last + timedelta(days=1)


def _excluded(household: Haushalt, span: Span, werte: Werte) -> Segment:
    return Segment(
        span=span,
        outcome=Outcome.REFUSAL,
        amount=Money(0),
        steps=(household_step(household),),
        reasons=(Reason("all_excluded", "§ 21 Nr. 2, §§ 7, 8 WoGG"),),
        enacted_until=werte.valid_until,
    )


def _not_enacted(span: Span) -> Segment:
    start, until = german_date(span.start), german_date(enacted_until())
    if span.start > enacted_until():
        values = (("start", start), ("until", until))
        reason = Reason("not_enacted", "§ 43 Abs. 1, § 44 Abs. 5 WoGG", values)
    else:
        reason = Reason("not_stored", "§ 41 Abs. 1 WoGG", (("start", start),))
    return Segment(span=span, outcome=Outcome.UNDECIDED, amount=None, steps=(), reasons=(reason,))


def _unknown_place(span: Span, werte: Werte) -> Segment:
    return Segment(
        span=span,
        outcome=Outcome.UNDECIDED,
        amount=None,
        steps=(),
        reasons=(Reason("place_unknown", "§ 12 Abs. 2 WoGG, Anlage zu § 1 Abs. 3 WoGV"),),
        parameter_versions=werte.versions,
        enacted_until=werte.valid_until,
    )


def _decided(span: Span, calculation: Berechnung) -> Segment:
    amount = calculation.hoehe
    if amount.is_claim:
        reason = Reason("granted", "§§ 1, 4, 19 WoGG", (("amount", german_euros(amount.amount)),))
    elif amount.computed > 0:
        reason = Reason("below_minimum", "§ 21 Nr. 1 WoGG")
    else:
        reason = Reason("income_too_high", "§ 19 Abs. 1, § 21 Nr. 1 WoGG")
    return Segment(
        span=span,
        outcome=Outcome.GRANT if amount.is_claim else Outcome.REFUSAL,
        amount=Money(amount.amount * 100),
        steps=explain(calculation),
        reasons=(reason,),
        parameter_versions=calculation.werte.versions,
        enacted_until=calculation.werte.valid_until,
    )


def _remarks(household: Haushalt, span: Span, calculations: list[Berechnung]) -> tuple[Reason, ...]:
    remarks = [NOT_ASKED]
    if span.end == enacted_until() < _usual_end(span.start):
        values = (("until", german_date(span.end)),)
        remarks.append(Reason(PERIOD_SHORTENED, "§ 25 Abs. 1 Satz 2, § 43 WoGG", values))
    if household.excluded:
        remarks.append(
            Reason(
                "some_excluded",
                "§ 7, § 11 Abs. 3 WoGG",
                (("excluded", str(household.excluded)), ("persons", str(household.persons))),
            )
        )
    for calculation in calculations[:1]:
        rent, amount = calculation.miete, calculation.hoehe
        if rent.gross_cold_rent > rent.limit:
            remarks.append(
                Reason("rent_above_limit", "§ 11 Abs. 1 WoGG", (("limit", german(rent.limit)),))
            )
        if amount.income < amount.coefficients.minimum_income:
            remarks.append(
                Reason(
                    "income_below_minimum",
                    "§ 15 Abs. 1, Anlage 3 Nr. 1 WoGG",
                    (("minimum", german(amount.coefficients.minimum_income)),),
                )
            )
    return tuple(remarks)
