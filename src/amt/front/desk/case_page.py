"""What the page of a case shows beside its facts: proposal, acts, documents, timeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amt.capabilities.acts.queries import ActView, AddresseeView
from amt.capabilities.cases.queries import CaseView, ProposalView
from amt.contract import registry
from amt.contract.assessment import Assessment, Outcome, Segment
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.front.desk import words
from amt.front.frame import assessment as frame
from amt.front.frame.assessment import AssessmentView, assessment_view
from amt.front.frame.titles import act_title
from amt.front.frame.values import step_value

if TYPE_CHECKING:
    from amt.capabilities.cases.models import Decision

_VALID_FROM = re.compile(r"@(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class ProposalPart:
    """The proposal in words; `problem` says why there is none."""

    outcome: str
    outcome_label: str
    amount: str
    span: str
    assessment: AssessmentView | None
    calculation: AssessmentView | None
    """The assessment without what is shown openly: reasons, remarks, missing facts."""
    missing: tuple[str, ...]
    problem: str
    computed_at: datetime
    is_current: bool
    parameter_days: tuple[str, ...]
    """From when the values of the law hold that were used, in words."""


@dataclass(frozen=True, slots=True)
class AddresseePart:
    """The way of an act to one addressee, with the days that follow from it."""

    name: str
    channel: str
    provided_at: datetime | None
    retrieved_at: datetime | None
    known_on: date | None
    known_norm: str
    provisional: bool
    remedy: str
    remedy_until: date | None
    remedy_norm: str
    is_void: bool
    is_undeliverable: bool
    url: str


@dataclass(frozen=True, slots=True)
class ActPart:
    """An act with its way to each addressee."""

    title: str
    language: str
    state: str
    is_on_its_way: bool
    declared_at: datetime
    addressees: tuple[AddresseePart, ...]


def proposal_part(
    view: ProposalView | None, procedure: Procedure | None, language: str
) -> ProposalPart | None:
    """Return the proposal in words, or None while it is being computed."""
    if view is None:
        return None
    shown = _shown(view.assessment, procedure, language)
    amounts = [s.amount for s in shown.segments if s.amount] if shown else []
    spans = decided_segments(view.assessment) if view.assessment else ()
    return ProposalPart(
        outcome=view.proposal.outcome,
        outcome_label=outcome_label(view.proposal.outcome, view.assessment),
        amount=amounts[0] if len(set(amounts)) == 1 else "",
        span=frame.span_text(spans[0].span.start, spans[-1].span.end) if spans else "",
        assessment=shown,
        calculation=_calculation(shown),
        missing=shown.missing if shown else (),
        problem=words.problem_of(view.proposal, procedure, language)
        if view.proposal.problem
        else "",
        computed_at=view.proposal.computed_at,
        is_current=view.is_current,
        parameter_days=parameter_days(view.proposal.parameter_versions),
    )


def parameter_days(versions: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct days from which parameters hold; versions are `<key>@<valid from>`."""
    named = {found[1] for version in versions if (found := _VALID_FROM.search(version))}
    return tuple(formats.date_long(date.fromisoformat(day)) for day in sorted(named))


def decided_segments(assessment: Assessment) -> tuple[Segment, ...]:
    """Return the segments with a result; all of them where none has one."""
    decided = tuple(s for s in assessment.segments if s.outcome is not Outcome.UNDECIDED)
    return decided or assessment.segments


def outcome_label(outcome: str, assessment: Assessment | None) -> str:
    """Return the result in words; a grant whose later months have no amount yet says from when."""
    open_from = assessment.open_from if assessment else None
    if outcome == Outcome.PARTIAL and open_from is not None:
        day = formats.date_long(open_from)
        return _("Bewilligung, Betrag ab %(day)s noch offen") % {"day": day}
    return words.outcome_of(outcome)


def decision_label(decision: Decision) -> str:
    """Return what was decided in words: the outcome, or the act where it is none of the usual."""
    procedure = registry.procedures().get(decision.case.procedure_key)
    spec = (
        next((one for one in procedure.acts if one.key == decision.act_key), None)
        if procedure
        else None
    )
    if procedure and spec and spec.decides:
        own = procedure.texts.find(f"acts.{spec.key}.title", get_language() or "de")
        return own or words.outcome_of(decision.kind)
    stored = decision.proposal.assessment if decision.proposal else None
    return outcome_label(decision.kind, Assessment.from_json(stored) if stored else None)


def _calculation(shown: AssessmentView | None) -> AssessmentView | None:
    if shown is None:
        return None
    bare = tuple(replace(segment, reasons=()) for segment in shown.segments)
    return replace(shown, segments=bare, remarks=(), missing=())


def _shown(
    assessment: Assessment | None, procedure: Procedure | None, language: str
) -> AssessmentView | None:
    if assessment is None:
        return None
    if procedure is not None:
        return assessment_view(assessment, procedure, language)
    return _without_texts(assessment)


def _without_texts(assessment: Assessment) -> AssessmentView:
    """Show a stored calculation whose procedure is gone: norms and figures, no explanations."""
    return AssessmentView(
        outcome=assessment.outcome.value,
        segments=tuple(
            frame.SegmentView(
                span=frame.span_text(segment.span.start, segment.span.end),
                outcome=segment.outcome.value,
                amount=str(segment.amount) if segment.amount is not None else "",
                steps=tuple(
                    frame.StepView(s.key, "", s.norm, s.formula, step_value(s.value, s.unit))
                    for s in segment.steps
                ),
                reasons=tuple(frame.ReasonView(r.key, r.norm) for r in segment.reasons),
                enacted_until=segment.enacted_until,
            )
            for segment in assessment.segments
        ),
        missing=assessment.missing,
        remarks=tuple(frame.ReasonView(r.key, r.norm) for r in assessment.remarks),
    )


def act_parts(view: CaseView, acts: Sequence[ActView]) -> list[ActPart]:
    """Return the acts of a case with their days."""
    return [
        ActPart(
            title=title,
            language=language,
            state=one.act.get_state_display(),
            is_on_its_way=one.act.state != "notified",
            declared_at=one.act.declared_at,
            addressees=tuple(_addressee(shown, view.case.uuid) for shown in one.addressees),
        )
        for one in acts
        for title, language in [act_title(one)]
    ]


def _addressee(shown: AddresseeView, case_uuid: UUID) -> AddresseePart:
    addressee, known, remedy = shown.addressee, shown.delivery, shown.remedy
    return AddresseePart(
        name=addressee.name,
        channel=words.channel_of(addressee.channel),
        provided_at=addressee.provided_at,
        retrieved_at=addressee.retrieved_at,
        known_on=known.on if known else None,
        known_norm=known.norm if known else "",
        provisional=bool(known and known.provisional),
        remedy=words.remedy_of(remedy.remedy.value) if remedy else "",
        remedy_until=remedy.ends_on if remedy else None,
        remedy_norm=remedy.norm if remedy else "",
        is_void=bool(known and known.void),
        is_undeliverable=addressee.undeliverable_at is not None,
        url=reverse("desk:document", args=[case_uuid, shown.document_uuid])
        if shown.document_uuid
        else "",
    )


def timeline_entries(view: CaseView, language: str) -> list[dict[str, Any]]:
    """Return what happened, newest first."""
    entries = []
    for event in reversed(view.events):
        title, text = words.event_of(event, view.procedure, language)
        entries.append({"title": title, "text": text, "at": event.at, "state": "done"})
    return entries
