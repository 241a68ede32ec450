"""Filling in a form for somebody who calls or stands at the counter.

A draft belongs to the call while it runs. When the call ends, what was typed is kept for the caller
alone, who goes on with the code that was read out; what is empty is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from amt.capabilities.applications import codes
from amt.capabilities.applications.calls import parties_living_at, parties_named
from amt.capabilities.applications.forms import application_form, prefill_from
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.own import CALL, call_of
from amt.capabilities.applications.refusals import DraftBegunBefore, WrongDraftCode
from amt.capabilities.applications.services.drafts import delete_drafts, open_draft, require_open
from amt.capabilities.applications.services.unsigned import resume_draft
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.contract.registry import procedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.ids import digest_of

_TOLD = (gettext_noop("Aktenzeichen, Stand und nächster Schritt der Anträge"),)


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said of the caller; the names fit `Field.person` of a form."""

    given_name: str
    family_name: str
    birth_date: date | None


@transaction.atomic
def start_call_draft(*, procedure_key: str, actor: Actor, at: datetime) -> Draft:
    """Begin an application for the person of the running call, or return the one begun in it.

    Name and birth date are filled in as they were said; nothing comes from the account.

    :raises NotVisible: when the actor is in no call.
    :raises NoOnlineForm: when the service cannot be applied for online.
    """
    call = _call(actor, at)
    found = procedure(procedure_key)
    form = application_form(found)
    draft = open_draft(found, form, {"call_uuid": call.uuid}, prefill={}, actor=actor, at=at)
    if not draft.code_seed:
        said = _Said(call.given_name, call.family_name, call.birth_date)
        draft.answers = prefill_from(form, said, found.submitting_role)
        draft.code_seed = codes.new_seed()
        draft.from_call_uuid = call.uuid
        draft.save(update_fields=["answers", "code_seed", "from_call_uuid"])
    return draft


def take_up_draft(*, code: str, actor: Actor, at: datetime) -> Draft:
    """Go on with what the caller began without account; the caller says its code.

    Wrong codes count for the agent, as they do for everybody.

    :raises NotVisible: when the actor is in no call.
    :raises TooManyTries: after ten wrong tries within an hour.
    :raises WrongDraftCode: when no open draft has the code.
    :raises DraftBegunBefore: when the call has a draft of the same service with answers.
    """
    call = _call(actor, at)
    found = resume_draft(code=code, origin=f"agent:{actor.account_uuid}", at=at)
    with transaction.atomic():
        rows = Draft.objects.select_for_update()
        draft = rows.filter(uuid=found.uuid, submitted_at=None).exclude(code_digest="").first()
        if draft is None:
            raise WrongDraftCode
        require_open(draft, clock.day_of(at))
        _make_room(draft, call, actor, at)
        draft.call_uuid, draft.from_call_uuid, draft.code_digest = call.uuid, call.uuid, ""
        draft.save(update_fields=["call_uuid", "from_call_uuid", "code_digest"])
        _record(actor, "applications.draft_taken_up", draft, at)
    return draft


def search_caller(
    *,
    call_uuid: UUID,
    given_name: str,
    family_name: str,
    birth_date: date | None,
    actor: Actor,
    at: datetime,
) -> identity_services.Searched:
    """Look for the caller among accounts and among those who applied without one.

    :raises NotVisible: when the call is not the actor's or is over.
    :raises amt.capabilities.identity.services.NameMissing: when part of what is said is missing.
    :raises amt.capabilities.identity.services.SearchesUsedUp: after ten searches in a call.
    """
    identity.get_call(actor, call_uuid, at)
    return identity_services.search_caller(
        call_uuid=call_uuid,
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        party_uuids=parties_named(given_name, family_name, birth_date),
        actor=actor,
        at=at,
    )


def confirm_caller(*, call_uuid: UUID, postcode: str, actor: Actor, at: datetime) -> identity.Call:
    """Take the one who lives where the caller says for the caller, whose matters are told then.

    :raises NotVisible: when the call is not the actor's or is over.
    :raises amt.capabilities.identity.services.CallerNotSure: when the postcode fits nobody.
    :raises amt.capabilities.identity.services.CallerUnknown: after three wrong ones.
    """
    searched = identity.get_call(actor, call_uuid, at)
    call = identity_services.confirm_caller(
        call_uuid=call_uuid,
        postcode=postcode,
        party_uuids=parties_living_at(searched, postcode),
        actor=actor,
        at=at,
    )
    identity_services.note_told(call=call, data=_TOLD, actor=actor, at=at)
    return call


@transaction.atomic
def end_call(*, call_uuid: UUID, actor: Actor, at: datetime) -> None:
    """End a call: from now on what was filled in belongs to the caller alone.

    :raises NotVisible: when the call is not the actor's.
    """
    identity_services.end_call(call_uuid=call_uuid, actor=actor, at=at)
    leave_drafts(call_uuid=call_uuid, actor=actor, at=at)


@transaction.atomic
def leave_drafts(*, call_uuid: UUID, actor: Actor = SYSTEM, at: datetime) -> int:
    """Give what was filled in during a call to the code of its caller; return how many drafts."""
    rows = Draft.objects.select_for_update().filter(call_uuid=call_uuid, submitted_at=None)
    left = 0
    for draft in rows:
        if _is_untouched(draft):
            delete_drafts([draft], actor, at)
            continue
        draft.call_uuid = None
        draft.code_seed = draft.code_seed or codes.new_seed()
        draft.code_digest = digest_of(codes.derive(draft.code_seed))
        draft.save(update_fields=["call_uuid", "code_seed", "code_digest"])
        _record(actor, "applications.draft_left", draft, at)
        left += 1
    return left


def _call(actor: Actor, at: datetime) -> identity.Call:
    """Return the running call in which somebody acts. :raises NotVisible: when there is none."""
    call_uuid = call_of(actor)
    if call_uuid is None:
        raise NotVisible(CALL, "")
    return identity.get_call(actor, call_uuid, at)


def _make_room(draft: Draft, call: identity.Call, actor: Actor, at: datetime) -> None:
    twin = Draft.objects.filter(
        call_uuid=call.uuid,
        procedure_key=draft.procedure_key,
        form_key=draft.form_key,
        submitted_at=None,
    ).first()
    if twin is not None and not _is_untouched(twin):
        raise DraftBegunBefore(twin.uuid)
    if twin is not None:
        delete_drafts([twin], actor, at)


def _is_untouched(draft: Draft) -> bool:
    return draft.updated_at == draft.started_at


def _record(actor: Actor, action: str, draft: Draft, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="draft",
        subject_id=draft.uuid,
        at=at,
        details={"procedure": draft.procedure_key},
    )
