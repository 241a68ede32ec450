"""Computing the proposal of a case by the rules of its procedure.

Rules are pure functions of somebody else's folder: whatever goes wrong in them becomes a proposal
without content that says why, and the caseworker goes on by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases import timeline
from amt.capabilities.cases.automation import is_automatic
from amt.capabilities.cases.chronicle import procedure_of, workflow_of
from amt.capabilities.cases.events import CaseAssessed, CaseMayBeAutomatic
from amt.capabilities.cases.facts import digest_of, facts_of, records_in_force
from amt.capabilities.cases.models import Case, Proposal
from amt.capabilities.cases.rulings import rulings_in
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.contract.assessment import Assessment, Outcome
from amt.contract.benefits import Ruling
from amt.contract.facts import Facts, MissingFact
from amt.contract.parameters import NotEnacted
from amt.kernel import events, faults
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal
from amt.kernel.periods import Span

log = structlog.get_logger(__name__)

NO_PROCEDURE = "no_procedure"
NO_RULES = "no_rules"
MISSING_FACT = "missing_fact"
NOT_ENACTED = "not_enacted"
RULES_FAILED = "rules_failed"


class CannotBeAssessed(Refusal):
    """The state of the case allows no proposal any more."""

    code = "cannot_be_assessed"


@dataclass(frozen=True, slots=True)
class Computed:
    """An assessment, or the code of the problem that prevented it."""

    assessment: Assessment | None = None
    problem: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def assess_case(*, case_uuid: UUID, at: datetime) -> Proposal:
    """Store a proposal for the facts as they are; for unchanged facts the stored one is returned.

    A failing rule is stored as a proposal with a problem and never raised.

    :raises NotVisible: when there is no such case.
    :raises CannotBeAssessed: when the workflow allows no assessment in the case's state.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    if case is None:
        raise NotVisible(SUBJECT_KIND, case_uuid)
    return assess_locked(case, actor=SYSTEM, at=at)


def assess_locked(case: Case, *, actor: Actor, at: datetime) -> Proposal:
    """Assess a case whose row the running transaction has locked; see `assess_case`."""
    target = workflow_of(case).target(case.state, "assess")
    if target is None:
        raise CannotBeAssessed(_("Über diesen Fall ist schon entschieden."))
    facts = facts_of(records_in_force(case))
    digest = digest_of(facts, case.applied_on)
    rulings = rulings_in(case)
    computed = compute(case, facts, rulings)
    newest = newest_proposal(case)
    is_fresh = newest is not None and not (rulings and newest.decisions.exists())
    if newest is not None and is_fresh and _says_the_same(newest, computed, digest):
        return newest
    proposal = _store(case, computed, digest, at)
    if case.state != target:
        case.state = target
        case.save(update_fields=["state"])
    timeline.add(case, timeline.ASSESSED, actor=actor, at=at, outcome=proposal.outcome)
    trail.record(
        actor=actor,
        action="cases.case_assessed",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={"proposal": str(proposal.uuid), "problem": proposal.problem},
    )
    events.publish(CaseAssessed(case.uuid, at))
    if is_automatic(procedure_of(case)):
        events.publish(CaseMayBeAutomatic(case.uuid, at))
    faults.point("cases.assess.before_commit")
    return proposal


def newest_proposal(case: Case) -> Proposal | None:
    """Return the proposal that was stored last."""
    return Proposal.objects.filter(case=case).order_by("-id").first()


def compute(case: Case, facts: Facts, rulings: Sequence[Ruling] = ()) -> Computed:
    """Ask the rules of the procedure; whatever they raise becomes a problem.

    What was decided before on an assessment is decided once more by `reassess`, where there is one.
    """
    procedure = procedure_of(case)
    if procedure is None:
        return Computed(problem=NO_PROCEDURE)
    if procedure.assess is None:
        return Computed(problem=NO_RULES)
    try:
        if procedure.reassess and any(ruling.assessment.segments for ruling in rulings):
            return Computed(procedure.reassess(facts, tuple(rulings)))
        period = (
            procedure.assessed_period(facts, case.applied_on)
            if procedure.assessed_period
            else Span(case.applied_on)
        )
        return Computed(procedure.assess(facts, period))
    except MissingFact as missing:
        return Computed(problem=MISSING_FACT, values={"path": missing.path})
    except NotEnacted as gap:
        return Computed(problem=NOT_ENACTED, values={"day": gap.day.isoformat()})
    except Exception:
        # A defect in a procedure must not stop the case: it goes on by hand.
        log.exception("cases.rules_failed", case=str(case.uuid), procedure=case.procedure_key)
        return Computed(problem=RULES_FAILED)


def _says_the_same(proposal: Proposal, computed: Computed, digest: str) -> bool:
    return (
        proposal.facts_digest == digest
        and proposal.problem == computed.problem
        and proposal.assessment
        == (computed.assessment.to_json() if computed.assessment is not None else None)
    )


def _store(case: Case, computed: Computed, digest: str, at: datetime) -> Proposal:
    assessment = computed.assessment
    versions = {v for s in assessment.segments for v in s.parameter_versions} if assessment else ()
    return Proposal.objects.create(
        case=case,
        assessment=assessment.to_json() if assessment else None,
        outcome=(assessment.outcome if assessment else Outcome.UNDECIDED).value,
        problem=computed.problem,
        problem_values=computed.values,
        parameter_versions=sorted(versions),
        facts_digest=digest,
        computed_at=at,
    )
