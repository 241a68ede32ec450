"""What happened and was decided in cases, for rooms above that compute something from it.

The caller has its own right to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amt.capabilities.cases.histories import Loaded, load
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
    loaded = load(list(Case.objects.filter(uuid__in=case_uuids)))
    return {one.case.uuid: history_from(one) for one in loaded}


def history_from(loaded: Loaded) -> CaseHistory:
    """Return what happened in a case whose rows are loaded."""
    case = loaded.case
    return CaseHistory(
        case_uuid=case.uuid,
        reference=case.reference,
        procedure_key=case.procedure_key,
        unit_id=case.unit_id,
        state=case.state,
        applied_on=case.applied_on,
        facts=loaded.facts,
        chronicle=loaded.chronicle(),
        rulings=loaded.rulings,
    )
