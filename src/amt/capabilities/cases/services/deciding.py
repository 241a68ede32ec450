"""Deciding a case: one short transaction that ends with a declared act.

The caseworker decides, the proposal proposes: granting follows it, refusing may depart from it with
reasons of the law and own words (section 35 SGB X, section 39 VwVfG).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.acts import services as acts
from amt.capabilities.cases import timeline
from amt.capabilities.cases.events import CaseDecided
from amt.capabilities.cases.facts import digest_of, facts_of, records_in_force
from amt.capabilities.cases.models import Case, Decision, Party, Proposal
from amt.capabilities.cases.services.assessing import newest_proposal, procedure_of, workflow_of
from amt.capabilities.cases.services.opening import DECIDE
from amt.capabilities.cases.visibility import SUBJECT_KIND, require_working
from amt.capabilities.identity.queries import get_account, has_delivery_consent
from amt.capabilities.worklist import services as worklist
from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec
from amt.contract.assessment import Assessment, Outcome
from amt.contract.law import Channel, Law
from amt.contract.procedure import Procedure
from amt.kernel import clock, events, faults
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

log = structlog.get_logger(__name__)

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


class ActCannotBeComposed(Refusal):
    """The procedure cannot word the act."""

    code = "act_cannot_be_composed"


@dataclass(frozen=True, slots=True)
class _Resolution:
    """What is to be decided, checked: the parts that the act is composed from."""

    case: Case
    procedure: Procedure
    proposal: Proposal | None
    spec: ActSpec
    kind: str
    reason_keys: tuple[str, ...]
    own_words: str


@transaction.atomic
def decide(
    *,
    case_uuid: UUID,
    kind: str,
    reason_keys: Sequence[str] = (),
    own_words: str = "",
    proposal_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> Decision:
    """Decide a case and declare the act; `proposal_id` is the uuid of the proposal that was seen.

    :raises NotVisible: when the actor does not work on the case.
    :raises AlreadyDecided: when somebody decided before.
    :raises NotToBeDecided: when the case is not ready for a decision.
    :raises ProposalChanged: when another proposal than the one seen holds.
    :raises NothingToGrant: when the proposal does not grant that.
    :raises ReasonsMissing: when a refusal lacks reasons or own words.
    :raises ActCannotBeComposed: when the procedure cannot word the act.
    """
    locked = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    case = require_working(actor, locked, case_uuid)
    resolution = _resolve(case, kind, reason_keys, own_words, proposal_id)
    act = acts.declare_act(
        subject_kind=SUBJECT_KIND,
        subject_id=str(case.uuid),
        actor=actor,
        **_declaration(resolution, actor, at),
    )
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
    proposal_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> bytes:
    """Return the letter that `decide` would send as a PDF marked as draft; nothing is stored.

    Raises what `decide` raises.
    """
    found = Case.objects.filter(uuid=case_uuid).first()
    case = require_working(actor, found, case_uuid)
    resolution = _resolve(case, kind, reason_keys, own_words, proposal_id)
    return acts.preview_act(**_declaration(resolution, actor, at))


def act_of(procedure: Procedure, kind: str) -> ActSpec | None:
    """Return the act by which a procedure declares a decision of a kind, if it has one."""
    for wanted in KINDS.get(kind, ()):
        for spec in procedure.acts:
            if spec.kind is wanted:
                return spec
    return None


def _resolve(
    case: Case, kind: str, reason_keys: Sequence[str], own_words: str, proposal_id: UUID | None
) -> _Resolution:
    last = (
        Decision.objects.filter(case=case).select_related("decided_by").order_by("-number").first()
    )
    if workflow_of(case).target(case.state, "decide") is None:
        if last is not None:
            raise AlreadyDecided(last)
        raise NotToBeDecided(_("Der Vorschlag wird noch berechnet. Laden Sie die Seite neu."))
    proposal = newest_proposal(case)
    if proposal_id != (proposal.uuid if proposal else None) or not _holds(case, proposal):
        raise ProposalChanged(
            _("Der Vorschlag hat sich geändert. Prüfen Sie ihn, bevor Sie entscheiden.")
        )
    procedure = procedure_of(case)
    spec = act_of(procedure, kind) if procedure else None
    if procedure is None or spec is None:
        raise ActCannotBeComposed(_("Für diese Entscheidung gibt es hier keinen Bescheid."))
    words, keys = own_words.strip(), tuple(dict.fromkeys(reason_keys))
    if kind == Outcome.REFUSAL.value:
        _require_reasons(proposal, spec, keys, words)
    elif proposal is None or proposal.outcome != kind:
        raise NothingToGrant(_("Der Vorschlag bewilligt das nicht."))
    return _Resolution(case, procedure, proposal, spec, kind, keys, words)


def _holds(case: Case, proposal: Proposal | None) -> bool:
    if proposal is None:
        return True
    facts = facts_of(records_in_force(case))
    return proposal.facts_digest == digest_of(facts, case.applied_on)


def _require_reasons(
    proposal: Proposal | None, spec: ActSpec, keys: tuple[str, ...], words: str
) -> None:
    if any(key not in spec.refusal_reasons for key in keys):
        raise ReasonsMissing(_("Wählen Sie einen Grund aus der Liste."))
    proposed = proposal is not None and proposal.outcome == Outcome.REFUSAL.value
    if proposed:
        return
    if not keys:
        raise ReasonsMissing(_("Wählen Sie mindestens einen Grund für die Ablehnung."))
    if not words:
        raise ReasonsMissing(
            _("Begründen Sie mit eigenen Worten, warum Sie vom Vorschlag abweichen.")
        )


class _Declaration(TypedDict):
    """What declaring and previewing an act have in common."""

    procedure_key: str
    act_key: str
    reference: str
    unit_id: int
    content: ActContent
    law: Law
    addressees: list[acts.ActAddressee]
    signatory_name: str
    applied_on: date
    at: datetime


def _declaration(resolution: _Resolution, actor: Actor, at: datetime) -> _Declaration:
    case = resolution.case
    return {
        "procedure_key": case.procedure_key,
        "act_key": resolution.spec.key,
        "reference": case.reference,
        "unit_id": case.unit_id,
        "content": _compose(resolution, clock.day_of(at)),
        "law": resolution.procedure.law,
        "addressees": _addressees(case, resolution.spec),
        "signatory_name": _signatory_name(actor),
        "applied_on": case.applied_on,
        "at": at,
    }


def _compose(resolution: _Resolution, on: date) -> ActContent:
    case, proposal = resolution.case, resolution.proposal
    stored = proposal.assessment if proposal else None
    context = ActContext(
        facts=facts_of(records_in_force(case)),
        assessment=Assessment.from_json(stored) if stored else Assessment(segments=()),
        texts=resolution.procedure.texts,
        reference=case.reference,
        applied_on=case.applied_on,
        decided_on=on,
        own_words=resolution.own_words,
        reason_keys=resolution.reason_keys,
    )
    try:
        content = resolution.spec.compose(context)
        if resolution.spec.burdening and not content.reasons:
            raise ValueError("a burdening act without reasons")
        return content
    except Exception as failure:
        log.exception("cases.act_not_composed", case=str(case.uuid), act=resolution.spec.key)
        raise ActCannotBeComposed(
            _(
                "Der Bescheid lässt sich aus diesen Angaben nicht erstellen. "
                "Es ist nichts entschieden."
            )
        ) from failure


def _addressees(case: Case, spec: ActSpec) -> list[acts.ActAddressee]:
    parties = Party.objects.filter(case=case, role__in=spec.addressees).order_by("id")
    return [
        acts.ActAddressee(
            account_id=party.account_id,
            name=party.name,
            address_lines=tuple(party.address_lines),
            channel=_channel(party),
        )
        for party in parties
    ]


def _channel(party: Party) -> Channel:
    if party.account_id is not None and has_delivery_consent(party.account_id):
        return Channel.MAILBOX
    return Channel.LETTER


def _signatory_name(actor: Actor) -> str:
    if actor.account_id is None:
        raise ValueError("a decision needs a person")
    return get_account(actor.account_id).full_name


def _store(resolution: _Resolution, act_uuid: UUID, actor: Actor, at: datetime) -> Decision:
    case = resolution.case
    target = workflow_of(case).target(case.state, "decide")
    if target is None or actor.account_id is None:
        raise ValueError("checked before")
    decision = Decision.objects.create(
        case=case,
        number=Decision.objects.filter(case=case).count() + 1,
        kind=resolution.kind,
        proposal=resolution.proposal,
        reason_keys=list(resolution.reason_keys),
        own_words=resolution.own_words,
        decided_by_id=actor.account_id,
        decided_at=at,
        act_uuid=act_uuid,
    )
    case.state = target
    case.save(update_fields=["state"])
    return decision
