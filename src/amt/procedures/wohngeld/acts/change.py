"""A grant decided once more: changed, ended, adjusted to new figures (§§ 27, 44 WoGG, § 45 SGB X).

Why it is decided once more comes from the proposal (reasons `review_*`) and from what the office
recorded (`review.*`); amounts and steps come from the proposal alone.
"""

from __future__ import annotations

from amt.contract.acts import ActContent, ActContext, Section
from amt.contract.assessment import Outcome
from amt.contract.facts import Facts
from amt.kernel.periods import first_of_month
from amt.procedures.wohngeld.acts.duties import duties
from amt.procedures.wohngeld.acts.facts import facts_section
from amt.procedures.wohngeld.acts.parts import (
    ReasonsMissing,
    attachment,
    earlier_on,
    fact_day,
    granted_lines,
    lines_of,
    own_section,
    payment_line,
    reason_line,
    review_reasons,
    section,
    segments_of,
    title,
    wording,
    wordings,
)
from amt.procedures.wohngeld.acts.refusal import numbers_of
from amt.procedures.wohngeld.acts.tables import calculation_sections
from amt.procedures.wohngeld.rules.aenderung import NORMS
from amt.procedures.wohngeld.rules.zahlen import german_date

_ADJUSTED = "wogg_44_1"
_FIRST_AMOUNT = "first_amount"
_WITHDRAWN = "sgbx_45"


def compose_change(context: ActContext) -> ActContent:
    """Return a changed grant: from when, how much, why, with all that a grant must tell.

    :raises NothingProposed: when the assessment has no segments.
    :raises ReasonsMissing: when nothing says why it is decided once more.
    """
    return _granted(context, "change")


def compose_adjustment(context: ActContext) -> ActContent:
    """Return a grant under new figures with the notes of § 44 (4) WoGG.

    :raises NothingProposed: when the assessment has no segments.
    :raises ReasonsMissing: when nothing says why it is decided once more.
    """
    return _granted(context, "adjustment")


def compose_end(context: ActContext) -> ActContent:
    """Return the end of a grant: from when, why, with the numbers.

    :raises NothingProposed: when the assessment has no segments.
    :raises ReasonsMissing: when nothing says why it ends.
    """
    return _ended(context, "end")


def compose_adjustment_end(context: ActContext) -> ActContent:
    """Return the end of a grant under new figures.

    :raises NothingProposed: when the assessment has no segments.
    :raises ReasonsMissing: when nothing says why it ends.
    """
    return _ended(context, "adjustment_end")


def _granted(context: ActContext, act: str) -> ActContent:
    segments = segments_of(context)
    return ActContent(
        title=title(context, act),
        operative=(
            _replaced(context),
            *granted_lines(context, "change"),
            payment_line(context),
        ),
        reasons=(
            *_why(context),
            facts_section(context.facts, context.texts),
            *(
                part
                for segment in segments
                if segment.steps
                for part in calculation_sections(segment, context.texts)
            ),
        ),
        notes=(*_adjusted(context), *_paid_before(context), *duties(context)),
        attachment=attachment(context, act, norm=_norm(context.facts)),
    )


def _ended(context: ActContext, act: str) -> ActContent:
    segments = segments_of(context)
    start = german_date(segments[0].span.start)
    numbers = numbers_of(context)
    return ActContent(
        title=title(context, act),
        operative=(wording("end.operative", start=start), _replaced(context)),
        reasons=(
            *_why(context),
            *((Section(wording("refusal.numbers.heading"), numbers),) if numbers else ()),
            facts_section(context.facts, context.texts),
            *(
                part
                for segment in segments
                if any(step.key == "wohngeld" for step in segment.steps)
                for part in calculation_sections(segment, context.texts)
            ),
        ),
        notes=(*_adjusted(context), *_paid_before(context), section("end.after")),
        attachment=attachment(context, act, norm=_norm(context.facts)),
    )


def _is_first_amount(context: ActContext) -> bool:
    """Tell whether the amount is decided for months that had none (§ 44 (1) WoGG)."""
    return any(reason.key == f"review_{_FIRST_AMOUNT}" for reason in review_reasons(context))


def _norm(facts: Facts) -> str:
    return str(facts.get("review.norm", ""))


def _replaced(context: ActContext) -> str:
    """Return what becomes of the decision that was there before."""
    start = german_date(segments_of(context)[0].span.start)
    norm = _norm(context.facts)
    key = norm if norm in ("wogg_44_1", "sgbx_45", "sgbx_44") else "other"
    key = _FIRST_AMOUNT if _is_first_amount(context) else key
    citation = NORMS.get(norm, "§ 27 WoGG")
    return wording(
        f"change.replaced.{key}", earlier=earlier_on(context, "whole"), start=start, norm=citation
    )


def _why(context: ActContext) -> tuple[Section, ...]:
    """Return what changed and by which rule it is decided once more.

    :raises ReasonsMissing: when there is neither a reason of the law nor a word of the office.
    """
    found = review_reasons(context)
    law = tuple(reason_line(reason, context.texts) for reason in found)
    told = lines_of(str(context.facts.get("review.what", "")))
    if not (law or told or context.own_words.strip()):
        raise ReasonsMissing(context.reference)
    norm = _norm(context.facts)
    known = {"known_on": german_date(fact_day(context, "review.known_on"))}
    explained = wordings(f"change.law.{norm}", **known) if norm else ()
    refused = tuple(
        reason_line(reason, context.texts)
        for segment in context.assessment.segments
        if segment.outcome is Outcome.REFUSAL
        for reason in segment.reasons
        if reason not in found
    )
    why = (*told, *law, *dict.fromkeys(refused), *explained)
    sections = [Section(wording("change.why.heading"), why)] if why else []
    sections += own_section(context)
    if norm == _WITHDRAWN:
        sections.append(_trust(context))
    return tuple(sections)


def _trust(context: ActContext) -> Section:
    """Return why nobody may rely on the unlawful grant, and the discretion (§ 45 SGB X)."""
    trust = str(context.facts.get("review.trust", "none"))
    discretion = lines_of(str(context.facts.get("review.discretion", "")))
    heading = wording("change.trust.heading")
    return Section(heading, (*wordings(f"change.trust.{trust}"), *discretion))


def _adjusted(context: ActContext) -> tuple[Section, ...]:
    """Return the notes that § 44 (4) WoGG wants."""
    return (section("change.adjusted"),) if _norm(context.facts) == _ADJUSTED else ()


def _paid_before(context: ActContext) -> tuple[Section, ...]:
    """Return what follows for months that are paid already, where less is due."""
    start = segments_of(context)[0].span.start
    values = next((dict(r.values) for r in review_reasons(context) if r.key == "review_before"), {})
    ended = context.assessment.outcome is Outcome.REFUSAL
    is_past = start <= first_of_month(context.decided_on)
    less = ended or _amount(values.get("new", "")) < _amount(values.get("old", ""))
    if not is_past:
        return ()
    if _is_first_amount(context):
        return (section("change.paid_later"),)
    return (section("change.overpaid"),) if less else (section("change.credited"),)


def _amount(text: str) -> float:
    digits = text.replace(".", "").replace(",", ".").removesuffix(" €").strip()
    return float(digits) if digits else 0.0
