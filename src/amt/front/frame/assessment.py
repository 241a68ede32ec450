"""An assessment made ready for a page: `frame/_assessment.html` shows it to residents and staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step
from amt.contract.procedure import Procedure
from amt.contract.texts import UnknownText
from amt.design import formats
from amt.front.frame.values import label_of, step_value


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: what is computed, by which norm, how, and what came out."""

    title: str
    text: str
    norm: str
    formula: str
    value: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason in plain words with its norm."""

    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A span of time with its result."""

    span: str
    outcome: str
    amount: str
    steps: tuple[StepView, ...]
    reasons: tuple[ReasonView, ...]
    enacted_until: date | None


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """A whole proposal; `enacted_until` is the last day for which the law has figures."""

    outcome: str
    segments: tuple[SegmentView, ...]
    missing: tuple[str, ...]
    remarks: tuple[ReasonView, ...]
    enacted_until: date | None = field(default=None)

    @property
    def is_granted(self) -> bool:
        """Whether something would be paid in any of the segments."""
        return any(segment.amount for segment in self.segments)


def assessment_view(assessment: Assessment, procedure: Procedure, language: str) -> AssessmentView:
    """Return an assessment in the active language."""
    days = [s.enacted_until for s in assessment.segments if s.enacted_until is not None]
    return AssessmentView(
        outcome=assessment.outcome.value,
        segments=tuple(_segment(one, procedure, language) for one in assessment.segments),
        missing=tuple(label_of(procedure, path, language) for path in assessment.missing),
        remarks=_reasons(assessment.remarks, procedure, language),
        enacted_until=min(days) if days else None,
    )


def span_text(start: date, end: date | None) -> str:
    """Write a span of time; without an end it is open."""
    if end is None:
        return _("ab %(start)s") % {"start": formats.date_long(start)}
    return _("%(start)s bis %(end)s") % {
        "start": formats.date_long(start),
        "end": formats.date_long(end),
    }


def _segment(segment: Segment, procedure: Procedure, language: str) -> SegmentView:
    granted = segment.outcome in (Outcome.GRANT, Outcome.PARTIAL)
    shows_amount = granted and segment.amount is not None
    return SegmentView(
        span=span_text(segment.span.start, segment.span.end),
        outcome=segment.outcome.value,
        amount=formats.money(segment.amount) if shows_amount and segment.amount else "",
        steps=tuple(_step(one, procedure, language) for one in segment.steps),
        reasons=_reasons(segment.reasons, procedure, language),
        enacted_until=segment.enacted_until,
    )


def _step(step: Step, procedure: Procedure, language: str) -> StepView:
    values = dict(step.values)
    return StepView(
        title=_filled(procedure, f"steps.{step.key}.title", language, values) or step.key,
        text=_filled(procedure, f"steps.{step.key}.text", language, values),
        norm=step.norm,
        formula=step.formula,
        value=step_value(step.value, step.unit),
    )


def _reasons(
    reasons: Iterable[Reason], procedure: Procedure, language: str
) -> tuple[ReasonView, ...]:
    return tuple(
        ReasonView(reason_text(procedure, reason, language), reason.norm) for reason in reasons
    )


def reason_text(procedure: Procedure, reason: Reason, language: str) -> str:
    """Return a reason in plain words."""
    values = dict(reason.values)
    return (
        _filled(procedure, f"reasons.{reason.key}", language, values)
        or _filled(procedure, f"reasons.{reason.key}.text", language, values)
        or reason.key
    )


def _filled(procedure: Procedure, key: str, language: str, values: dict[str, str]) -> str:
    try:
        return procedure.texts.get(key, language, **values)
    except (UnknownText, KeyError, IndexError):
        return ""
