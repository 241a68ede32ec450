"""The decisions of a case as procedures read them: pure but for reading what is not loaded."""

from __future__ import annotations

from collections.abc import Iterable

from amt.capabilities.cases.models import Case, Decision
from amt.contract.assessment import Assessment
from amt.contract.benefits import Ruling
from amt.kernel import clock


def rulings_in(case: Case) -> tuple[Ruling, ...]:
    """Return the decisions of a case, oldest first, each with the assessment it rests on."""
    return rulings_from(case.decisions.select_related("proposal").order_by("number"))


def rulings_from(decisions: Iterable[Decision]) -> tuple[Ruling, ...]:
    """Return decisions that are loaded with their proposals, in their order."""
    return tuple(_ruling(decision) for decision in decisions)


def _ruling(decision: Decision) -> Ruling:
    stored = decision.proposal.assessment if decision.proposal else None
    return Ruling(
        on=clock.day_of(decision.decided_at),
        kind=decision.kind,
        act=decision.act_key,
        assessment=Assessment.from_json(stored) if stored else Assessment(segments=()),
    )
