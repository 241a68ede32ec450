"""What the calculations of a case rest on: each with the facts as they held when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from amt.capabilities.acts import queries as acts
from amt.capabilities.cases.chronicle import procedure_of
from amt.capabilities.cases.models import Case, Decision, FactRecord, Proposal
from amt.capabilities.cases.queries.status import sees_act
from amt.capabilities.cases.sight import ALL, sight_of
from amt.capabilities.cases.visibility import SUBJECT_KIND, can_work_on, parties_of, visible_case
from amt.contract.assessment import Assessment
from amt.contract.procedure import Procedure, Sight
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Explained:
    """A calculation with the facts of its time; `decision` is None for what is only proposed."""

    assessment: Assessment
    computed_at: datetime
    facts: tuple[FactRecord, ...]
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class ExplainedCase:
    """A case with its calculations; `decided` in the order of the decisions."""

    case_uuid: UUID
    reference: str
    procedure_key: str
    form_key: str
    procedure: Procedure | None
    decided: tuple[Explained, ...]
    proposed: Explained | None = None


def explained_case(actor: Actor, case_uuid: UUID) -> ExplainedCase:
    """Return the calculations of a case.

    The unit sees all and what is proposed now; a party that sees all facts sees those whose act
    has reached it. The code of the case, which shows its state alone, opens none.

    :raises NotVisible: to everybody else.
    """
    case = visible_case(actor, case_uuid)
    works, mine = can_work_on(actor, case), parties_of(actor, case)
    sight = ALL if works else sight_of(case, mine)
    if sight.facts is not None or actor.subject == f"{SUBJECT_KIND}:{case.uuid}":
        raise NotVisible(SUBJECT_KIND, case_uuid)
    decisions = case.decisions.select_related("proposal", "decided_by").order_by("number")
    if not works:
        decisions = decisions.filter(act_uuid__in=_acts_that_arrived(actor, case, sight))
    newest = case.proposals.order_by("-id").first() if works else None
    return ExplainedCase(
        case_uuid=case.uuid,
        reference=case.reference,
        procedure_key=case.procedure_key,
        form_key=case.form_key,
        procedure=procedure_of(case),
        decided=tuple(
            _explained(case, one.proposal, one)
            for one in decisions
            if one.proposal is not None and one.proposal.assessment
        ),
        proposed=_explained(case, newest) if newest and newest.assessment else None,
    )


def _acts_that_arrived(actor: Actor, case: Case, sight: Sight) -> list[UUID]:
    mine = parties_of(actor, case)
    return [
        view.act.uuid
        for view in acts.list_acts(SUBJECT_KIND, str(case.uuid))
        if any(row.delivery and sees_act(actor, case, mine, sight, row) for row in view.addressees)
    ]


def _explained(case: Case, proposal: Proposal, decision: Decision | None = None) -> Explained:
    at = proposal.computed_at
    held = Q(superseded_at=None) | Q(superseded_at__gt=at)
    facts = case.fact_records.filter(held, obtained_at__lte=at).select_related("recorded_by")
    return Explained(
        assessment=Assessment.from_json(proposal.assessment or {}),
        computed_at=at,
        facts=tuple(facts.order_by("id")),
        decision=decision,
    )
