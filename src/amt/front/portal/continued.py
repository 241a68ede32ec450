"""How a matter goes on by a form: the one that is missing, the one for the time after a grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from amt.capabilities.applications import queries as applications
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.queries import CaseStatus
from amt.contract.procedure import Procedure
from amt.kernel.actors import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class FormMissing:
    """That a matter waits for its form, and until when we wait without asking again."""

    url: str
    applied_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class RenewalDue:
    """That a grant ends soon or has ended, and where to apply for the time after it."""

    url: str
    until: date


def form_missing(found: CaseStatus, known: Procedure | None) -> FormMissing | None:
    """Return that the form is missing, or None."""
    if known is None or not known.workflow.informal:
        return None
    if known.workflow.target(found.state, "complete") is None:
        return None
    if cases.case_without_form(found.case_uuid) is None:
        return None
    taken = applications.informal_of_case(found.case_uuid)
    return FormMissing(
        url=reverse("portal:complete", args=[found.case_uuid]),
        applied_on=found.applied_on,
        until=taken.form_until if taken else None,
    )


def renewal_due(actor: Actor, found: CaseStatus, known: Procedure | None) -> RenewalDue | None:
    """Return that the reader can apply for the time after a grant by now, or None."""
    if known is None or known.benefit is None or actor.kind is not ActorKind.RESIDENT:
        return None
    if known.submitting_role not in found.my_roles or not found.acts:
        return None
    until = applications.granted_until(known, found.case_uuid, history=found.history)
    if until is None or not applications.may_renew_on(until, known.benefit.renewal_months):
        return None
    if applications.is_renewed(found.case_uuid):
        return None
    return RenewalDue(renewal_url(known.key, found.case_uuid), until)


def renewal_url(procedure_key: str, case_uuid: UUID) -> str:
    """Return where somebody applies for the time after a grant."""
    return reverse("portal:renew", args=[procedure_key, case_uuid])
