"""Drafts of people who have not signed in: begun, found again by code, taken into an account.

The code is shown on the pages of the draft and opens it on any device. Whoever has it can read,
change and send the draft; once the draft is in an account, the code opens nothing any more.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications import codes
from amt.capabilities.applications.forms import application_form, form_of, prefill_from
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.own import DRAFT, mandate_of, owner_id
from amt.capabilities.applications.refusals import DraftBegunBefore, TooManyDrafts, WrongDraftCode
from amt.capabilities.applications.services.call_day import join_case_of_call
from amt.capabilities.applications.services.drafts import (
    delete_drafts,
    locked_draft,
    new_draft,
    require_open,
)
from amt.capabilities.applications.services.linking import link_to_own_informal
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity.services import TooManyTries, count_wrong_try, too_many_tries
from amt.contract.registry import procedure
from amt.kernel import clock, installation
from amt.kernel.actors import ANONYMOUS, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.ids import digest_of

LONGEST_TYPED = 100


def code_actor_of(draft_uuid: UUID) -> Actor:
    """Return who acts when a draft is opened by its code."""
    return Actor(kind=ActorKind.CODE, subject=f"{DRAFT}:{draft_uuid}")


@transaction.atomic
def start_unsigned_draft(*, procedure_key: str, network: str = "", at: datetime) -> Draft:
    """Begin an application without account; `codes` of the draft open it again.

    Any service with a form can be begun so; who must sign in to send it does so before sending.
    `network` is where the caller's browser is; how many begin there within an hour is limited.

    :raises NoOnlineForm: when the service cannot be applied for online.
    :raises TooManyDrafts: when too many were begun from the network.
    """
    found = procedure(procedure_key)
    form = application_form(found)
    most = installation.drafts_per_hour()
    # What is refused is not begun, so its count may go with the transaction.
    if network and most and count_wrong_try(keys=(f"drafts network:{network}",), at=at) > most:
        raise TooManyDrafts
    seed = codes.new_seed()
    owner = {"code_seed": seed, "code_digest": digest_of(codes.derive(seed))}
    return new_draft(found, form, owner, prefill={}, actor=ANONYMOUS, at=at)


def resume_draft(*, code: str, origin: str, at: datetime) -> Draft:
    """Return the draft that a code opens, sent or not; `origin` is the caller's address.

    Wrong tries are counted by origin and stay counted when this refuses.

    :raises TooManyTries: after ten wrong tries within an hour.
    :raises WrongDraftCode: when no draft has the code, or its time is over.
    """
    keys = (f"draft origin:{origin}",)
    if too_many_tries(keys=keys, at=at):
        raise TooManyTries
    # The digest of 58 random bits is looked up; nothing is compared sign by sign.
    found = Draft.objects.filter(
        code_digest=digest_of(code[:LONGEST_TYPED]), expires_on__gte=clock.day_of(at)
    ).first()
    if found is None:
        with transaction.atomic():
            count_wrong_try(keys=keys, at=at)
            trail.record(
                actor=ANONYMOUS,
                action="applications.code_refused",
                subject_kind="draft",
                subject_id="",
                at=at,
            )
        raise WrongDraftCode
    with transaction.atomic():
        trail.record(
            actor=code_actor_of(found.uuid),
            action="applications.draft_resumed",
            subject_kind="draft",
            subject_id=found.uuid,
            at=at,
        )
    return found


@transaction.atomic
def adopt_draft(*, draft_uuid: UUID, replace: bool, actor: Actor, at: datetime) -> Draft:
    """Take a draft that was begun without account into the account; its code ends.

    The caller has shown that the session opened the draft. What the sign-in knows is filled in
    where nothing stands. With `replace` a draft of the same service in the account is deleted.

    :raises NotVisible: when nobody is signed in or the draft is somebody's by now.
    :raises AlreadySubmitted: when it was sent.
    :raises DraftExpired: when its time is over.
    :raises DraftBegunBefore: when the account has a draft of the same service.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible(DRAFT, draft_uuid)
    draft = locked_draft(code_actor_of(draft_uuid), draft_uuid)
    require_open(draft, clock.day_of(at))
    twin = _twin(draft, actor)
    if twin is not None:
        if not replace and twin.expires_on >= clock.day_of(at):
            raise DraftBegunBefore(twin.uuid)
        delete_drafts([twin], actor, at)
    found = procedure(draft.procedure_key)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    person = identity.person_of(identity.get_account(actor.account_id))
    draft.prefill = prefill_from(form, person, found.submitting_role)
    draft.answers = {**draft.prefill, **draft.answers}
    draft.account_id, draft.mandate_uuid = actor.account_id, mandate_of(actor)
    draft.code_digest, draft.code_seed = "", ""
    join_case_of_call(draft, actor, at)
    draft.save()
    link_to_own_informal(draft, found, form, actor, at)
    trail.record(
        actor=actor,
        action="applications.draft_adopted",
        subject_kind="draft",
        subject_id=draft.uuid,
        at=at,
        details={"procedure": found.key},
    )
    return draft


def _twin(draft: Draft, actor: Actor) -> Draft | None:
    """Return the open draft of the same form that the account has already."""
    return (
        Draft.objects.select_for_update()
        .filter(
            account_id=owner_id(actor),
            mandate_uuid=mandate_of(actor),
            procedure_key=draft.procedure_key,
            form_key=draft.form_key,
            submitted_at=None,
        )
        .first()
    )
