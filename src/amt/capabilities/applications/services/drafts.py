"""Beginning, filling in and throwing away a draft.

Every page is saved on its own under a lock of the draft's row and merged into the answers, so that
two tabs on two pages never wipe each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import application_form, form_of, prefill_from
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.own import mandate_of, owns, trust_of
from amt.capabilities.applications.refusals import AlreadySubmitted, DraftExpired, TrustTooLow
from amt.capabilities.applications.services.confirmed import Confirmed, note_confirmed
from amt.capabilities.applications.services.linking import link_to_own_informal
from amt.capabilities.documents import queries as document_queries
from amt.capabilities.documents import services as documents
from amt.capabilities.identity import queries as identity
from amt.contract.answers import COUNT_SUFFIX, Problem, asked_fields, asked_steps, read_step
from amt.contract.forms import FieldKind, Form, FormStep
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.one_row import find_row

DAYS_KEPT = 30
LONGEST_RAW = 20_000
MOST_RAW_VALUES = 50


@dataclass(frozen=True, slots=True)
class StepResult:
    """What saving a page gave; `next_step` is None when the check page is next."""

    draft: Draft
    problems: tuple[Problem, ...]
    next_step: str | None


def locked_draft(actor: Actor, draft_uuid: UUID) -> Draft:
    """Return the actor's own draft, locked until the transaction ends.

    :raises NotVisible: when it is somebody else's or does not exist.
    """
    found = find_row(Draft, "uuid", draft_uuid, lock=True)
    if found is None or not owns(actor, found):
        raise NotVisible("draft", draft_uuid)
    return found


def require_open(draft: Draft, on: date) -> None:
    """Refuse to change what is sent or over.

    :raises AlreadySubmitted: when it was sent.
    :raises DraftExpired: when its time is over.
    """
    if draft.submitted_at is not None:
        raise AlreadySubmitted
    if draft.expires_on < on:
        raise DraftExpired


@transaction.atomic
def start_draft(
    *,
    procedure_key: str,
    answers: Mapping[str, Any] | None = None,
    waived: Collection[str] = (),
    confirmed: Sequence[Confirmed] = (),
    actor: Actor,
    at: datetime,
) -> Draft:
    """Begin an application, or return the open draft of the same service.

    `answers` known from elsewhere are filled in where nothing stands yet; `waived` are paths that
    need no answer, `confirmed` who has confirmed exactly these answers already. Who has applied
    without a form completes that application.

    :raises NoOnlineForm: when the service cannot be applied for online.
    :raises TrustTooLow: when the sign-in is not sure enough.
    :raises NotVisible: when the actor is no signed-in resident.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("procedure", procedure_key)
    found = procedure(procedure_key)
    form = application_form(found)
    if actor.trust < found.access.apply_at:
        raise TrustTooLow
    person = identity.person_of(identity.get_account(actor.account_id))
    prefill = prefill_from(form, person, found.submitting_role)
    owner = {"account_id": actor.account_id, "mandate_uuid": mandate_of(actor)}
    draft = open_draft(found, form, owner, prefill=prefill, actor=actor, at=at)
    link_to_own_informal(draft, found, form, actor, at)
    if answers or waived:
        _fill_in(draft, answers or {}, waived, at)
    note_confirmed(draft, form, answers or {}, confirmed)
    return draft


@transaction.atomic
def start_draft_by_code(
    *, procedure_key: str, party_uuid: UUID, actor: Actor, at: datetime
) -> Draft:
    """Begin the form of somebody who has only the code of a letter, or return the one begun.

    The caller has shown that the party lacks its form and is the actor's.

    :raises TrustTooLow: when the service asks for more than an address that letters reach.
    """
    found = procedure(procedure_key)
    form = application_form(found)
    if trust_of(actor) < found.access.apply_at or found.confirmations:
        raise TrustTooLow
    return open_draft(found, form, {"party_uuid": party_uuid}, prefill={}, actor=actor, at=at)


