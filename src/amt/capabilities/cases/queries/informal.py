"""Cases that still lack their form, for the room that takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.services.completing import is_theirs
from amt.capabilities.cases.services.informal import NO_FORM, is_informal, lacking_states
from amt.contract import registry
from amt.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class InformalCase:
    """A case without form, and the party who applied."""

    case_uuid: UUID
    reference: str
    procedure_key: str
    applied_on: date
    party_uuid: UUID


def informal_case(actor: Actor, case_uuid: UUID) -> InformalCase | None:
    """Return the actor's own case if it still lacks its form, else None."""
    case = Case.objects.filter(uuid=case_uuid).first()
    return _seen(actor, case) if case is not None else None


def informal_case_of(actor: Actor, procedure_key: str) -> InformalCase | None:
    """Return the oldest case of a service that still lacks the form of a signed-in person."""
    found = registry.procedures().get(procedure_key)
    if found is None or not found.workflow.informal or actor.account_id is None:
        return None
    states = lacking_states(found.workflow)
    rows = Case.objects.filter(
        procedure_key=procedure_key,
        state__in=states,
        form_version=NO_FORM,
        parties__account_id=actor.account_id,
    )
    return next(
        (seen for case in rows.order_by("applied_on", "id") if (seen := _seen(actor, case))), None
    )


def case_without_form(case_uuid: UUID) -> InformalCase | None:
    """Return a case if it still lacks its form; the caller has its own right to know."""
    case = Case.objects.filter(uuid=case_uuid).first()
    applicant = case.parties.order_by("id").first() if case is not None else None
    if case is None or applicant is None or not is_informal(case):
        return None
    return _told(case, applicant)


def _seen(actor: Actor, case: Case) -> InformalCase | None:
    applicant = case.parties.order_by("id").first()
    if applicant is None or not is_informal(case) or not is_theirs(applicant, actor):
        return None
    return _told(case, applicant)


def _told(case: Case, applicant: Party) -> InformalCase:
    return InformalCase(
        case.uuid, case.reference, case.procedure_key, case.applied_on, applicant.uuid
    )
