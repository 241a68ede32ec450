"""What happened and was decided in cases so far, for rooms above that compute something from it.

Of many cases in as many queries as of one. The caller has its own right to know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amt.capabilities.cases import chronicle as chronicles
from amt.capabilities.cases.facts import facts_of
from amt.capabilities.cases.models import Case, Decision, DeedRecord, FactRecord
from amt.contract.assessment import Assessment
from amt.contract.benefits import Ruling
from amt.contract.deeds import Chronicle
from amt.contract.facts import Facts
from amt.kernel import clock


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


def rulings_of(case: Case) -> tuple[Ruling, ...]:
    """Return the decisions of a case, oldest first, each with the assessment it rests on."""
    return rulings_from(case.decisions.select_related("proposal").order_by("number"))


def rulings_from(decisions: Iterable[Decision]) -> tuple[Ruling, ...]:
    """Return decisions, loaded with their proposals in order, as procedures read them."""
    return tuple(_ruling(decision) for decision in decisions)


def chronicle_of(case_uuid: UUID) -> Chronicle:
    """Return receipt, deeds and decisions of a case. :raises LookupError: when there is none."""
    return history_of(case_uuid).chronicle


def history_of(case_uuid: UUID) -> CaseHistory:
    """Return what happened in a case. :raises LookupError: when there is none."""
    return histories_of([case_uuid])[case_uuid]


def histories_of(case_uuids: Sequence[UUID]) -> dict[UUID, CaseHistory]:
    """Return what happened in cases, by uuid; unknown ones are left out. Four queries."""
    cases = list(Case.objects.filter(uuid__in=case_uuids))
    ids = [case.pk for case in cases]
    facts = defaultdict[int, list[FactRecord]](list)
    for record in FactRecord.objects.filter(case_id__in=ids, superseded_at=None).order_by("path"):
        facts[record.case_id].append(record)
    deeds = defaultdict[int, list[DeedRecord]](list)
    for deed in DeedRecord.objects.filter(case_id__in=ids).order_by("on", "id"):
        deeds[deed.case_id].append(deed)
    decisions = defaultdict[int, list[Decision]](list)
    decided = Decision.objects.filter(case_id__in=ids).select_related("proposal")
    for decision in decided.order_by("number"):
        decisions[decision.case_id].append(decision)
    return {
        case.uuid: CaseHistory(
            case_uuid=case.uuid,
            reference=case.reference,
            procedure_key=case.procedure_key,
            unit_id=case.unit_id,
            state=case.state,
            applied_on=case.applied_on,
            facts=facts_of(facts[case.pk]),
            chronicle=chronicles.chronicle_of(
                case, deeds=deeds[case.pk], decisions=decisions[case.pk]
            ),
            rulings=rulings_from(decisions[case.pk]),
        )
        for case in cases
    }


def _ruling(decision: Decision) -> Ruling:
    stored = decision.proposal.assessment if decision.proposal else None
    return Ruling(
        on=clock.day_of(decision.decided_at),
        kind=decision.kind,
        act=decision.act_key,
        assessment=Assessment.from_json(stored) if stored else Assessment(segments=()),
    )
