"""Noting on the timeline what became of an act, and that no proposal could be computed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import workflow_of
from amt.capabilities.cases.facts import digest_of, facts_of, records_in_force
from amt.capabilities.cases.models import Case, CaseEvent, Proposal
from amt.capabilities.cases.services.assessing import RULES_FAILED
from amt.capabilities.cases.services.opening import open_decision_item
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.contract.assessment import Outcome
from amt.kernel.actors import SYSTEM


@transaction.atomic
def note_act(
    *, subject_kind: str, subject_id: str, act_uuid: UUID, kind: str, at: datetime
) -> None:
    """Write once on a case's timeline what became of an act; other subjects are not ours."""
    if subject_kind != SUBJECT_KIND:
        return
    case = Case.objects.select_for_update().get(uuid=subject_id)
    known = CaseEvent.objects.filter(case=case, kind=kind, values__act=str(act_uuid))
    if not known.exists():
        timeline.add(case, kind, actor=SYSTEM, at=at, act=str(act_uuid))


@transaction.atomic
def note_failed_assessment(*, case_uuid: UUID, at: datetime) -> None:
    """Store that no proposal could be computed, so that the case goes on by hand."""
    case = Case.objects.select_for_update().get(uuid=case_uuid)
    target = workflow_of(case).target(case.state, "assess")
    if target is None:
        return
    Proposal.objects.create(
        case=case,
        outcome=Outcome.UNDECIDED.value,
        problem=RULES_FAILED,
        facts_digest=digest_of(facts_of(records_in_force(case)), case.applied_on),
        computed_at=at,
    )
    case.state = target
    case.save(update_fields=["state"])
    open_decision_item(case, actor=SYSTEM, at=at)
    timeline.add(case, timeline.ASSESSED, actor=SYSTEM, at=at, outcome=Outcome.UNDECIDED.value)
