"""The day of a call counts as the day of the application, also where the caller confirms later.

An application needs no form where its service knows cases without one: then it was made in the
call (section 16 SGB I; sections 22 (1) and 25 (1) WoGG let the benefit begin with that month), and
the confirmed form completes it. Where a law wants a form, nothing is opened before it is confirmed.
"""

from __future__ import annotations

from datetime import date, datetime

from amt.capabilities.applications.models import Draft, InformalApplication
from amt.capabilities.applications.services.informal import take_informal
from amt.capabilities.applications.services.linking import person_of_answers
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.cases import services as cases
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.contract.answers import facts_of
from amt.contract.forms import Form
from amt.contract.procedure import Procedure
from amt.kernel import clock
from amt.kernel.actors import Actor

PARTY = "party"


def keep_day_of_call(
    draft: Draft, found: Procedure, form: Form, actor: Actor, at: datetime
) -> None:
    """Open the case of a caller who has still to confirm, once; in the transaction of asking.

    :raises NobodyDecidesThere: when no unit is competent for the place.
    """
    is_known = draft.completes_case_uuid is not None
    if draft.call_uuid is None or is_known or not found.workflow.informal:
        return
    call = identity.get_call(actor, draft.call_uuid, at)
    person = person_of_answers(found, form, draft.answers)
    taken = take_informal(
        procedure_key=found.key,
        name=person.full_name,
        address_lines=[line for line in person.address_lines if line != person.full_name],
        place=found.place_of(facts_of(form, draft.answers)),
        email=person.email,
        received_on=clock.day_of(call.begun_at),
        way=call.way,
        note=call.reason,
        tells=False,
        actor=actor,
        at=at,
    )
    draft.completes_case_uuid = taken.informal.case_uuid
    draft.save(update_fields=["completes_case_uuid"])


def day_of_case(draft: Draft) -> date | None:
    """Return the day that counts already, where the draft completes a case without form."""
    if draft.completes_case_uuid is None:
        return None
    case = case_queries.case_without_form(draft.completes_case_uuid)
    return case.applied_on if case else None


def join_case_of_call(draft: Draft, actor: Actor, at: datetime) -> None:
    """Let who takes the draft of a call into the account have the case of that call as well.

    The code of the draft was read out, nobody proved an address: the account must bear the name
    that was said. For anybody else the draft opens a case of its own.
    """
    if draft.completes_case_uuid is None or actor.account_id is None:
        return
    informal = InformalApplication.objects.filter(case_uuid=draft.completes_case_uuid).first()
    person = identity.person_of(identity.get_account(actor.account_id))
    if informal is None or informal.name.casefold() != person.full_name.casefold():
        draft.completes_case_uuid = None
        return
    invitation = identity_services.invite(
        subject_kind=PARTY,
        subject_id=informal.party_uuid,
        name=informal.name,
        address_lines=(informal.name, *informal.address_lines),
        actor=actor,
        at=at,
    )
    try:
        identity_services.accept_invitation(invitation_uuid=invitation.uuid, actor=actor, at=at)
    except identity_services.InvitationTaken:
        draft.completes_case_uuid = None
        return
    cases.bind_party(
        party_uuid=informal.party_uuid, account_id=actor.account_id, actor=actor, at=at
    )
