"""Deciding a case: one short transaction that ends with a declared act.

The caseworker decides, the proposal proposes: granting follows it, refusing may depart from it with
reasons of the law and own words (section 35 SGB X, section 39 VwVfG).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import decided_values, procedure_of, workflow_of
from amt.capabilities.cases.events import CaseDecided
from amt.capabilities.cases.facts import digest_of, facts_of, records_in_force
from amt.capabilities.cases.models import Case, Decision, Proposal
from amt.capabilities.cases.services import wording
from amt.capabilities.cases.services.assessing import newest_proposal
from amt.capabilities.cases.services.deeds import checked
from amt.capabilities.cases.services.doing import move
from amt.capabilities.cases.services.opening import DECIDE
from amt.capabilities.cases.services.timing import catch_up
from amt.capabilities.cases.visibility import SUBJECT_KIND, require_working
from amt.capabilities.worklist import services as worklist
from amt.contract.acts import ActKind, ActSpec
from amt.contract.assessment import Assessment, Outcome
from amt.contract.deeds import DECIDED, Entry
from amt.contract.procedure import Procedure
from amt.kernel import clock, events, faults
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

NO_INPUTS: Mapping[str, Any] = MappingProxyType({})

KINDS = {
    Outcome.GRANT.value: (ActKind.GRANT,),
    Outcome.PARTIAL.value: (ActKind.PARTIAL, ActKind.GRANT),
    Outcome.REFUSAL.value: (ActKind.REFUSAL,),
}
"""Which kinds of act declare a decision, the fitting one first."""


class AlreadyDecided(Refusal):
    """Somebody decided before; `decision` says who and when."""

    code = "already_decided"

    def __init__(self, decision: Decision) -> None:
        super().__init__(_("Über diesen Fall ist schon entschieden."))
        self.decision = decision


class NotToBeDecided(Refusal):
    """The state of the case allows no decision yet."""

    code = "not_to_be_decided"


class ProposalChanged(Refusal):
    """The proposal that was seen is not the one that holds now."""

    code = "proposal_changed"


class NothingToGrant(Refusal):
    """No proposal grants what should be granted."""

    code = "nothing_to_grant"


class ReasonsMissing(Refusal):
    """A refusal lacks its reasons."""

    code = "reasons_missing"


@dataclass(frozen=True, slots=True)
class _Resolution:
    """What is to be decided, checked: the parts that the act is composed from."""

    case: Case
    procedure: Procedure
    proposal: Proposal | None
    spec: ActSpec
    kind: str
    target: str
    reason_keys: tuple[str, ...]
    own_words: str
    inputs: Mapping[str, Any]


@transaction.atomic
def decide(
    *,
    case_uuid: UUID,
    kind: str,
    reason_keys: Sequence[str] = (),
    own_words: str = "",
    inputs: Mapping[str, Any] = NO_INPUTS,
    proposal_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> Decision:
    """Decide a case and declare the act; `proposal_id` is the uuid of the proposal that was seen.

    Where the procedure has no rules to propose anything, the caseworker decides freely. `inputs`
    are the answers to the form of the act that declares the decision, JSON values by path.

    :raises NotVisible: when the actor does not work on the case.
    :raises AlreadyDecided: when somebody decided before.
    :raises NotToBeDecided: when the case is not ready for a decision.
    :raises ProposalChanged: when another proposal than the one seen holds.
    :raises NothingToGrant: when the proposal does not grant that.
    :raises ReasonsMissing: when a refusal lacks reasons or own words.
    :raises AnswersWrong: when the form of the act is not answered as it must be.
    :raises ActCannotBeComposed: when the procedure cannot word the act.
    """
    locked = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    case = require_working(actor, locked, case_uuid)
    catch_up(case, on=clock.day_of(at), at=at)
    resolution = _resolve(case, kind, reason_keys, own_words, proposal_id, inputs)
    act = wording.declare(_draft(resolution, at), actor=actor)
    decision = _store(resolution, act.uuid, actor, at)
    worklist.close_items(
        subject_kind=SUBJECT_KIND, subject_id=case.uuid, kind=DECIDE, at=at, actor=actor
    )
    timeline.add(case, timeline.DECIDED, actor=actor, at=at, outcome=kind)
    trail.record(
        actor=actor,
        action="cases.case_decided",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={"decision": str(decision.uuid), "kind": kind, "act": str(act.uuid)},
    )
    events.publish(CaseDecided(case.uuid, decision.uuid, at))
    faults.point("cases.decide.before_commit")
    return decision


def preview_decision(
    *,
    case_uuid: UUID,
    kind: str,
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
    resolution = _resolve(case, kind, reason_keys, own_words, proposal_id, inputs)
    return wording.preview(_draft(resolution, at), actor=actor, role=role)


def act_of(procedure: Procedure, kind: str) -> ActSpec | None:
    """Return the act by which a procedure declares a decision of a kind, if it has one."""
    for wanted in KINDS.get(kind, ()):
        for spec in procedure.acts:
            if spec.kind is wanted:
                return spec
    return None


def _resolve(
    case: Case,
    kind: str,
    reason_keys: Sequence[str],
    own_words: str,
    proposal_id: UUID | None,
    inputs: Mapping[str, Any],
) -> _Resolution:
    target = workflow_of(case).target(case.state, DECIDE)
    if target is None:
        raise _not_to_be_decided(case)
    proposal, procedure = newest_proposal(case), procedure_of(case)
    proposes = procedure is not None and procedure.assess is not None
    if proposes and not _was_seen(case, proposal, proposal_id):
        raise ProposalChanged(
            _("Der Vorschlag hat sich geändert. Prüfen Sie ihn, bevor Sie entscheiden.")
        )
    spec = act_of(procedure, kind) if procedure else None
    if procedure is None or spec is None:
        raise wording.ActCannotBeComposed(_("Für diese Entscheidung gibt es hier keinen Bescheid."))
    words, keys = own_words.strip(), tuple(dict.fromkeys(reason_keys))
    if any(key not in spec.refusal_reasons for key in keys):
        raise ReasonsMissing(_("Wählen Sie einen Grund aus der Liste."))
    if procedure.assess is None:
        _require_free_reasons(kind, spec, keys, words)
    elif kind == Outcome.REFUSAL.value:
        _require_reasons(proposal, keys, words)
    elif proposal is None or proposal.outcome != kind:
        raise NothingToGrant(_("Der Vorschlag bewilligt das nicht."))
    answers = checked(spec.form, inputs)
    return _Resolution(case, procedure, proposal, spec, kind, target, keys, words, answers)


def _not_to_be_decided(case: Case) -> Refusal:
    last = case.decisions.select_related("decided_by").order_by("-number").first()
    if last is not None:
        return AlreadyDecided(last)
    if workflow_of(case).target(case.state, "assess") is not None:
        return NotToBeDecided(_("Der Vorschlag wird noch berechnet. Laden Sie die Seite neu."))
    return NotToBeDecided(_("In diesem Stand des Verfahrens ist noch keine Entscheidung möglich."))


def _was_seen(case: Case, proposal: Proposal | None, proposal_id: UUID | None) -> bool:
    """Tell whether the proposal that was seen is the newest and fits the facts of now."""
    if proposal is None or proposal.uuid != proposal_id:
        return proposal is None and proposal_id is None
    return proposal.facts_digest == digest_of(facts_of(records_in_force(case)), case.applied_on)


def _require_reasons(proposal: Proposal | None, keys: tuple[str, ...], words: str) -> None:
    if proposal is not None and proposal.outcome == Outcome.REFUSAL.value:
        return
    if not keys:
        raise ReasonsMissing(_("Wählen Sie mindestens einen Grund für die Ablehnung."))
    if not words:
        raise ReasonsMissing(
            _("Begründen Sie mit eigenen Worten, warum Sie vom Vorschlag abweichen.")
        )


def _require_free_reasons(kind: str, spec: ActSpec, keys: tuple[str, ...], words: str) -> None:
    """Ask for reasons where no rules give any: a reason of the list, or own words, or the form."""
    if kind == Outcome.REFUSAL.value and not (keys or words or spec.form):
        raise ReasonsMissing(_("Begründen Sie die Ablehnung."))


def _draft(resolution: _Resolution, at: datetime) -> wording.Draft:
    case, proposal = resolution.case, resolution.proposal
    stored = proposal.assessment if proposal else None
    on = clock.day_of(at)
    return wording.Draft(
        case=case,
        procedure=resolution.procedure,
        spec=resolution.spec,
        entry=Entry(
            DECIDED, on, decided_values(resolution.inputs, resolution.kind, resolution.spec.key)
        ),
        parties=tuple(case.parties.order_by("id")),
        consultations=tuple(case.consultations.select_related("unit").order_by("id")),
        at=at,
        inputs=resolution.inputs,
        assessment=Assessment.from_json(stored) if stored else Assessment(segments=()),
        own_words=resolution.own_words,
        reason_keys=resolution.reason_keys,
    )


def _store(resolution: _Resolution, act_uuid: UUID, actor: Actor, at: datetime) -> Decision:
    case = resolution.case
    if actor.account_id is None:
        raise ValueError("a decision needs a person")
    decision = Decision.objects.create(
        case=case,
        number=Decision.objects.filter(case=case).count() + 1,
        kind=resolution.kind,
        proposal=resolution.proposal,
        reason_keys=list(resolution.reason_keys),
        own_words=resolution.own_words,
        inputs=dict(resolution.inputs),
        decided_by_id=actor.account_id,
        decided_at=at,
        act_uuid=act_uuid,
        act_key=resolution.spec.key,
    )
    move(case, resolution.procedure.workflow, resolution.target, actor=actor, at=at)
    return decision
