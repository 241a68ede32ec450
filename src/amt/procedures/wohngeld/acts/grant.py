"""Grant, grant for a part of the time, provisional grant (§§ 24, 25, 26a WoGG).

Parts of the period without enacted values are granted and their amount is left open (decision
0022). A decision after a provisional one says that it is final and that what was paid is credited
(§ 26a (3), (4)).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from amt.contract.acts import ActContent, ActContext, Section
from amt.contract.assessment import Outcome
from amt.contract.deeds import DECIDED
from amt.kernel.periods import Span
from amt.procedures.wohngeld.acts.duties import duties
from amt.procedures.wohngeld.acts.facts import facts_section
from amt.procedures.wohngeld.acts.parts import (
    ReasonsMissing,
    attachment,
    granted_lines,
    is_owned,
    open_span,
    own_section,
    payment_line,
    reason_text,
    section,
    segments_of,
    spoken_span,
    title,
    wording,
    wordings,
    words,
)
from amt.procedures.wohngeld.acts.tables import calculation_sections
from amt.procedures.wohngeld.rules import dauer
from amt.procedures.wohngeld.rules.hinweise import NOT_ENACTED
from amt.procedures.wohngeld.rules.zahlen import german_date


def compose_grant(context: ActContext) -> ActContent:
    """Return the content of a grant: what the proposal says, segment by segment, and no more.

    Whether anything is granted at all is checked where the decision is made; here a refused segment
    reads as one.

    :raises NothingProposed: when the assessment has no segments.
    """
    return _content(context, "grant")


def compose_partial(context: ActContext) -> ActContent:
    """Return a grant for a part of the time; the rest is refused or left open, with its reason.

    :raises NothingProposed: when the assessment has no segments.
    """
    return _content(context, "partial")


def compose_grant_with_condition(context: ActContext) -> ActContent:
    """Return a grant with the Auflage to hand in tax assessments (§ 24 (4) WoGG).

    :raises NothingProposed: when the assessment has no segments.
    """
    content = _content(context, "grant_with_condition")
    *first, payment = content.operative
    return replace(
        content,
        operative=(*first, wording("tax_assessments.operative"), payment),
        reasons=(*content.reasons, section("tax_assessments")),
    )


def compose_provisional(context: ActContext) -> ActContent:
    """Return the grant of a provisional payment with the note of § 26a (2) sentence 2 WoGG.

    :raises NothingProposed: when the assessment has no segments.
    :raises ReasonsMissing: when nothing says why the decision takes longer.
    """
    segments_of(context)
    why = (*words(context, "provisional.why"), *wordings("provisional.law"))
    if not words(context, "provisional.why"):
        raise ReasonsMissing(context.reference)
    return ActContent(
        title=title(context, "provisional"),
        operative=(
            *granted_lines(context, "provisional"),
            wording("provisional.reservation"),
            payment_line(context),
        ),
        reasons=(
            Section(wording("provisional.why.heading"), why),
            *_why(context),
            *own_section(context),
            facts_section(context.facts, context.texts),
            *_calculation(context),
        ),
        notes=(section("provisional.note"), *duties(context)),
        attachment=attachment(context, "provisional"),
    )


def _content(context: ActContext, act: str) -> ActContent:
    segments_of(context)
    final = _after_provisional(context)
    return ActContent(
        title=title(context, act),
        operative=(
            *granted_lines(context),
            *((wording("final.operative", on=final),) if final else ()),
            payment_line(context),
        ),
        reasons=(
            *_why(context),
            *((section("final.why"),) if final else ()),
            *own_section(context),
            facts_section(context.facts, context.texts),
            *_calculation(context),
        ),
        notes=duties(context),
        attachment=attachment(context, act),
    )


def _why(context: ActContext) -> tuple[Section, ...]:
    costs = wording("watch.costs.burden" if is_owned(context) else "watch.costs.rent")
    first = wordings(
        "grant.why.paragraphs", applied_on=german_date(context.applied_on), costs=costs
    )
    chosen = _chosen_period(context)
    left = open_span(context)
    other_parts = [
        wording(
            "grant.why.part",
            when=spoken_span(segment.span),
            reason=reason_text(reason, context.texts),
            norm=reason.norm,
        )
        for segment in context.assessment.segments
        if segment.outcome is not Outcome.GRANT
        for reason in segment.reasons
        if not (left and reason.key == NOT_ENACTED)
    ]
    heading = wording("grant.why.heading")
    return (Section(heading, (*first, *chosen, *_open_time(left, chosen), *other_parts)),)


def _open_time(left: Span | None, chosen: tuple[str, ...]) -> Iterator[str]:
    """Yield why a part of the granted time has no amount yet (§§ 25 (1), 43 (1) WoGG)."""
    if left is None:
        return
    if not chosen:
        yield wording("grant.why.usual")
    until = german_date(left.start - timedelta(days=1))
    yield wording("grant.why.open", start=german_date(left.start), until=until)


def _chosen_period(context: ActContext) -> tuple[str, ...]:
    """Return why the office chose another length than twelve months (§ 35 (1) SGB X)."""
    if dauer.MONTHS not in context.facts:
        return ()
    why = str(context.facts[dauer.REASON])
    return (wording("grant.why.chosen", months=str(context.facts[dauer.MONTHS]), reason=why),)


def _calculation(context: ActContext) -> tuple[Section, ...]:
    return tuple(
        part
        for segment in context.assessment.segments
        if segment.steps
        for part in calculation_sections(segment, context.texts)
    )


def _after_provisional(context: ActContext) -> str:
    """Return the day of the provisional grant that this decision makes final; empty if none."""
    decided = [entry for entry in context.chronicle.all(DECIDED) if entry.on <= context.decided_on]
    acts = [str(entry.values.get("act", "")) for entry in decided]
    if "provisional" not in acts:
        return ""
    return german_date(decided[len(acts) - 1 - acts[::-1].index("provisional")].on)
