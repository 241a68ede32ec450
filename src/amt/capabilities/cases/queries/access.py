"""Who may open a document that belongs to a case."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.acts import queries as acts
from amt.capabilities.cases.models import Case, Consultation
from amt.capabilities.cases.queries.consultations import spec_of
from amt.capabilities.cases.queries.status import sees_act
from amt.capabilities.cases.services.consulting import CONSULTATION, label_of, may_answer
from amt.capabilities.cases.services.papers import OFFICE_KIND
from amt.capabilities.cases.sight import shows, shows_paper, sight_of
from amt.capabilities.cases.visibility import (
    PARTY_KIND,
    SUBJECT_KIND,
    can_work_on,
    parties_of,
    visible_case,
)
from amt.capabilities.documents.queries import owners_of
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible


def may_open_document(actor: Actor, document_uuid: UUID) -> bool:
    """Tell whether somebody may open a document by one of the cases that it belongs to.

    The unit of the case opens all of it, a party what its roles see and its own acts, a consulted
    body the papers that it was asked about.
    """
    ways = {
        SUBJECT_KIND: _by_case,
        OFFICE_KIND: _by_work,
        PARTY_KIND: _by_party,
        CONSULTATION: _by_body,
    }
    return _is_own_act(actor, document_uuid) or any(
        ways[owner.owner_kind](actor, UUID(owner.owner_id), owner.label)
        for owner in owners_of(document_uuid)
        if owner.owner_kind in ways
    )


def _by_work(actor: Actor, case_uuid: UUID, _label: str) -> bool:
    case = Case.objects.filter(uuid=case_uuid).first()
    return case is not None and can_work_on(actor, case)


def _by_party(actor: Actor, party_uuid: UUID, _label: str) -> bool:
    case = Case.objects.filter(parties__uuid=party_uuid).first()
    return case is not None and party_uuid in {one.uuid for one in parties_of(actor, case)}


def _by_body(actor: Actor, consultation_uuid: UUID, _label: str) -> bool:
    asked = Consultation.objects.filter(uuid=consultation_uuid).first()
    return asked is not None and may_answer(actor, asked)


def _by_case(actor: Actor, case_uuid: UUID, label: str) -> bool:
    try:
        case = visible_case(actor, case_uuid)
    except NotVisible:
        return _by_consultation(actor, case_uuid, label)
    if can_work_on(actor, case):
        return True
    return shows_paper(sight_of(case, parties_of(actor, case)), label)


def _by_consultation(actor: Actor, case_uuid: UUID, label: str) -> bool:
    asked = Consultation.objects.select_related("case").filter(case__uuid=case_uuid)
    return any(
        may_answer(actor, one)
        and (
            label == label_of(one)
            or ((spec := spec_of(one)) is not None and shows(spec.documents, label))
        )
        for one in asked
    )


def _is_own_act(actor: Actor, document_uuid: UUID) -> bool:
    act = acts.find_act_of_document(document_uuid)
    if act is None or act.subject_kind != SUBJECT_KIND:
        return False
    try:
        case = visible_case(actor, UUID(act.subject_id))
    except NotVisible:
        return False
    mine = parties_of(actor, case)
    sight = sight_of(case, mine)
    return any(
        row.addressee.document_uuid == document_uuid and sees_act(actor, case, mine, sight, row)
        for view in acts.list_acts(SUBJECT_KIND, act.subject_id)
        for row in view.addressees
    )
