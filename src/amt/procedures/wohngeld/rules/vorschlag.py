"""What is proposed for a household: segments of time, each under the law of its time.

Where figures change inside the period, each part is decided under its own (§ 41, § 44 (5) WoGG); a
part for which nothing is enacted stays open and is decided ex officio later (§ 44 (1)). Where the
persons change inside it, the period is divided (§ 25 (1) sentence 2), and each part is a period of
its own for the income (§ 15 (4)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from amt.contract.assessment import Assessment, Outcome, Reason, Segment
from amt.contract.facts import Facts
from amt.contract.parameters import NotEnacted
from amt.kernel.money import Money
from amt.kernel.periods import Span, first_of_month
from amt.procedures.wohngeld.rules.angaben import haushalt_from_facts, missing
from amt.procedures.wohngeld.rules.angaben_wohnung import known_of
from amt.procedures.wohngeld.rules.berechnung import Berechnung, berechne, mietenstufe
from amt.procedures.wohngeld.rules.empfindlichkeit import sensitivity
from amt.procedures.wohngeld.rules.haushalt import Haushalt
from amt.procedures.wohngeld.rules.hindernisse import hindernisse
from amt.procedures.wohngeld.rules.hinweise import NOT_ENACTED, remarks
from amt.procedures.wohngeld.rules.mitglieder import Personen, personen, wechsel
from amt.procedures.wohngeld.rules.schritte import explain, household_steps
from amt.procedures.wohngeld.rules.werte import Werte, enacted_until, regelbedarf_version
from amt.procedures.wohngeld.rules.zahlen import german_date, german_euros
from amt.procedures.wohngeld.rules.zeitraum import (
    bewilligungszeitraum_of,
    nach_werten,
    usual_end,
)

__all__ = [
    "bewilligungszeitraum",
    "bewilligungszeitraum_of",
    "propose",
    "propose_household",
]


def bewilligungszeitraum(facts: Facts, applied_on: date) -> Span:
    """Return the period to decide for a case (§ 25 WoGG).

    Facts that tell no household yet, such as those of a call, get the usual months.
    """
    known = known_of(facts)
    if missing(known):
        start = first_of_month(applied_on)
        return Span(start, usual_end(start))
    return bewilligungszeitraum_of(haushalt_from_facts(known, Span(applied_on)))


def propose(facts: Facts, span: Span) -> Assessment:
    """Assess the facts of a case for a span; an open span is taken as twelve months.

    Missing facts are named, nothing is guessed.
    """
    known = known_of(facts)
    not_known = missing(known)
    if not_known:
        return Assessment(segments=(), missing=not_known)
    return propose_household(haushalt_from_facts(known, span), span)


def propose_household(haushalt: Haushalt, span: Span) -> Assessment:
    """Assess a household for a span of whole months, an open one for twelve."""
    end = span.end or usual_end(span.start)
    first: tuple[Personen, Berechnung | None] | None = None
    segments = []
    for part, who in _nach_personen(haushalt, Span(span.start, end)):
        for piece, werte in nach_werten(part):
            segment, calculation = _segment(haushalt, part, piece, werte, who)
            segments.append(segment)
            if first is None or (first[1] is None and calculation is not None):
                first = (who, calculation)
    who, calculation = first or (personen(haushalt, span.start), None)
    found = Assessment(tuple(segments))
    return Assessment(found.segments, remarks=remarks(haushalt, found, who, calculation))


def _nach_personen(haushalt: Haushalt, span: Span) -> Iterator[tuple[Span, Personen]]:
    """Cut a span where other persons count."""
    end = span.end or span.start
    start, who = span.start, personen(haushalt, first_of_month(span.start))
    for month in wechsel(haushalt, span):
        following = personen(haushalt, month)
        if following != who:
            yield Span(start, month - timedelta(days=1)), who
            start, who = month, following
    yield Span(start, end), who


def _segment(
    haushalt: Haushalt, part: Span, piece: Span, werte: Werte | None, who: Personen
) -> tuple[Segment, Berechnung | None]:
    if werte is None:
        return _not_enacted(piece), None
    against = hindernisse(haushalt, who)
    if against:
        return _refused(piece, werte, who, against), None
    if mietenstufe(haushalt, werte) is None:
        return _unknown_place(piece, werte), None
    try:
        calculation = berechne(haushalt, werte, part, who)
    except NotEnacted:
        return _not_enacted(piece), None
    return _decided(piece, calculation), calculation


def _refused(span: Span, werte: Werte, who: Personen, against: tuple[Reason, ...]) -> Segment:
    return Segment(
        span=span,
        outcome=Outcome.REFUSAL,
        amount=Money(0),
        steps=tuple(household_steps(who)),
        reasons=against,
        enacted_until=werte.valid_until,
    )


def _not_enacted(span: Span) -> Segment:
    start, until = german_date(span.start), german_date(enacted_until())
    if span.start > enacted_until():
        values = (("start", start), ("until", until))
        reason = Reason(NOT_ENACTED, "§ 43 Abs. 1, § 44 Abs. 5 WoGG", values)
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
        parameter_versions=_versions(calculation),
        enacted_until=calculation.werte.valid_until,
        changes=sensitivity(calculation),
    )


def _versions(calculation: Berechnung) -> tuple[str, ...]:
    """Return the figures that were used, the standard need only where it was (§ 17a)."""
    versions = calculation.werte.versions
    if any(one.key == "allowance_basic_pension" for one in calculation.einkommen.deductions):
        return tuple(sorted((*versions, regelbedarf_version(calculation.zeit.start))))
    return versions
