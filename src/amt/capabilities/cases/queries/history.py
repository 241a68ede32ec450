"""What happened and was decided in cases, for rooms above that compute something from it.

The caller has its own right to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amt.capabilities.cases.histories import load
from amt.capabilities.cases.models import Case, Decision
from amt.capabilities.cases.rulings import rulings_from
from amt.contract.benefits import Ruling
from amt.contract.deeds import Chronicle
from amt.contract.facts import Facts


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """A case with its facts as they hold, what was done and what was decided, oldest first."""

    case_uuid: UUID
    reference: str
    procedure_key: str
    unit_id: int
    state: str
    applied_on: date
    facts: Facts
    chronicle: Chronicle
    rulings: tuple[Ruling, ...]


def rulings_of(case_uuid: UUID) -> tuple[Ruling, ...]:
    """Return the decisions of a case, oldest first, each with the assessment it rests on."""
    decided = Decision.objects.filter(case__uuid=case_uuid).select_related("proposal")
    return rulings_from(decided.order_by("number"))


def applied_on_of(case_uuid: UUID) -> date:
    """Return the day that counts as that of the application, in one query.

    :raises Case.DoesNotExist: when there is no such case.
    """
    return Case.objects.values_list("applied_on", flat=True).get(uuid=case_uuid)


def chronicle_of(case_uuid: UUID) -> Chronicle:
    """Return receipt, deeds and decisions of a case. :raises LookupError: when there is none."""
    return history_of(case_uuid).chronicle


def history_of(case_uuid: UUID) -> CaseHistory:
    """Return what happened in a case. :raises LookupError: when there is none."""
    return histories_of([case_uuid])[case_uuid]


def histories_of(case_uuids: Sequence[UUID]) -> dict[UUID, CaseHistory]:
    """Return what happened in cases, by uuid; unknown ones are left out. Four queries."""
    return {
        one.case.uuid: CaseHistory(
            case_uuid=one.case.uuid,
            reference=one.case.reference,
            procedure_key=one.case.procedure_key,
            unit_id=one.case.unit_id,
            state=one.case.state,
            applied_on=one.case.applied_on,
            facts=one.facts,
            chronicle=one.chronicle(),
            rulings=one.rulings,
        )
        for one in load(list(Case.objects.filter(uuid__in=case_uuids)))
    }
