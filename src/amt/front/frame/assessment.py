"""An assessment made ready for a page: `frame/_assessment.html` shows it to residents and staff.

Each step has its part of the calculation, the facts that went in, formula, rounding, paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from amt.contract import trials
from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.front.frame.inputs import InputView, chosen
from amt.front.frame.norms import Cited, cited, statutes_of
from amt.front.frame.values import label_of, step_value

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: what is computed, by which norm, how, from what, and what came out."""

    title: str
    text: str
    norm: str
    formula: str
    value: str
    rounding: str = ""
    part: str = ""
    cites: tuple[Cited, ...] = ()
    inputs: tuple[InputView, ...] = ()


@dataclass(frozen=True, slots=True)
class PartView:
    """Steps under one heading; `start` is the number of the first."""

    title: str
    steps: tuple[StepView, ...]
    start: int


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason in plain words with its norm."""

    text: str
    norm: str
    cites: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A span of time with its result; `changes` say what would lead to another one."""

    span: str
    outcome: str
    amount: str
    steps: tuple[StepView, ...]
    reasons: tuple[ReasonView, ...]
    enacted_until: date | None
    changes: tuple[ReasonView, ...] = ()

    @property
    def parts(self) -> tuple[PartView, ...]:
        """The steps under their headings, numbered through."""
        found: list[PartView] = []
        start = 1
        for title, steps in groupby(self.steps, key=lambda step: step.part):
            part = PartView(title, tuple(steps), start)
            found.append(part)
            start += len(part.steps)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """A whole proposal; `enacted_until` is the last day for which the law has figures.

    From `open_from` on a grant has no amount yet.
    """

    outcome: str
    segments: tuple[SegmentView, ...]
    missing: tuple[str, ...]
    remarks: tuple[ReasonView, ...]
    enacted_until: date | None = field(default=None)
    inputs: tuple[InputView, ...] = ()
    open_from: date | None = None

    @property
    def is_granted(self) -> bool:
        """Whether something would be paid in any of the segments."""
        return any(segment.amount for segment in self.segments)

    @property
    def has_steps(self) -> bool:
        """Whether anything was calculated."""
        return any(segment.steps for segment in self.segments)


@dataclass(frozen=True, slots=True)
class _Writer:
    """What all parts of an assessment are written with."""

    procedure: Procedure
    language: str
    statutes: Mapping[str, str]
    known: Mapping[str, InputView]


def assessment_view(
    assessment: Assessment,
    procedure: Procedure,
    language: str,
    known: Mapping[str, InputView] | None = None,
) -> AssessmentView:
    """Return an assessment in the active language; `known` are the facts it may name, by path."""
    writer = _Writer(procedure, language, statutes_of(procedure), known or {})
    days = [s.enacted_until for s in assessment.segments if s.enacted_until is not None]
    read = [path for one in assessment.segments for step in one.steps for path in step.inputs]
    return AssessmentView(
        outcome=assessment.outcome.value,
        segments=tuple(_segment(one, writer) for one in assessment.segments),
        missing=tuple(label_of(procedure, path, language) for path in assessment.missing),
        remarks=_reasons(assessment.remarks, writer, "reasons"),
        enacted_until=min(days) if days else None,
        inputs=tuple(chosen(read, writer.known).values()),
        open_from=assessment.open_from,
    )


def span_text(start: date, end: date | None) -> str:
    """Write a span of time; without an end it is open."""
    if end is None:
        return _("ab %(start)s") % {"start": formats.date_long(start)}
    return _("%(start)s bis %(end)s") % {
        "start": formats.date_long(start),
        "end": formats.date_long(end),
    }


def _segment(segment: Segment, writer: _Writer) -> SegmentView:
    granted = segment.outcome in (Outcome.GRANT, Outcome.PARTIAL)
    shows_amount = granted and segment.amount is not None
    return SegmentView(
        span=span_text(segment.span.start, segment.span.end),
        outcome=segment.outcome.value,
        amount=formats.money(segment.amount) if shows_amount and segment.amount else "",
        steps=tuple(_step(one, writer) for one in segment.steps),
        reasons=_reasons(segment.reasons, writer, "reasons"),
        enacted_until=segment.enacted_until,
        changes=_reasons(segment.changes, writer, "changes"),
    )


def _step(step: Step, writer: _Writer) -> StepView:
    texts, language, values = writer.procedure.texts, writer.language, dict(step.values)
    key = f"steps.{step.key}"
    part = texts.find(f"calculation.{step.part}", language) if step.part else ""
    return StepView(
        title=trials.filled(texts, f"{key}.title", language, values) or step.key,
        text=trials.filled(texts, f"{key}.text", language, values),
        norm=step.norm,
        formula=step.formula,
        value=step_value(step.value, step.unit),
        rounding=trials.filled(texts, f"{key}.rounding", language, values),
        part=part or "",
        cites=cited(step.norm, writer.statutes),
        inputs=tuple(chosen(step.inputs, writer.known).values()),
    )


def _reasons(reasons: Iterable[Reason], writer: _Writer, prefix: str) -> tuple[ReasonView, ...]:
    return tuple(
        ReasonView(
            # An amount and its sign stay on one line.
            reason_text(writer.procedure, reason, writer.language, prefix).replace(
                " €", f"{NBSP}€"
            ),
            reason.norm,
            cited(reason.norm, writer.statutes),
        )
        for reason in reasons
    )


def reason_text(
    procedure: Procedure, reason: Reason, language: str, prefix: str = "reasons"
) -> str:
    """Return a reason in plain words."""
    return trials.reason_text(procedure.texts, reason, prefix, language)
