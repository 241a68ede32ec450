"""Deciding a case, for the first time or once more: one short transaction, a declared act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import workflow_of
from amt.capabilities.cases.events import CaseDecided
from amt.capabilities.cases.models import Case, Decision
from amt.capabilities.cases.services import wording
from amt.capabilities.cases.services.assessing import assess_locked
from amt.capabilities.cases.services.doing import move
from amt.capabilities.cases.services.opening import DECIDE, open_decision_item
from amt.capabilities.cases.services.resolving import (
    NO_INPUTS,
    Resolution,
    Wanted,
    draft_of,
    resolve,
)
from amt.capabilities.cases.services.timing import catch_up
from amt.capabilities.cases.visibility import SUBJECT_KIND, require_working
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock, events, faults
from amt.kernel.actors import Actor
from amt.kernel.audit import trail


@transaction.atomic
def decide(
    *,
    case_uuid: UUID,
    kind: str,
    act: str = "",
    reason_keys: Sequence[str] = (),
    own_words: str = "",
    inputs: Mapping[str, Any] = NO_INPUTS,
    proposal_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> Decision:
    """Decide a case and declare the act; `proposal_id` is the uuid of the proposal that was seen.

    `act` is the key of the act that declares it, empty for the usual one of the outcome `kind`.
    Where the procedure has no rules to propose anything, the caseworker decides freely. `inputs`
    are the answers to the form of the act that declares the decision, JSON values by path.

    :raises NotVisible: when the actor does not work on the case.
    :raises AlreadyDecided: when somebody decided before and nobody took the case up again.
    :raises NotToBeDecided: when the case is not ready for a decision.
    :raises ProposalChanged: when another proposal than the one seen holds.
    :raises NothingToGrant: when the proposal does not grant that.
    :raises ReasonsMissing: when a refusal lacks reasons or own words.
    :raises AnswersWrong: when the form of the act is not answered as it must be.
    :raises ActCannotBeComposed: when no act fits, or the procedure cannot word it.
    """
    locked = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    case = require_working(actor, locked, case_uuid)
    if actor.account_id is None:
        raise ValueError("a decision needs a person")
    catch_up(case, on=clock.day_of(at), at=at)
    wanted = Wanted(kind, act, reason_keys, own_words, inputs, proposal_id)
    return carry_out_decision(resolve(case, wanted), actor=actor, at=at)


def preview_decision(
    *,
    case_uuid: UUID,
    kind: str,
    act: str = "",
    reason_keys: Sequence[str] = (),
    own_words: str = "",
    inputs: Mapping[str, Any] = NO_INPUTS,
    proposal_id: UUID | None,
    role: str = "",
    actor: Actor,
    at: datetime,
) -> bytes:
    """Return the letter that `decide` would send as a PDF marked as draft; nothing is stored.

    Raises what `decide` raises.
    """
    found = Case.objects.filter(uuid=case_uuid).first()
    case = require_working(actor, found, case_uuid)
    wanted = Wanted(kind, act, reason_keys, own_words, inputs, proposal_id)
    return wording.preview(draft_of(resolve(case, wanted), at), actor=actor, role=role)


def carry_out_decision(resolution: Resolution, *, actor: Actor, at: datetime) -> Decision:
    """Declare the act of a checked decision, in the running transaction that locked the case.

    Without a person behind the actor the machine decides.

    :raises ActCannotBeComposed: when the procedure cannot word the act.
    """
    case = resolution.case
    draft = draft_of(resolution, at, by_machine=actor.account_id is None)
    act = wording.declare(draft, actor=actor)
    decision = _store(resolution, act.uuid, actor, at)
    worklist.close_items(
        subject_kind=SUBJECT_KIND, subject_id=case.uuid, kind=DECIDE, at=at, actor=actor
    )
    timeline.add(case, timeline.DECIDED, actor=actor, at=at, outcome=resolution.kind)
    trail.record(
        actor=actor,
        action="cases.case_decided",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={
            "decision": str(decision.uuid),
            "number": decision.number,
            "kind": resolution.kind,
            "act": str(act.uuid),
        },
    )
    events.publish(CaseDecided(case.uuid, decision.uuid, at))
    _go_on(resolution, actor, at)
    faults.point("cases.decide.before_commit")
    return decision


def _store(resolution: Resolution, act_uuid: UUID, actor: Actor, at: datetime) -> Decision:
    case = resolution.case
    decision = Decision.objects.create(
        case=case,
        number=Decision.objects.filter(case=case).count() + 1,
        kind=resolution.kind,
        proposal=resolution.proposal,
        reason_keys=list(resolution.reason_keys),
        own_words=resolution.own_words,
        inputs=dict(resolution.inputs),
        decided_by_id=actor.account_id,
        automatic=actor.account_id is None,
        decided_at=at,
        act_uuid=act_uuid,
        act_key=resolution.spec.key,
    )
    move(case, resolution.procedure.workflow, resolution.target, actor=actor, at=at)
    return decision


def _go_on(resolution: Resolution, actor: Actor, at: datetime) -> None:
    """Let a case wait again whose decision leaves another one open, with a proposal for it."""
    case, procedure = resolution.case, resolution.procedure
    if procedure.reassess is None or case.closed_at is not None:
        return
    if workflow_of(case).target(case.state, "assess") is not None:
        assess_locked(case, actor=actor, at=at)
        open_decision_item(case, actor=actor, at=at, since=clock.day_of(at))
