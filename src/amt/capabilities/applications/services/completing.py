"""Filling in the form of an application that was taken down without it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.own import owner_id, party_of_code
from amt.capabilities.applications.services.drafts import (
    locked_draft,
    start_draft,
    start_draft_by_code,
)
from amt.capabilities.applications.services.linking import link_to_informal
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.queries import InformalCase
from amt.capabilities.cases.services import AlreadyComplete
from amt.contract.registry import procedure
from amt.kernel.actors import Actor


@transaction.atomic
def start_completion(*, case_uuid: UUID, actor: Actor, at: datetime) -> Draft:
    """Begin the form of a case that lacks it, or return the one begun.

    Who is signed in goes on with what was typed with the code of the letter before.

    :raises NotVisible: when the case is not the actor's own.
    :raises amt.capabilities.cases.services.AlreadyComplete: when the form is there.
    :raises TrustTooLow: when the sign-in is not sure enough, or the code does not suffice.
    """
    case = cases.informal_case(actor, case_uuid)
    if case is None:
        # Whoever may not see the case learns nothing of it.
        cases.status_of(actor, case_uuid)
        raise AlreadyComplete
    if party_of_code(actor) is not None:
        begun = start_draft_by_code(
            procedure_key=case.procedure_key, party_uuid=case.party_uuid, actor=actor, at=at
        )
    else:
        _take_over(case, actor)
        begun = start_draft(procedure_key=case.procedure_key, actor=actor, at=at)
    draft = locked_draft(actor, begun.uuid)
    if draft.completes_case_uuid != case_uuid:
        form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
        link_to_informal(draft, procedure(draft.procedure_key), form, case, at)
    return draft


def _take_over(case: InformalCase, actor: Actor) -> None:
    """Let the draft that was begun with the code be the account's, unless it has one open."""
    mine = Draft.objects.filter(
        account_id=owner_id(actor), procedure_key=case.procedure_key, submitted_at=None
    )
    if not mine.exists():
        by_code = Draft.objects.filter(party_uuid=case.party_uuid, submitted_at=None)
        by_code.update(party_uuid=None, account_id=actor.account_id)
