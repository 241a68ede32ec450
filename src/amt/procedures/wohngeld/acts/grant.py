"""The grant of Wohngeld (§ 24 WoGG).

It must show the amounts of § 27 (3) Nos. 2 and 3 and name the duties to report of § 27 (3), (4) and
§ 28 (1), (4); it should say that the application can be repeated and that the authority may decide
anew of its own motion (§ 24 (3)). Parts of the period without enacted values are left open.
"""

from __future__ import annotations

from decimal import Decimal

from amt.contract.acts import ActContent, ActContext, Section, Table
from amt.contract.assessment import Outcome, Segment
from amt.contract.facts import Facts
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel.money import Money
from amt.procedures.wohngeld.acts.tables import (
    calculation_section,
    facts_section,
    own_paragraphs,
    spoken_span,
    wording,
    wordings,
)
from amt.procedures.wohngeld.rules.zahlen import german_date, german_euros

_LESS = Decimal("0.85")
_MORE = Decimal("1.15")
"""§ 27 (3) WoGG: more than 15 percent."""


class NothingGranted(ValueError):
    """The assessment has no segment that grants anything."""


def compose_grant(context: ActContext) -> ActContent:
    """Return the content of a grant.

    :raises NothingGranted: when no segment of the assessment grants anything.
    """
    granted = [s for s in context.assessment.segments if s.outcome is Outcome.GRANT]
    if not granted:
        raise NothingGranted(context.reference)
    return ActContent(
        title=context.texts.get("acts.grant.title", SOURCE_LANGUAGE),
        operative=(*_operative(context), _payment(context.facts)),
        reasons=_reasons(context),
        notes=(
            _amounts_to_watch(context.facts, granted[0]),
            Section(
                wording("grant.duties.heading"),
                (wording("grant.duties.intro"),),
                wordings("grant.duties.points"),
            ),
            _after(context, granted),
            Section(wording("grant.purpose.heading"), wordings("grant.purpose.paragraphs")),
            Section(wording("grant.matching.heading"), wordings("grant.matching.paragraphs")),
        ),
        attachment={
            "reference": context.reference,
            "assessment": context.assessment.to_json(),
        },
    )


def _operative(context: ActContext) -> list[str]:
    """Return what is decided, the grants first."""
    keys = {
        Outcome.GRANT: "grant.granted",
        Outcome.REFUSAL: "grant.refused_part",
        Outcome.UNDECIDED: "grant.undecided_part",
    }
    return [
        wording(
            key,
            when=spoken_span(segment.span),
            amount=german_euros((segment.amount or Money(0)).euros),
        )
        for outcome, key in keys.items()
        for segment in context.assessment.segments
        if segment.outcome is outcome
    ]


def _payment(facts: Facts) -> str:
    iban, holder = facts.get("payment.iban"), facts.get("payment.account_holder")
    if not iban or not holder:
        return wording("payment.person")
    # The end of the account number is enough to know it by; the act may be shown to others.
    return wording("payment.account", holder=str(holder), ending=str(iban)[-4:])


def _reasons(context: ActContext) -> tuple[Section, ...]:
    first = wordings("grant.why.paragraphs", applied_on=german_date(context.applied_on))
    sections = [Section(wording("grant.why.heading"), (*first, *_other_parts(context)))]
    own_words = own_paragraphs(context.own_words)
    if own_words:
        sections.append(Section(wording("grant.own_words.heading"), own_words))
    sections.append(facts_section(context.facts, context.texts))
    sections += [
        calculation_section(segment, context.texts)
        for segment in context.assessment.segments
        if segment.steps
    ]
    return tuple(sections)


def _other_parts(context: ActContext) -> list[str]:
    """Return why something else than a grant is decided for parts of the time."""
    return [
        wording(
            "grant.why.part",
            when=spoken_span(segment.span),
            reason=context.texts.get(
                f"reasons.{reason.key}", SOURCE_LANGUAGE, **dict(reason.values)
            ),
            norm=reason.norm,
        )
        for segment in context.assessment.segments
        if segment.outcome is not Outcome.GRANT
        for reason in segment.reasons
    ]


def _amounts_to_watch(facts: Facts, segment: Segment) -> Section:
    """Return the amounts that § 24 (3) with § 27 (3) Nos. 2 and 3 WoGG demands."""
    rent = facts.money("rent.cold")
    income = Money.from_euros(
        next(step.value for step in segment.steps if step.key == "income_before_deductions")
    )
    below, above = Money.from_euros(rent.euros * _LESS), Money.from_euros(income.euros * _MORE)
    rows = (
        (
            wording("grant.watch.rent"),
            "§ 27 Abs. 3 Satz 1 Nr. 2 WoGG",
            str(rent),
            wording("grant.watch.below", amount=str(below)),
        ),
        (
            wording("grant.watch.income"),
            "§ 27 Abs. 3 Satz 1 Nr. 3 WoGG",
            str(income),
            wording("grant.watch.above", amount=str(above)),
        ),
    )
    return Section(
        heading=wording("grant.watch.heading"),
        paragraphs=(wording("grant.watch.intro"),),
        table=Table(wording("grant.watch.caption"), wordings("grant.watch.header"), rows),
    )


def _after(context: ActContext, granted: list[Segment]) -> Section:
    last = context.assessment.segments[-1].span.end or granted[-1].span.end
    until = german_date(last or context.decided_on)
    paragraphs = [line.format(until=until) for line in wordings("grant.after.paragraphs")]
    if context.assessment.segments[-1].outcome is Outcome.UNDECIDED and granted[-1].span.end:
        open_from = german_date(granted[-1].span.end)
        paragraphs.insert(0, wording("grant.after.undecided", until=open_from))
    return Section(wording("grant.after.heading"), tuple(paragraphs))
