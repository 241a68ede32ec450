"""The deeds of a journey without pages: what people do, as calls of the doors."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from amt.capabilities.applications import services as applications
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services as deciding
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract import registry
from amt.contract.assessment import Outcome
from amt.kernel import clock
from amt.kernel.actors import TrustLevel
from tests.conformance.filling import raw_for

PLACE = "040110000000"


@dataclass(frozen=True)
class Applied:
    """An application that was sent."""

    reference: str
    code: str | None
    case_uuid: UUID


def fill_draft(account: Account, procedure_key: str) -> UUID:
    """Begin an application and fill every page; return the draft."""
    actor = actor_of(account, trust=TrustLevel.SUBSTANTIAL)
    procedure = registry.procedure(procedure_key)
    draft = applications.start_draft(procedure_key=procedure_key, actor=actor, at=clock.now())
    for step in procedure.form("application").steps:
        raw = raw_for(step, {}) | {procedure.place_path: [PLACE]}
        for _ in range(2):
            # Once more: the first answers may bring further questions on the same page.
            applications.save_step(
                draft_uuid=draft.uuid, step_key=step.key, raw=raw, actor=actor, at=clock.now()
            )
    return draft.uuid


def submit(account: Account, draft_uuid: UUID) -> Applied:
    """Send a draft with consent to electronic delivery."""
    submitted = applications.submit_application(
        draft_uuid=draft_uuid,
        consent_electronic=True,
        actor=actor_of(account, trust=TrustLevel.SUBSTANTIAL),
        at=clock.now(),
    )
    application = submitted.application
    if application.case_uuid is None:
        raise LookupError("the application opened no case")
    return Applied(application.reference, submitted.code, application.case_uuid)


def apply(account: Account, procedure_key: str) -> Applied:
    """Apply with a form that is filled with valid answers."""
    return submit(account, fill_draft(account, procedure_key))


def decide_as_proposed(caseworker: Account, case_uuid: UUID) -> str:
    """Decide what the proposal says; return the kind of the decision."""
    actor = actor_of(caseworker)
    proposal = cases.get_case(actor, case_uuid).proposal
    if proposal is None:
        raise LookupError("there is no proposal")
    kind = str(proposal.proposal.outcome)
    if kind == Outcome.UNDECIDED:
        raise LookupError("the proposal is undecided")
    deciding.decide(
        case_uuid=case_uuid,
        kind=kind,
        reason_keys=(),
        own_words="",
        proposal_id=proposal.proposal.uuid,
        actor=actor,
        at=clock.now(),
    )
    return kind
