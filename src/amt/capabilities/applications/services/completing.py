"""Filling in the form of an application that was taken down without it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.services.drafts import locked_draft, start_draft
from amt.capabilities.applications.services.linking import link_to_informal
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.services import AlreadyComplete
from amt.contract.registry import procedure
from amt.kernel.actors import Actor


@transaction.atomic
def start_completion(*, case_uuid: UUID, actor: Actor, at: datetime) -> Draft:
    """Begin the form of a case that lacks it, or return the one begun.

    :raises NotVisible: when the case is not the actor's own, or nobody is signed in.
    :raises amt.capabilities.cases.services.AlreadyComplete: when the form is there.
    :raises TrustTooLow: when the sign-in is not sure enough.
    """
    case = cases.informal_case(actor, case_uuid)
    if case is None:
        # Whoever may not see the case learns nothing of it.
        cases.status_of(actor, case_uuid)
        raise AlreadyComplete
    begun = start_draft(procedure_key=case.procedure_key, actor=actor, at=at)
    draft = locked_draft(actor, begun.uuid)
    if draft.completes_case_uuid != case_uuid:
        form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
        link_to_informal(draft, procedure(draft.procedure_key), form, case, at)
    return draft
