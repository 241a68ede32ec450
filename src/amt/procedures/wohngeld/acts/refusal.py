"""The refusals: of the application, for lack of cooperation, of a change.

Result, reason in plain words, numbers, norm, other ways. The caseworker chooses reasons of the law
and may add own words; without a choice the reasons of the proposal hold. A refusal without any
reason is not composed (§ 35 SGB X).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from amt.contract.acts import ActContent, ActContext, Section
from amt.contract.assessment import Outcome, Reason, Segment
from amt.contract.deeds import Entry
from amt.kernel.money import Money
from amt.kernel.periods import LAND_BREMEN
from amt.procedures.wohngeld.acts.facts import facts_section
from amt.procedures.wohngeld.acts.parts import (
    ReasonsMissing,
    attachment,
    earlier_on,
    lines_of,
    reason_line,
    review_reasons,
    section,
    title,
    wording,
    wordings,
    words,
)
from amt.procedures.wohngeld.acts.tables import calculation_sections
from amt.procedures.wohngeld.rules.fristen import REQUEST_WEEKS, USUAL_WEEKS, documents_due
from amt.procedures.wohngeld.rules.zahlen import german_date, german_euros

REFUSAL_NORMS = {
    "below_minimum": "§ 21 Nr. 1 WoGG",
    "income_too_high": "§ 19 Abs. 1, § 21 Nr. 1 WoGG",
    "all_excluded": "§ 21 Nr. 2, §§ 7, 8 WoGG",
    "not_entitled": "§ 3 WoGG",
    "no_residence": "§ 3 Abs. 5 WoGG",
    "not_centre_of_life": "§ 5 Abs. 1 WoGG",
    "training_support": "§ 20 Abs. 2 WoGG",
    "wealth": "§ 21 Nr. 3 WoGG",
}
"""Reasons that a caseworker may choose, with their norms; texts are `reasons.<key>`."""


def compose_refusal(context: ActContext) -> ActContent:
    """Return the content of a refusal.

    :raises ReasonsMissing: when there is no reason at all.
    """
    why = (*_reasons(context), *lines_of(context.own_words))
    if not why:
        raise ReasonsMissing(context.reference)
    sections = [Section(wording("refusal.why.heading"), why)]
    carrying = _carrying(context)
    numbers = tuple(dict.fromkeys(line for s in carrying if (line := _numbers(s))))
    if numbers:
        sections.append(Section(wording("refusal.numbers.heading"), numbers))
    if len(context.facts):
        sections.append(facts_section(context.facts, context.texts))
    for segment in carrying:
        sections += calculation_sections(segment, context.texts)
    return ActContent(
        title=title(context, "refusal"),
        operative=(wording("refusal.refused", applied_on=german_date(context.applied_on)),),
        reasons=tuple(sections),
        notes=(
            Section(
                wording("refusal.options.heading"),
                _later(context),
                wordings("refusal.options.points"),
            ),
        ),
        attachment=attachment(context, "refusal", reasons=list(context.reason_keys)),
    )


def compose_refusal_cooperation(context: ActContext) -> ActContent:
    """Return the refusal until cooperation is made good (§ 66 SGB I).

    It names the request with its warning and its term (paragraph 3); that there was one is what the
    workflow makes sure of.
    """
    request = context.chronicle.last("request_documents")
    asked = str(request.values.get("request_documents.items", "")) if request else ""
    told = (
        wording(
            "cooperation.why.dated",
            asked_on=german_date(request.on),
            due=german_date(_due(request)),
        )
        if request
        else wording("cooperation.why.undated")
    )
    discretion = words(context, "no_cooperation.discretion")
    return ActContent(
        title=title(context, "refusal_cooperation"),
        operative=(wording("cooperation.operative", applied_on=german_date(context.applied_on)),),
        reasons=(
            Section(
                wording("cooperation.why.heading"),
                (told, *wordings("cooperation.why.paragraphs")),
                lines_of(asked),
            ),
            Section(
                wording("cooperation.discretion.heading"),
                (
                    *wordings("cooperation.discretion.paragraphs"),
                    *discretion,
                    *lines_of(context.own_words),
                ),
            ),
        ),
        notes=(section("cooperation.after"),),
        attachment=attachment(context, "refusal_cooperation"),
    )


def compose_refuse_change(context: ActContext) -> ActContent:
    """Return the refusal of a request for more (§ 27 (1) WoGG); the grant stays as it is.

    :raises ReasonsMissing: when there is no reason at all.
    """
    reasons = tuple(reason_line(reason, context.texts) for reason in review_reasons(context))
    why = (*reasons, *_chosen(context), *lines_of(context.own_words))
    if not why:
        raise ReasonsMissing(context.reference)
    requested_on = context.facts.get("review.known_on")
    asked = german_date(date.fromisoformat(str(requested_on))) if requested_on else ""
    key = "refuse_change.operative" if asked else "refuse_change.operative_undated"
    return ActContent(
        title=title(context, "refuse_change"),
        operative=(
            wording(key, requested_on=asked),
            wording("refuse_change.stays", earlier=earlier_on(context, "stays")),
        ),
        reasons=(
            Section(wording("refuse_change.why.heading"), why),
            Section(wording("refuse_change.law.heading"), wordings("refuse_change.law.paragraphs")),
            *_calculations(context),
        ),
        notes=(section("refuse_change.after"),),
        attachment=attachment(context, "refuse_change"),
    )


def numbers_of(context: ActContext) -> tuple[str, ...]:
    """Return rent, income and amount of each part that ends without Wohngeld, in one sentence."""
    refused = (s for s in context.assessment.segments if s.outcome is Outcome.REFUSAL)
    return tuple(dict.fromkeys(line for segment in refused if (line := _numbers(segment))))


def _due(request: Entry) -> date:
    weeks = int(request.values.get(REQUEST_WEEKS, USUAL_WEEKS))
    return documents_due(request.on, weeks, LAND_BREMEN)


def _calculations(context: ActContext) -> tuple[Section, ...]:
    return tuple(
        part
        for segment in context.assessment.segments
        if any(step.key == "wohngeld" for step in segment.steps)
        for part in calculation_sections(segment, context.texts)
    )


def _chosen(context: ActContext) -> tuple[str, ...]:
    reasons = (Reason(key, REFUSAL_NORMS[key]) for key in context.reason_keys)
    return tuple(reason_line(reason, context.texts) for reason in reasons)


def _reasons(context: ActContext) -> tuple[str, ...]:
    """Return the chosen reasons in plain words with norm, else those that were proposed."""
    if context.reason_keys:
        return _chosen(context)
    refused = (s.reasons for s in context.assessment.segments if s.outcome is Outcome.REFUSAL)
    proposed = dict.fromkeys(reason for reasons in refused for reason in reasons)
    return tuple(reason_line(reason, context.texts) for reason in proposed)


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
    if not {"rent_used", "income_used", "rounded", "wohngeld"} <= steps.keys():
        return ""
    computed = steps.get("further_members", steps["rounded"]).value
    return wording(
        "refusal.numbers.paragraph",
        rent=str(Money.from_euros(steps["rent_used"].value)),
        income=str(Money.from_euros(steps["income_used"].value)),
        amount=german_euros(max(computed, Decimal(0))),
        minimum=dict(steps["wohngeld"].values).get("minimum", "10"),
    )
