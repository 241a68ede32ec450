"""Taking the form of a case that began without one.

The day of the application stays that of the call or letter; what the form says supersedes what was
noted then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import (
    next_due_on,
    procedure_of,
    reaches,
    terms_of,
    workflow_of,
)
from amt.capabilities.cases.events import CaseOpened
from amt.capabilities.cases.facts import facts_of, records_in_force, supersede
from amt.capabilities.cases.models import Case, DeedRecord, Party
from amt.capabilities.cases.services.informal import COMPLETE, INFORMAL, is_informal
from amt.capabilities.cases.services.opening import (
    DECIDE,
    competent_for,
    file_papers,
    open_decision_item,
)
from amt.capabilities.cases.services.parties import PartyData, require_fitting, write_parties
from amt.capabilities.cases.visibility import PARTY_KIND, SUBJECT_KIND
from amt.capabilities.identity import queries as identity
from amt.capabilities.records import services as records
from amt.capabilities.worklist import services as worklist
from amt.contract.facts import Fact
from amt.contract.procedure import Procedure
from amt.kernel import clock, events
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal


class AlreadyComplete(Refusal):
    """The case has its form, or is not open for it any more."""

    code = "already_complete"

    def __init__(self) -> None:
        super().__init__(_("Für diesen Antrag ist das Formular schon da."))


@transaction.atomic
def complete_case(
    *,
    case_uuid: UUID,
    form_key: str,
    form_version: int,
    facts: Sequence[Fact],
    parties: Sequence[PartyData],
    document_uuids: Sequence[UUID] = (),
    document_labels: Mapping[UUID, str] = MappingProxyType({}),
    actor: Actor,
    at: datetime,
) -> Case:
    """Put the form into a case that lacks it; from now on it goes on like any other.

    The first of the parties is the one who applied informally; others are invited by letter unless
    they have an account. Where the form names a place of another unit, the case goes there.

    :raises NotVisible: when there is no such case, or somebody else acts than who applied.
    :raises AlreadyComplete: when the case does not wait for its form.
    :raises NoUnitCompetent: when nobody decides for the place of the facts.
    :raises PartiesDoNotFit: when roles or their numbers are not the procedure's.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    procedure = procedure_of(case) if case else None
    if case is None or procedure is None:
        raise NotVisible(SUBJECT_KIND, case_uuid)
    applicant = case.parties.order_by("id")[0]
    if actor.kind is not ActorKind.SYSTEM and not is_theirs(applicant, actor):
        raise NotVisible(SUBJECT_KIND, case_uuid)
    target = workflow_of(case).target(case.state, COMPLETE)
    if not is_informal(case) or target is None:
        raise AlreadyComplete
    require_fitting(procedure, parties)
    case.form_key, case.form_version, case.state = form_key, form_version, target
    _join(case, applicant, parties, actor, at)
    for fact in facts:
        supersede(
            case, fact.path, fact.value, source=fact.source, basis=fact.basis, actor=actor, at=at
        )
    _go_where_it_belongs(case, procedure, actor, at)
    file_papers(case, {d: document_labels.get(d, "") for d in document_uuids}, actor, at)
    _let_it_go_on(case, actor, at)
    _tell(case, applicant, actor, at)
    return case


def is_theirs(party: Party, actor: Actor) -> bool:
    """Tell whether a party is the one who acts: by account, accepted invitation or its code."""
    if actor.kind is ActorKind.CODE:
        return party.account_id is None and actor.subject == f"{PARTY_KIND}:{party.uuid}"
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        return False
    if party.account_id is not None:
        return party.account_id == actor.account_id
    # The job that binds an accepted invitation to the party may still be on its way.
    invitation = identity.invitation_of(PARTY_KIND, party.uuid)
    return invitation is not None and invitation.account_id == actor.account_id


def _join(
    case: Case, applicant: Party, parties: Sequence[PartyData], actor: Actor, at: datetime
) -> None:
    """Let the form say who applied and where letters go, and add whom else it names."""
    said = parties[0]
    applicant.role = said.role
    applicant.account_id = applicant.account_id or said.account_id
    applicant.name, applicant.address_lines = said.name, list(said.address_lines)
    applicant.email = said.email or applicant.email
    applicant.organisation = said.organisation
    applicant.save()
    write_parties(case, parties[1:], sender_first=False, actor=actor, at=at)


def _go_where_it_belongs(case: Case, procedure: Procedure, actor: Actor, at: datetime) -> None:
    worklist.close_items(
        subject_kind=SUBJECT_KIND, subject_id=case.uuid, kind=INFORMAL, at=at, actor=actor
    )
    unit = competent_for(procedure, dict(facts_of(records_in_force(case))), case.applied_on)
    if unit.pk == case.unit_id:
        return
    case.unit = unit
    worklist.close_items(subject_kind=SUBJECT_KIND, subject_id=case.uuid, at=at, actor=actor)
    records.move_akte(reference=case.reference, unit_id=unit.pk, actor=actor, at=at)


def _let_it_go_on(case: Case, actor: Actor, at: datetime) -> None:
    if reaches(workflow_of(case), case.state, DECIDE):
        open_decision_item(case, actor=actor, at=at)
    case.next_due_on = next_due_on(case, terms_of(case, on=clock.day_of(at)))
    case.save()


def _tell(case: Case, applicant: Party, actor: Actor, at: datetime) -> None:
    deed = DeedRecord.objects.create(
        case=case,
        key=COMPLETE,
        on=clock.day_of(at),
        at=at,
        actor_id=actor.account_id,
        role=applicant.role,
        party=applicant,
    )
    timeline.add(case, COMPLETE, actor=actor, at=at, deed=deed)
    trail.record(
        actor=actor,
        action="cases.case_completed",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={"unit": str(case.unit.uuid)},
    )
    # Whoever waits for cases that can be assessed or handed over waited for this one too.
    events.publish(CaseOpened(case.uuid, at))
