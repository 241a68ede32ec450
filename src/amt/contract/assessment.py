"""What the rules of a procedure propose: segments of time, each with result, steps and norms.

An assessment is data that can be stored, shown to a resident, checked by a court and compared with
a later one. Titles and explanations of steps live in the procedure's texts under
`steps.<key>.title`, `steps.<key>.text` and, where a step is rounded, `steps.<key>.rounding`; parts
of a calculation under `calculation.<part>`, reasons under `reasons.<key>`, what would change the
result under `changes.<key>`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.kernel.plain import plain


class Outcome(StrEnum):
    """What is proposed."""

    GRANT = "grant"
    PARTIAL = "partial"
    REFUSAL = "refusal"
    UNDECIDED = "undecided"


class Unit(StrEnum):
    """In what a step's value is counted."""

    EURO = "euro"
    EURO_PER_MONTH = "euro_per_month"
    EURO_PER_YEAR = "euro_per_year"
    PERCENT = "percent"
    PERSONS = "persons"
    LEVEL = "level"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation.

    `formula` shows the numbers (`1,15 × (…)`), `value` is exact decimal text, `inputs` are the
    paths of the facts that went in, `values` fill the placeholders of the step's text. Steps of the
    same `part` that follow each other stand under one heading.
    """

    key: str
    norm: str
    value: Decimal
    unit: Unit
    formula: str = ""
    inputs: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is granted or refused: a text key with its norm."""

    key: str
    norm: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of time with one result; `changes` say what would lead to another one."""

    span: Span
    outcome: Outcome
    amount: Money | None
    steps: tuple[Step, ...]
    reasons: tuple[Reason, ...] = ()
    parameter_versions: tuple[str, ...] = ()
    enacted_until: date | None = None
    changes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A proposal for a whole period.

    `missing` names the facts without which nothing can be proposed; `remarks` are reasons that
    speak to the caseworker or the person without changing the result.
    """

    segments: tuple[Segment, ...]
    missing: tuple[str, ...] = ()
    remarks: tuple[Reason, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The result as a whole.

        Differing segments make it partial, and so does a grant whose later part cannot be decided
        yet (no values enacted). A refusal stays one: the person may apply again later.
        """
        decided = {segment.outcome for segment in self.segments} - {Outcome.UNDECIDED}
        if self.missing or not decided:
            return Outcome.UNDECIDED
        open_part = any(segment.outcome is Outcome.UNDECIDED for segment in self.segments)
        if len(decided) > 1 or (open_part and decided != {Outcome.REFUSAL}):
            return Outcome.PARTIAL
        return decided.pop()

    @property
    def open_from(self) -> date | None:
        """The day from which a grant is open to its end: granted, no amount yet, nothing refused.

        None where every part has its result, or where something beside it is refused or unknown.
        """
        kinds = [segment.outcome for segment in self.segments]
        granted = kinds.count(Outcome.GRANT)
        if not granted or self.missing or kinds[:granted] != [Outcome.GRANT] * granted:
            return None
        later = self.segments[granted:]
        if not later or any(one.outcome is not Outcome.UNDECIDED for one in later):
            return None
        return later[0].span.start

    def to_json(self) -> dict[str, Any]:
        """Return plain data for storing."""
        found: dict[str, Any] = plain(self)
        return found

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Assessment:
        """Read back what `to_json` wrote."""
        return cls(
            segments=tuple(_segment(row) for row in stored["segments"]),
            missing=tuple(stored["missing"]),
            remarks=tuple(_reason(row) for row in stored["remarks"]),
        )


@dataclass(frozen=True, slots=True)
class FeeItem:
    """A dated item of a fee, positive for a charge."""

    key: str
    norm: str
    amount: Money
    due_on: date | None = None
    values: tuple[tuple[str, str], ...] = field(default_factory=tuple)


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in rows)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _reason(row: dict[str, Any]) -> Reason:
    return Reason(row["key"], row["norm"], _pairs(row["values"]))


def _step(row: dict[str, Any]) -> Step:
    return Step(
        key=row["key"],
        norm=row["norm"],
        value=Decimal(row["value"]),
        unit=Unit(row["unit"]),
        formula=row["formula"],
        inputs=tuple(row["inputs"]),
        values=_pairs(row["values"]),
        part=row.get("part", ""),
    )


def _segment(row: dict[str, Any]) -> Segment:
    span = row["span"]
    return Segment(
        span=Span(date.fromisoformat(span["start"]), _day(span["end"])),
        outcome=Outcome(row["outcome"]),
        amount=Money(row["amount"]["cents"]) if row["amount"] else None,
        steps=tuple(_step(step) for step in row["steps"]),
        reasons=tuple(_reason(reason) for reason in row["reasons"]),
        parameter_versions=tuple(row["parameter_versions"]),
        enacted_until=_day(row["enacted_until"]),
        # Assessments stored before there were parts and changes have neither.
        changes=tuple(_reason(reason) for reason in row.get("changes", ())),
    )