def open_draft(
    found: Procedure,
    form: Form,
    owner: Mapping[str, Any],
    *,
    prefill: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Draft:
    """Return the open draft of an owner (columns that name it), begun if there is none.

    The caller has checked who may; to be called inside a transaction.
    """
    today = clock.day_of(at)
    over = Draft.objects.filter(**owner, submitted_at=None, expires_on__lt=today)
    delete_drafts(over, actor, at)
    draft, is_new = Draft.objects.get_or_create(
        **owner,
        procedure_key=found.key,
        form_key=form.key,
        submitted_at=None,
        defaults=_beginning(form, prefill, at),
    )
    if is_new:
        _note_started(draft, actor, at)
    return draft


def new_draft(
    found: Procedure,
    form: Form,
    owner: Mapping[str, Any],
    *,
    prefill: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Draft:
    """Return a draft of an owner who cannot have one yet; otherwise as `open_draft`."""
    draft = Draft.objects.create(
        **owner, procedure_key=found.key, form_key=form.key, **_beginning(form, prefill, at)
    )
    _note_started(draft, actor, at)
    return draft


def _beginning(form: Form, prefill: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    return {
        "form_version": form.version,
        "answers": dict(prefill),
        "prefill": dict(prefill),
        "current_step": form.steps[0].key,
        "started_at": at,
        "updated_at": at,
        "expires_on": clock.day_of(at) + timedelta(days=DAYS_KEPT),
    }


def _note_started(draft: Draft, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action="applications.draft_started",
        subject_kind="draft",
        subject_id=draft.uuid,
        at=at,
        details={"procedure": draft.procedure_key},
    )


def _fill_in(
    draft: Draft, answers: Mapping[str, Any], waived: Collection[str], at: datetime
) -> None:
    """Add what is known; answers that a person typed into the draft stay as they are."""
    typed = {path: value for path, value in draft.answers.items() if path not in draft.prefill}
    draft.answers = {**draft.answers, **answers, **typed}
    draft.waived = sorted({*draft.waived, *waived})
    draft.updated_at = at
    draft.save(update_fields=["answers", "waived", "updated_at"])


@transaction.atomic
def save_step(
    *, draft_uuid: UUID, step_key: str, raw: Mapping[str, Sequence[str]], actor: Actor, at: datetime
) -> StepResult:
    """Save one page: what can be read becomes answers, what cannot is kept as it was typed.

    :raises NotVisible: when the draft is not the actor's.
    :raises AlreadySubmitted: when it was sent.
    :raises DraftExpired: when its time is over.
    :raises LookupError: when the form has no such page.
    """
    draft = locked_draft(actor, draft_uuid)
    today = clock.day_of(at)
    require_open(draft, today)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    step = form.step(step_key)
    answers, found = read_step(form, step, raw, draft.answers)
    problems = [p for p in found if p.code != "required" or p.path not in draft.waived]
    draft.answers = answers
    kept = _kept_raw(step, raw, answers)
    others = {key: value for key, value in draft.raw.items() if key != step_key}
    draft.raw = {**others, step_key: kept} if problems else others
    draft.current_step = step_key
    draft.updated_at = at
    draft.expires_on = today + timedelta(days=DAYS_KEPT)
    draft.announced_at = None
    draft.save()
    return StepResult(draft, tuple(problems), _step_after(form, step_key, answers))


@transaction.atomic
def discard_draft(*, draft_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Throw a draft away with everything in it.

    :raises NotVisible: when it is not the actor's.
    :raises AlreadySubmitted: when it was sent.
    """
    draft = locked_draft(actor, draft_uuid)
    if draft.submitted_at is not None:
        raise AlreadySubmitted
    delete_drafts([draft], actor, at)
    trail.record(
        actor=actor,
        action="applications.draft_discarded",
        subject_kind="draft",
        subject_id=draft_uuid,
        at=at,
    )


@transaction.atomic
def delete_expired_drafts(*, on: date, at: datetime) -> int:
    """Delete the drafts whose time is over and return how many there were."""
    expired = list(
        Draft.objects.select_for_update(skip_locked=True).filter(
            submitted_at=None, expires_on__lt=on
        )[:500]
    )
    delete_drafts(expired, SYSTEM, at)
    if expired:
        trail.record(
            actor=SYSTEM,
            action="applications.drafts_expired",
            subject_kind="draft",
            subject_id="",
            at=at,
            details={"count": len(expired)},
        )
    return len(expired)


def delete_drafts(drafts: Iterable[Draft], actor: Actor, at: datetime) -> None:
    """Delete drafts with the files that nobody else has."""
    for draft in drafts:
        for document in document_queries.list_documents("draft", draft.uuid):
            documents.detach_document(
                document_uuid=document.uuid,
                owner_kind="draft",
                owner_uuid=draft.uuid,
                actor=actor,
                at=at,
            )
        draft.delete()


def _kept_raw(
    step: FormStep, raw: Mapping[str, Sequence[str]], answers: Mapping[str, Any]
) -> dict[str, list[str]]:
    """Keep what the page asks, in a size and with characters that the database takes."""
    names = {f.path for f in asked_fields(step, answers) if f.kind is not FieldKind.FILE}
    names |= {group.key + COUNT_SUFFIX for group in step.groups if group.repeats}
    return {
        name: [
            value[:LONGEST_RAW].replace("\x00", "") for value in list(raw[name])[:MOST_RAW_VALUES]
        ]
        for name in names
        if raw.get(name)
    }


def _step_after(form: Form, step_key: str, answers: Mapping[str, Any]) -> str | None:
    order = [step.key for step in form.steps]
    here = order.index(step_key)
    later = [s.key for s in asked_steps(form, answers) if order.index(s.key) > here]
    return later[0] if later else None
