"""What is to be decided, checked: proposal, act, reasons and the answers to the form of the act.

The caseworker decides, the proposal proposes: granting follows it, refusing may depart from it with
reasons of the law and own words (section 35 SGB X, section 39 VwVfG).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases import choice
from amt.capabilities.cases.chronicle import decided_values, procedure_of, workflow_of
from amt.capabilities.cases.facts import digest_of, facts_of, records_in_force
from amt.capabilities.cases.models import Case, Decision, Proposal
from amt.capabilities.cases.services import wording
from amt.capabilities.cases.services.assessing import newest_proposal
from amt.capabilities.cases.services.deeds import checked
from amt.contract.acts import ActSpec
from amt.contract.assessment import Assessment, Outcome
from amt.contract.deeds import DECIDED, Entry
from amt.contract.procedure import Procedure
from amt.kernel import clock
from amt.kernel.errors import Refusal

NO_INPUTS: Mapping[str, Any] = MappingProxyType({})


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
class Wanted:
    """What somebody wants to decide; without `act` by the usual act for the outcome `kind`."""

    kind: str
    act: str = ""
    reason_keys: Sequence[str] = ()
    own_words: str = ""
    inputs: Mapping[str, Any] = field(default_factory=lambda: NO_INPUTS)
    proposal_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is to be decided, checked: the parts that the act is composed from."""

    case: Case
    procedure: Procedure
    proposal: Proposal | None
    spec: ActSpec
    kind: str
    target: str
    reason_keys: tuple[str, ...] = ()
    own_words: str = ""
    inputs: Mapping[str, Any] = field(default_factory=lambda: NO_INPUTS)


def resolve(case: Case, wanted: Wanted) -> Resolution:
    """Check what somebody wants to decide in a case.

    :raises Refusal: as `decide` says.
    """
    procedure, last = procedure_of(case), _last_decision(case)
    if not choice.may_be_decided(
        procedure, workflow_of(case), case.state, decided=last is not None
    ):
        raise _not_to_be_decided(case, last)
    proposal = newest_proposal(case)
    proposes = procedure is not None and procedure.assess is not None
    if proposes and not _was_seen(case, proposal, wanted.proposal_id):
        raise ProposalChanged(
            _("Der Vorschlag hat sich geändert. Prüfen Sie ihn, bevor Sie entscheiden.")
        )
    declared = choice.declared_as(wanted.kind, assessment_of(proposal))
    found = choice.choice_of(procedure, case.state, declared, act=wanted.act) if procedure else None
    if procedure is None or found is None:
        raise wording.ActCannotBeComposed(_("Für diese Entscheidung gibt es hier keinen Bescheid."))
    words, keys = wanted.own_words.strip(), tuple(dict.fromkeys(wanted.reason_keys))
    _require_what_it_takes(procedure, proposal, found.spec, wanted.kind, keys, words)
    return Resolution(
        case=case,
        procedure=procedure,
        proposal=proposal,
        spec=found.spec,
        kind=wanted.kind,
        target=found.target,
        reason_keys=keys,
        own_words=words,
        inputs=checked(found.spec.form, wanted.inputs),
    )


def draft_of(resolution: Resolution, at: datetime, *, by_machine: bool = False) -> wording.Draft:
    """Return what the act of a decision is worded from, by a person or by the machine."""
    automation = resolution.procedure.automation
    automatic_norm = automation.norm if by_machine and automation else ""
    case, proposal = resolution.case, resolution.proposal
    stored = proposal.assessment if proposal else None
    on = clock.day_of(at)
    told = decided_values(resolution.inputs, resolution.kind, resolution.spec.key, stored)
    return wording.Draft(
        case=case,
        procedure=resolution.procedure,
        spec=resolution.spec,
        entry=Entry(DECIDED, on, told),
        parties=tuple(case.parties.order_by("id")),
        consultations=tuple(case.consultations.select_related("unit").order_by("id")),
        at=at,
        inputs=resolution.inputs,
        assessment=assessment_of(proposal) or Assessment(segments=()),
        own_words=resolution.own_words,
        reason_keys=resolution.reason_keys,
        automatic_norm=automatic_norm,
    )


def assessment_of(proposal: Proposal | None) -> Assessment | None:
    """Return what a proposal says, or None where there is none or it found nothing."""
    stored = proposal.assessment if proposal else None
    return Assessment.from_json(stored) if stored else None


def _last_decision(case: Case) -> Decision | None:
    return case.decisions.select_related("decided_by").order_by("-number").first()


def _not_to_be_decided(case: Case, last: Decision | None) -> Refusal:
    if last is not None:
        return AlreadyDecided(last)
    if workflow_of(case).target(case.state, choice.ASSESS) is not None:
        return NotToBeDecided(_("Der Vorschlag wird noch berechnet. Laden Sie die Seite neu."))
    return NotToBeDecided(_("In diesem Stand des Verfahrens ist noch keine Entscheidung möglich."))


def _was_seen(case: Case, proposal: Proposal | None, proposal_id: UUID | None) -> bool:
    """Tell whether the proposal that was seen is the newest and fits the facts of now."""
    if proposal is None or proposal.uuid != proposal_id:
        return proposal is None and proposal_id is None
    return proposal.facts_digest == digest_of(facts_of(records_in_force(case)), case.applied_on)


def _require_what_it_takes(
    procedure: Procedure,
    proposal: Proposal | None,
    spec: ActSpec,
    kind: str,
    keys: tuple[str, ...],
    words: str,
) -> None:
    if any(key not in spec.refusal_reasons for key in keys):
        raise ReasonsMissing(_("Wählen Sie einen Grund aus der Liste."))
    if procedure.assess is None:
        _require_free_reasons(kind, spec, keys, words)
    elif kind == Outcome.REFUSAL.value:
        _require_reasons(proposal, spec, keys, words)
    elif proposal is None or proposal.outcome != kind:
        raise NothingToGrant(_("Der Vorschlag bewilligt das nicht."))


def _require_reasons(
    proposal: Proposal | None, spec: ActSpec, keys: tuple[str, ...], words: str
) -> None:
    if proposal is not None and proposal.outcome == Outcome.REFUSAL.value:
        return
    if spec.refusal_reasons and not keys:
        raise ReasonsMissing(_("Wählen Sie mindestens einen Grund für die Ablehnung."))
    if not words:
        raise ReasonsMissing(
            _("Begründen Sie mit eigenen Worten, warum Sie vom Vorschlag abweichen.")
        )


def _require_free_reasons(kind: str, spec: ActSpec, keys: tuple[str, ...], words: str) -> None:
    """Ask for reasons where no rules give any: a reason of the list, or own words, or the form."""
    if kind == Outcome.REFUSAL.value and not (keys or words or spec.form):
        raise ReasonsMissing(_("Begründen Sie die Ablehnung."))
