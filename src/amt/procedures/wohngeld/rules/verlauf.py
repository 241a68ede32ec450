"""Which decision holds for which month of a grant: later decisions replace earlier ones.

A decision about a part of the time leaves the rest as it was (§ 27 (2), § 44 (1) WoGG).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from amt.contract.assessment import Outcome, Segment
from amt.contract.benefits import Ruling
from amt.kernel.periods import Span, add_months, first_of_month

PROVISIONAL = "provisional"
WITHOUT_EFFECT = ("refuse_change", "refusal_cooperation")
"""Acts that leave what was decided before as it is."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The decision and the segment that hold for a month."""

    ruling: Ruling
    segment: Segment

    @property
    def is_granted(self) -> bool:
        """Whether Wohngeld is granted for the month; an office may refuse what was proposed."""
        refused = self.ruling.kind == Outcome.REFUSAL.value
        return self.segment.outcome is Outcome.GRANT and not refused


def months_of(span: Span) -> Iterator[date]:
    """Yield the first day of every month of a span; an open span has its first month alone."""
    month, end = first_of_month(span.start), span.end or span.start
    while month <= end:
        yield month
        month = add_months(month, 1)


def in_force(rulings: tuple[Ruling, ...]) -> dict[date, Holding]:
    """Return what holds for each month that was decided, in order of the months."""
    found: dict[date, Holding] = {}
    for ruling in rulings:
        found.update(decided_by(ruling))
    return dict(sorted(found.items()))


def open_months(rulings: tuple[Ruling, ...]) -> tuple[date, ...]:
    """Return the months that are granted and whose amount is not decided yet (§ 44 (1) WoGG)."""
    found: set[date] = set()
    for ruling in rulings:
        found = open_after(ruling, found)
    return tuple(sorted(found - in_force(rulings).keys()))


def open_after(ruling: Ruling, before: Iterable[date]) -> set[date]:
    """Return the open months after a decision: a grant leaves months open, a refusal closes them.

    Who refuses or ends a grant leaves nothing that could be decided ex officio later.
    """
    found = set(before)
    if ruling.act in WITHOUT_EFFECT:
        return found
    found -= decided_by(ruling).keys()
    left = {
        month
        for segment in ruling.assessment.segments
        if segment.outcome is Outcome.UNDECIDED
        for month in months_of(segment.span)
    }
    if ruling.kind == Outcome.REFUSAL.value:
        return found - left
    return found | left


def decided_by(ruling: Ruling) -> dict[date, Holding]:
    """Return what a decision says for each month; a part left open is not decided."""
    if ruling.act in WITHOUT_EFFECT:
        return {}
    return {
        month: Holding(ruling, segment)
        for segment in ruling.assessment.segments
        if segment.outcome in (Outcome.GRANT, Outcome.REFUSAL)
        for month in months_of(segment.span)
    }
