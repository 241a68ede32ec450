"""What is proposed for the facts of a case: months of life with amount, steps and reasons.

The proposal is about Basiselterngeld for months without income from work. What it does not reckon
with is named in `NOT_APPLIED`, on each proposal, and in the README.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.facts import Facts
from amt.contract.parameters import NotEnacted
from amt.kernel.money import Money
from amt.kernel.periods import Span, add_months
from amt.procedures.elterngeld.rules.hoehe import Hoehe, hoehe
from amt.procedures.elterngeld.rules.lebensmonat import month_of, span_of, start_of
from amt.procedures.elterngeld.rules.verteilung import (
    FIRST,
    PARENTS,
    SECOND,
    Anspruch,
    Verteilung,
    Wunsch,
    verteile,
)
from amt.procedures.elterngeld.rules.werte import HOEHE, Werte, werte_at
from amt.procedures.elterngeld.rules.zahlen import (
    german,
    german_date,
    german_euros,
    spoken_months,
)

LAST_MONTH = 14
"""§ 4 (1) sentence 3 BEEG; for the time shown where no figures are stored."""

NORMS = {
    Anspruch.GRANTED: "§ 1 Abs. 1, §§ 2, 4 BEEG",
    Anspruch.TOO_LATE: "§ 7 Abs. 1 Satz 2 BEEG",
    Anspruch.AFTER_LAST: "§ 4 Abs. 1 Satz 3 BEEG",
    Anspruch.MONTHS_OF_ONE: "§ 4 Abs. 4 Satz 1 BEEG",
    Anspruch.TOO_FEW: "§ 4 Abs. 4 Satz 2 BEEG",
    Anspruch.SHARED_TOTAL: "§ 4 Abs. 3, § 5 Abs. 2 BEEG",
    Anspruch.PARALLEL: "§ 4 Abs. 6 BEEG",
    Anspruch.MATERNITY: "§ 3 Abs. 1, § 4 Abs. 4 Satz 3 BEEG",
}

NOT_APPLIED = Reason("not_applied", "§ 1 Abs. 2 bis 7, §§ 2a, 2 Abs. 3, §§ 3, 4a bis 4d BEEG")
INCOME_BY_HAND = Reason("income_by_hand", "§§ 2b bis 2f BEEG")
BIRTH_NOT_PROVEN = Reason("birth_not_proven", "§ 60 Abs. 1 Satz 1 Nr. 3 SGB I, § 25 BEEG")
LATEST_CUT = Reason("latest_cut", "§ 5 Abs. 2 BEEG")


@dataclass(frozen=True, slots=True)
class Anteil:
    """What one parent gets in a month, or why not."""

    parent: str
    anspruch: Anspruch


def bezugszeitraum(facts: Facts, applied_on: date) -> Span:
    """Return the months of life that can still be paid, up to the fourteenth.

    Elterngeld reaches back three months of life before the one of the application (§ 7 (1)).
    """
    born_on = _birth(facts)
    if born_on is None:
        return Span(applied_on, add_months(applied_on, LAST_MONTH))
    try:
        back = werte_at(born_on).months_back
    except NotEnacted:
        back = LAST_MONTH
    earliest = min(LAST_MONTH, max(1, month_of(born_on, applied_on) - back))
    too_late = month_of(born_on, applied_on) - back > LAST_MONTH
    return Span(
        start_of(born_on, LAST_MONTH + 1) if too_late else start_of(born_on, earliest),
        start_of(born_on, LAST_MONTH + 2) if too_late else span_of(born_on, 1, LAST_MONTH).end,
    )


def propose(facts: Facts, span: Span) -> Assessment:
    """Assess the facts; months before the span are too long ago. Nothing missing is guessed."""
    born_on = _birth(facts)
    wishes = _wishes(facts)
    missing = [path for path in ("child.birth_date",) if born_on is None]
    if not any(wish.months for wish in wishes.values()):
        missing.append("months.first")
    if born_on is None or missing:
        return Assessment(segments=(), missing=tuple(missing))
    remarks = _remarks(facts)
    months = sorted(set().union(*(wish.months for wish in wishes.values())))
    try:
        werte = werte_at(born_on)
    except NotEnacted:
        reason = Reason(
            "not_stored",
            "§ 28 BEEG",
            (
                ("start", german_date(HOEHE.versions[0].valid_from)),
                ("until", german_date(HOEHE.enacted_until)),
            ),
        )
        return Assessment(_whole(born_on, months, Outcome.UNDECIDED, reason), remarks=remarks)
    if facts.get("income.above_limit"):
        values = (("limit", german_euros(werte.income_limit)),)
        reason = Reason("above_limit", "§ 1 Abs. 8 BEEG", values)
        return Assessment(_whole(born_on, months, Outcome.REFUSAL, reason), remarks=remarks)
    if facts.get("months.works"):
        reason = Reason("works", "§ 2 Abs. 3, § 8 Abs. 3 Nr. 3 BEEG")
        return Assessment(_whole(born_on, months, Outcome.UNDECIDED, reason), remarks=remarks)
    unknown = tuple(_income_path(p) for p in wishes if wishes[p].months and not _known(facts, p))
    if unknown:
        reason = Reason("income_missing", "§ 2 Abs. 1 Satz 3 BEEG")
        return Assessment(
            _whole(born_on, months, Outcome.UNDECIDED, reason), missing=unknown, remarks=remarks
        )
    shares = verteile(wishes, month_of(born_on, span.start), werte)
    amounts = {p: _amount(facts, p, werte) for p in wishes if wishes[p].months}
    cut = any(a is Anspruch.SHARED_TOTAL for found in shares.values() for a in found.values())
    return Assessment(
        segments=tuple(_segments(born_on, months, shares, amounts, werte)),
        remarks=(*remarks, LATEST_CUT) if cut else remarks,
    )


def _birth(facts: Facts) -> date | None:
    return facts.day("child.birth_date") if "child.birth_date" in facts else None


def _income_path(parent: str) -> str:
    return f"income.{parent}.relevant"


def _known(facts: Facts, parent: str) -> bool:
    return _income_path(parent) in facts


def _wishes(facts: Facts) -> dict[str, Wunsch]:
    """Return what each parent asks for; the other one only where custody is joint."""
    parents = PARENTS if facts.get("custody") == "joint" else (FIRST,)
    return {
        parent: Wunsch(
            months=frozenset(int(month) for month in facts.get(f"months.{parent}") or ()),
            had_income=bool(facts.get(_income_path(parent))),
            has_maternity=facts.get("months.maternity") == parent,
        )
        for parent in parents
    }


def _amount(facts: Facts, parent: str, werte: Werte) -> Hoehe:
    return hoehe(facts.money(_income_path(parent)).euros, werte)


def _remarks(facts: Facts) -> tuple[Reason, ...]:
    proven = "registration.number" in facts or bool(facts.get("proofs.birth_certificate"))
    return (NOT_APPLIED, INCOME_BY_HAND, *(() if proven else (BIRTH_NOT_PROVEN,)))


def _runs(months: list[int], key: Mapping[int, object]) -> Iterator[tuple[int, int]]:
    """Cut months into runs that follow each other and have the same key."""
    first = previous = months[0]
    for month in months[1:]:
        if month != previous + 1 or key[month] != key[first]:
            yield first, previous
            first = month
        previous = month
    yield first, previous


def _whole(
    born_on: date, months: list[int], outcome: Outcome, reason: Reason
) -> tuple[Segment, ...]:
    """Return segments that all have the same result for the same reason."""
    amount = Money(0) if outcome is Outcome.REFUSAL else None
    return tuple(
        Segment(span_of(born_on, first, last), outcome, amount, (), (reason,))
        for first, last in _runs(months, dict.fromkeys(months))
    )


def _segments(
    born_on: date,
    months: list[int],
    shares: Verteilung,
    amounts: Mapping[str, Hoehe],
    werte: Werte,
) -> Iterator[Segment]:
    by_month = {
        month: tuple(
            Anteil(parent, found[month]) for parent, found in shares.items() if month in found
        )
        for month in months
    }
    for first, last in _runs(months, by_month):
        parts = by_month[first]
        granted = [part.parent for part in parts if part.anspruch is Anspruch.GRANTED]
        is_open = any(part.anspruch.is_open for part in parts)
        total = sum((amounts[parent].amount for parent in granted), Money(0))
        yield Segment(
            span=span_of(born_on, first, last),
            outcome=_outcome(len(granted), len(parts), is_open=is_open),
            amount=total if granted or not is_open else None,
            steps=tuple(_steps(granted, amounts, werte)),
            reasons=tuple(_reason(part, first, last) for part in parts),
            parameter_versions=(werte.version,),
        )


def _outcome(granted: int, asked: int, *, is_open: bool) -> Outcome:
    if granted == asked:
        return Outcome.GRANT
    if granted:
        return Outcome.PARTIAL
    return Outcome.UNDECIDED if is_open else Outcome.REFUSAL


def _reason(part: Anteil, first: int, last: int) -> Reason:
    number = str(PARENTS.index(part.parent) + 1)
    values = (("person", number), ("months", spoken_months(first, last)))
    return Reason(part.anspruch.value, NORMS[part.anspruch], values)


def _steps(parents: list[str], amounts: Mapping[str, Hoehe], werte: Werte) -> Iterator[Step]:
    month = Unit.EURO_PER_MONTH
    for parent in parents:
        found = amounts[parent]
        income, rate = german_euros(found.income), german(found.rate)
        path = (_income_path(parent),)
        yield Step(
            f"income_{parent}",
            "§ 2 Abs. 1 Satz 3, §§ 2c bis 2f BEEG",
            found.income,
            month,
            inputs=path,
        )
        yield Step(
            f"rate_{parent}",
            "§ 2 Abs. 1 Satz 1, Abs. 2 BEEG",
            found.rate,
            Unit.PERCENT,
            _rate_formula(found, werte),
            path,
            (("rate", rate), ("income", income)),
        )
        yield Step(
            f"amount_{parent}",
            "§ 2 Abs. 1 Satz 2, Abs. 4 BEEG",
            found.amount.euros,
            month,
            f"{income} × {rate} % = {german_euros(found.product)}",
            path,
            (
                ("minimum", german_euros(werte.minimum)),
                ("maximum", german_euros(werte.maximum)),
            ),
        )
    if parents == [FIRST, SECOND]:
        both = [amounts[parent].amount for parent in parents]
        yield Step(
            "both",
            "§ 4 Abs. 6 Satz 1 BEEG",
            sum(both, Money(0)).euros,
            month,
            " + ".join(german_euros(amount.euros) for amount in both),
        )


def _rate_formula(found: Hoehe, werte: Werte) -> str:
    """Show how the rate left 67 percent, with German numbers and no words."""
    rate, points = german(werte.rate), german(werte.step_points)
    if not found.steps:
        return ""
    if found.income < werte.rises_below:
        formula = f"{rate} + {points} × {found.steps}"
        is_capped = found.rate == werte.highest_rate
        return f"min({german(werte.highest_rate)}; {formula})" if is_capped else formula
    formula = f"{rate} − {points} × {found.steps}"
    is_capped = found.rate == werte.lowest_rate
    return f"max({german(werte.lowest_rate)}; {formula})" if is_capped else formula
