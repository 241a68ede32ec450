"""Consultations as the consulted body and the unit of the case see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from amt.capabilities.cases.chronicle import procedure_of
from amt.capabilities.cases.facts import facts_of, records_in_force
from amt.capabilities.cases.models import Case, Consultation
from amt.capabilities.cases.services.consulting import CONSULTATION, may_answer
from amt.capabilities.cases.sight import shows, visible_facts
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.documents.queries import list_versions
from amt.contract import deeds
from amt.contract.deeds import ConsultationState, consultation_state
from amt.contract.facts import Facts
from amt.contract.procedure import Procedure, Sight
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.documents.queries import DocumentVersion


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """A consultation with what its body may see of the case; silence is computed for a day.

    `spec` is None when the procedure asks this body no more or is gone; then nothing is shown.
    `handed_in` are the body's own papers.
    """

    consultation: Consultation
    state: ConsultationState
    procedure: Procedure | None
    spec: deeds.Consultation | None
    facts: Facts
    documents: tuple[DocumentVersion, ...]
    handed_in: tuple[DocumentVersion, ...]


def get_consultation(
    actor: Actor, consultation_uuid: UUID, *, on: date | None = None
) -> ConsultationView:
    """Return a consultation to those who work in the consulted unit.

    :raises NotVisible: to everybody else, the unit of the case included.
    """
    found = (
        Consultation.objects.select_related("case__unit__authority", "unit", "answered_by")
        .filter(uuid=consultation_uuid)
        .first()
    )
    if found is None or not may_answer(actor, found):
        raise NotVisible(CONSULTATION, consultation_uuid)
    case = found.case
    facts = facts_of(records_in_force(case))
    versions = list_versions(SUBJECT_KIND, case.uuid)
    return _view(found, case, on or clock.today(), facts, versions)


def consultations_of(
    case: Case, *, on: date, facts: Facts | None = None
) -> tuple[ConsultationView, ...]:
    """Return the consultations of a case in the order in which bodies were asked."""
    found = list(case.consultations.select_related("unit", "answered_by").order_by("id"))
    if not found:
        return ()
    known = facts_of(records_in_force(case)) if facts is None else facts
    versions = list_versions(SUBJECT_KIND, case.uuid)
    return tuple(_view(one, case, on, known, versions) for one in found)


def spec_of(consultation: Consultation) -> deeds.Consultation | None:
    """Return what the procedure says of a consultation, or None when it says nothing any more."""
    procedure = procedure_of(consultation.case)
    known = procedure.consultations if procedure else ()
    return next((one for one in known if one.key == consultation.key), None)


def _view(
    consultation: Consultation,
    case: Case,
    on: date,
    facts: Facts,
    versions: list[DocumentVersion],
) -> ConsultationView:
    spec = spec_of(consultation)
    sight = Sight(facts=spec.facts, documents=spec.documents) if spec else None
    return ConsultationView(
        consultation=consultation,
        state=consultation_state(consultation.ends_on, consultation.answered_on, on=on),
        procedure=procedure_of(case),
        spec=spec,
        facts=visible_facts(sight, facts) if sight else Facts({}),
        documents=tuple(
            one
            for one in versions
            if sight and one.is_current and shows(sight.documents, one.label)
        ),
        handed_in=tuple(
            one for one in versions if str(one.document.uuid) in consultation.document_uuids
        ),
    )
