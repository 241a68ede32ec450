"""What every grant must tell beside the amount (§ 24 (3), § 28, § 44 (4) WoGG).

The amounts of § 27 (3) Nos. 2 and 3 against which a change is measured, the duties to report of
§ 27 (3), (4) and § 28 (1), (4), that the application can be repeated and that the office may decide
anew of its own motion.
"""

from __future__ import annotations

from decimal import Decimal

from amt.contract.acts import ActContext, Section, Table
from amt.contract.assessment import Outcome
from amt.kernel.money import Money
from amt.procedures.wohngeld.acts.parts import (
    is_owned,
    open_span,
    section,
    segments_of,
    spoken_span,
    wording,
    wordings,
)
from amt.procedures.wohngeld.rules.zahlen import german_date

_LESS = Decimal("0.85")
_MORE = Decimal("1.15")
"""§ 27 (3) WoGG: more than 15 percent."""

_RENT_STEPS = ("gross_cold_rent", "burden")


def duties(context: ActContext) -> tuple[Section, ...]:
    """Return all that a grant must tell, in the order in which people need it."""
    return (
        _amounts_to_watch(context),
        Section(
            wording("duties.heading"),
            (wording("duties.intro"),),
            wordings("duties.points", **_names(context)),
        ),
        _after(context),
        section("purpose", **_names(context)),
        section("matching"),
    )


def _names(context: ActContext) -> dict[str, str]:
    kind = "burden" if is_owned(context) else "rent"
    return {
        "what": wording(f"watch.what.{kind}"),
        "costs": wording(f"watch.costs.{kind}"),
    }


def _amounts_to_watch(context: ActContext) -> Section:
    """Return the amounts that § 24 (3) with § 27 (3) Nos. 2 and 3 WoGG demands."""
    granted = [s for s in segments_of(context) if s.outcome is Outcome.GRANT]
    steps = {step.key: step.value for segment in granted[:1] for step in segment.steps}
    rent = next((steps[key] for key in _RENT_STEPS if key in steps), None)
    if rent is None:
        rent = Money(int(context.facts.get("rent.cold", 0))).euros
    rent_paid = Money.from_euros(rent)
    income = Money.from_euros(steps.get("income_before_deductions", Decimal(0)))
    below = Money.from_euros(rent_paid.euros * _LESS)
    above = Money.from_euros(income.euros * _MORE)
    rows = (
        (
            wording("watch.burden" if is_owned(context) else "watch.rent"),
            "§ 27 Abs. 3 Satz 1 Nr. 2 WoGG",
            str(rent_paid),
            wording("watch.below", amount=str(below)),
        ),
        (
            wording("watch.income"),
            "§ 27 Abs. 3 Satz 1 Nr. 3 WoGG",
            str(income),
            wording("watch.above", amount=str(above)),
        ),
    )
    heading = wording("watch.heading")
    return Section(
        heading=heading,
        paragraphs=(wording("watch.intro"),),
        table=Table(heading, wordings("watch.header"), rows),
    )


def _after(context: ActContext) -> Section:
    segments = segments_of(context)
    until = german_date(segments[-1].span.end or context.decided_on)
    usual = wordings("after.paragraphs", until=until, **_names(context))
    later = wording("after.carried_forward")
    left = open_span(context)
    if left is not None:
        when = {"when": spoken_span(left), "start": german_date(left.start)}
        return Section(wording("after.heading"), (*wordings("after.open", **when), *usual))
    unknown = (one for one in segments if one.outcome is Outcome.UNDECIDED)
    gaps = (wording("after.undecided", when=spoken_span(one.span)) for one in unknown)
    return Section(wording("after.heading"), (*gaps, *usual, later))
