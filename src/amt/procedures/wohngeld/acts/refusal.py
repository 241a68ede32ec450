"""The refusal of Wohngeld: result, reason in plain words, numbers, norm, other ways.

The caseworker chooses reasons of the law and may add own words; without a choice the reasons of the
proposal hold. A refusal without any reason is not composed (§ 35 SGB X).
"""

from __future__ import annotations

from decimal import Decimal

from amt.contract.acts import ActContent, ActContext, Section
from amt.contract.assessment import Outcome, Reason, Segment
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel.money import Money
from amt.procedures.wohngeld.acts.tables import (
    calculation_sections,
    facts_section,
    own_paragraphs,
    reason_text,
    wording,
    wordings,
)
from amt.procedures.wohngeld.rules.zahlen import german_date, german_euros

REFUSAL_NORMS = {
    "below_minimum": "§ 21 Nr. 1 WoGG",
    "income_too_high": "§ 19 Abs. 1, § 21 Nr. 1 WoGG",
    "all_excluded": "§ 21 Nr. 2, §§ 7, 8 WoGG",
    "not_entitled": "§ 3 WoGG",
    "not_centre_of_life": "§ 5 Abs. 1 WoGG",
    "training_support": "§ 20 Abs. 2 WoGG",
    "wealth": "§ 21 Nr. 3 WoGG",
    "no_cooperation": "§ 66 Abs. 1 und 3 SGB I",
}
"""Reasons that a caseworker may choose, with their norms; texts are `reasons.<key>`."""


class ReasonsMissing(ValueError):
    """A refusal has neither chosen nor proposed reasons nor own words."""


def compose_refusal(context: ActContext) -> ActContent:
    """Return the content of a refusal.

    :raises ReasonsMissing: when there is no reason at all.
    """
    why = (*_reasons(context), *own_paragraphs(context.own_words))
    if not why:
        raise ReasonsMissing(context.reference)
    sections = [Section(wording("refusal.why.heading"), why)]
    carrying = _carrying(context)
    numbers = tuple(dict.fromkeys(_numbers(segment) for segment in carrying))
    if numbers:
        sections.append(Section(wording("refusal.numbers.heading"), numbers))
    if len(context.facts):
        sections.append(facts_section(context.facts, context.texts))
    for segment in carrying:
        sections += calculation_sections(segment, context.texts)
    return ActContent(
        title=context.texts.get("acts.refusal.title", SOURCE_LANGUAGE),
        operative=(wording("refusal.refused", applied_on=german_date(context.applied_on)),),
        reasons=tuple(sections),
        notes=(
            Section(
                wording("refusal.options.heading"),
                _later(context),
                wordings("refusal.options.points"),
            ),
        ),
        attachment={
            "reference": context.reference,
            "reasons": list(context.reason_keys),
            "assessment": context.assessment.to_json(),
        },
    )


def _reasons(context: ActContext) -> list[str]:
    """Return the chosen reasons in plain words with norm, else those that were proposed."""
    chosen = [Reason(key, REFUSAL_NORMS[key]) for key in context.reason_keys]
    if not chosen:
        refused = (s.reasons for s in context.assessment.segments if s.outcome is Outcome.REFUSAL)
        chosen = list(dict.fromkeys(reason for reasons in refused for reason in reasons))
    return [
        wording(
            "refusal.reason",
            reason=reason_text(reason, context.texts),
            norm=reason.norm,
        )
        for reason in chosen
    ]


def _later(context: ActContext) -> tuple[str, ...]:
    """Return what to do about a time for which no values are enacted yet."""
    return tuple(
        wording("refusal.later", start=german_date(segment.span.start))
        for segment in context.assessment.segments
        if segment.outcome is Outcome.UNDECIDED
    )


def _carrying(context: ActContext) -> list[Segment]:
    """Return the segments whose calculation carries the refusal.

    None where the caseworker refuses for other reasons than the calculation.
    """
    refused = [s for s in context.assessment.segments if s.outcome is Outcome.REFUSAL]
    proposed = {reason.key for segment in refused for reason in segment.reasons}
    if context.reason_keys and not proposed & set(context.reason_keys):
        return []
    return [s for s in refused if any(step.key == "wohngeld" for step in s.steps)]


def _numbers(segment: Segment) -> str:
    steps = {step.key: step for step in segment.steps}
    computed = steps.get("further_members", steps["rounded"]).value
    return wording(
        "refusal.numbers.paragraph",
        rent=str(Money.from_euros(steps["rent_used"].value)),
        income=str(Money.from_euros(steps["income_used"].value)),
        amount=german_euros(max(computed, Decimal(0))),
        minimum=dict(steps["wohngeld"].values)["minimum"],
    )
