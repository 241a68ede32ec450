"""The grant of Wohngeld (§ 24 WoGG).

It must show the amounts of § 27 (3) Nos. 2 and 3 and name the duties to report of § 27 (3), (4) and
§ 28 (1), (4); it should say that the application can be repeated and that the authority may decide
anew of its own motion (§ 24 (3)). Parts of the period without enacted values are left open.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from amt.contract.acts import ActContent, ActContext, Section, Table
from amt.contract.assessment import Outcome
from amt.contract.facts import Facts
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel.money import Money
from amt.procedures.wohngeld.acts.tables import (
    calculation_sections,
    facts_section,
    own_paragraphs,
    reason_text,
    spoken_span,
    wording,
    wordings,
)
from amt.procedures.wohngeld.rules.vorschlag import PERIOD_SHORTENED
from amt.procedures.wohngeld.rules.zahlen import german_date, german_euros

_LESS = Decimal("0.85")
_MORE = Decimal("1.15")
"""§ 27 (3) WoGG: more than 15 percent."""


class NothingProposed(ValueError):
    """There is no proposal that could be declared."""


def compose_grant(context: ActContext) -> ActContent:
    """Return the content of a grant: what the proposal says, segment by segment, and no more.

    Whether anything is granted at all is checked where the decision is made; here a refused segment
    reads as one.

    :raises NothingProposed: when the assessment has no segments.
    """
    if not context.assessment.segments:
        raise NothingProposed(context.reference)
    return ActContent(
        title=context.texts.get("acts.grant.title", SOURCE_LANGUAGE),
        operative=(*_operative(context), _payment(context.facts)),
        reasons=_reasons(context),
        notes=(
            _amounts_to_watch(context),
            Section(
                wording("grant.duties.heading"),
                (wording("grant.duties.intro"),),
                wordings("grant.duties.points"),
            ),
            _after(context),
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
    shortened = [
        wording("grant.why.shortened", **dict(remark.values))
        for remark in context.assessment.remarks
        if remark.key == PERIOD_SHORTENED
    ]
    why = (*first, *shortened, *_other_parts(context))
    sections = [Section(wording("grant.why.heading"), why)]
    own_words = own_paragraphs(context.own_words)
    if own_words:
        sections.append(Section(wording("grant.own_words.heading"), own_words))
    sections.append(facts_section(context.facts, context.texts))
    for segment in context.assessment.segments:
        sections += calculation_sections(segment, context.texts) if segment.steps else []
    return tuple(sections)


def _other_parts(context: ActContext) -> list[str]:
    """Return why something else than a grant is decided for parts of the time."""
    return [
        wording(
            "grant.why.part",
            when=spoken_span(segment.span),
            reason=reason_text(reason, context.texts),
            norm=reason.norm,
        )
        for segment in context.assessment.segments
        if segment.outcome is not Outcome.GRANT
        for reason in segment.reasons
    ]


def _amounts_to_watch(context: ActContext) -> Section:
    """Return the amounts that § 24 (3) with § 27 (3) Nos. 2 and 3 WoGG demands."""
    steps = (step for segment in context.assessment.segments for step in segment.steps)
    rent = context.facts.money("rent.cold")
    income = Money.from_euros(
        next((step.value for step in steps if step.key == "income_before_deductions"), 0)
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
    heading = wording("grant.watch.heading")
    return Section(
        heading=heading,
        paragraphs=(wording("grant.watch.intro"),),
        table=Table(heading, wordings("grant.watch.header"), rows),
    )


def _after(context: ActContext) -> Section:
    segments = context.assessment.segments
    until = german_date(segments[-1].span.end or context.decided_on)
    paragraphs = [line.format(until=until) for line in wordings("grant.after.paragraphs")]
    if segments[-1].outcome is Outcome.UNDECIDED:
        last = german_date(segments[-1].span.start - timedelta(days=1))
        paragraphs.insert(0, wording("grant.after.undecided", until=last))
    return Section(wording("grant.after.heading"), tuple(paragraphs))
