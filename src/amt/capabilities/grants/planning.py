"""From the history of a case to its plan of payments: asks the procedure, changes nothing.

Pure but for the registry; what the plan says in short is what a grant keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amt.capabilities.cases.queries import CaseHistory
from amt.capabilities.grants.models import GrantState
from amt.contract import registry
from amt.contract.assessment import Assessment, Outcome
from amt.contract.benefits import Benefit, Plan
from amt.kernel.periods import last_of_month


@dataclass(frozen=True, slots=True)
class Short:
    """A plan in short: first and last day, state, amounts wherever they change.

    Months that are granted and whose amount is not decided yet have None as amount.
    """

    starts_on: date
    ends_on: date
    state: GrantState
    amounts: list[list[object]]


def benefit_of(procedure_key: str) -> Benefit | None:
    """Return how a service is paid monthly, or None."""
    procedure = registry.procedures().get(procedure_key)
    return procedure.benefit if procedure else None


def plan_of(benefit: Benefit, history: CaseHistory) -> Plan:
    """Return the plan of payments that follows from a case as it stands."""
    return benefit.plan(history.chronicle, history.rulings)


def in_short(plan: Plan) -> Short | None:
    """Return what a grant keeps of a plan, or None when nothing is due in any month."""
    if not plan.months:
        return None
    open_months: dict[date, int | None] = dict.fromkeys(plan.open_months)
    cents = open_months | {one.month: one.amount.cents for one in plan.months}
    return Short(
        starts_on=min(cents),
        ends_on=last_of_month(max(cents)),
        state=GrantState.HELD if plan.held_since else GrantState.RUNNING,
        amounts=_changes(cents),
    )


def monthly_cents(assessment: Assessment, day: date) -> int | None:
    """Return what an assessment grants for the month of a day; None where it says nothing."""
    for segment in assessment.segments:
        if day in segment.span and segment.outcome is not Outcome.UNDECIDED:
            return segment.amount.cents if segment.amount else 0
    return None


def _changes(cents_by_month: Mapping[date, int | None]) -> list[list[object]]:
    changes: list[list[object]] = []
    for month, cents in sorted(cents_by_month.items()):
        if not changes or changes[-1][1] != cents:
            changes.append([month.isoformat(), cents])
    return changes
