"""A draft as it is shown to somebody who is to confirm it, and who that is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Draft, DraftConfirmation
from amt.capabilities.applications.summary import Page, summary
from amt.capabilities.documents import queries as documents
from amt.capabilities.identity import queries as identity
from amt.contract.answers import facts_of
from amt.contract.forms import FieldKind, Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.kernel.actors import Actor, ActorKind, TrustLevel
from amt.kernel.errors import NotVisible

CONFIRMATION = "draft_confirmation"


@dataclass(frozen=True, slots=True)
class ConfirmationView:
    """What somebody is asked to confirm; not `is_current`: the answers are others by now."""

    confirmation: DraftConfirmation
    procedure: Procedure
    pages: tuple[Page, ...]
    applicant: str
    norm: str
    is_current: bool
    is_sent: bool
    is_own: bool = False
    """They applied themselves, in a call, and confirm their own words."""
    may_confirm: bool = False


def confirmation_of(actor: Actor, confirmation_uuid: UUID, language: str) -> ConfirmationView:
    """Return what somebody is asked to confirm.

    :raises NotVisible: to everybody but the person who was asked.
    """
    row = visible_confirmation(actor, confirmation_uuid)
    draft = row.draft
    found = procedure(draft.procedure_key)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    held = documents.list_documents("draft", draft.uuid)
    names = {str(document.uuid): document.file_name for document in held}
    is_current = digest_of(form, draft.answers) == row.answers_digest
    pages = summary(found, form, draft.answers, language, names) if is_current else ()
    return ConfirmationView(
        confirmation=row,
        procedure=found,
        pages=tuple(pages),
        applicant=identity.get_account(draft.account_id).full_name if draft.account_id else "",
        norm=row.norm,
        is_current=is_current,
        is_sent=draft.submitted_at is not None,
        is_own=_is_own(row, found),
        may_confirm=may_confirm(actor, row, found),
    )


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Somebody who was asked to confirm a draft; not `is_current`: it was changed since."""

    name: str
    asked_at: datetime
    confirmed_at: datetime | None
    is_current: bool
    role: str = ""
    declined_at: datetime | None = None
    decline_reason: str = ""


def asked_persons(draft: Draft, form: Form) -> list[AskedPerson]:
    """List who was asked last in each role, for who fills in the draft."""
    digest = digest_of(form, draft.answers)
    last = {row.role: row for row in draft.confirmations.order_by("id")}
    return [
        AskedPerson(
            row.name,
            row.asked_at,
            row.confirmed_at,
            row.answers_digest == digest,
            row.role,
            row.declined_at,
            row.decline_reason,
        )
        for row in last.values()
    ]


def may_join_by_link(invitation_uuid: UUID, account_id: int) -> UUID | None:
    """Return what somebody may open who came by the link of an e-mail and is signed in, or None.

    The link alone proves nothing: the account must bear the name that was invited, and who applies
    must have given an address for it.
    """
    invitation = identity.find_invitation(invitation_uuid)
    if invitation is None or invitation.subject_kind != CONFIRMATION:
        return None
    row = DraftConfirmation.objects.filter(uuid=invitation.subject_id).first()
    if row is None or not row.email:
        return None
    person = identity.person_of(identity.get_account(account_id))
    words = row.name.split()
    is_invited = any(
        identity.is_same_name(
            " ".join(words[:at]), " ".join(words[at:]), person.given_name, person.family_name
        )
        for at in range(1, len(words))
    )
    return row.uuid if is_invited else None


def may_confirm(actor: Actor, row: DraftConfirmation, found: Procedure) -> bool:
    """Tell whether somebody is known as surely as the service asks.

    For one's own words the code of the letter is as good as a basic sign-in: who has it lives where
    it went. For the application of somebody else one signs in.
    """
    if actor.kind is ActorKind.RESIDENT:
        return actor.trust >= found.access.apply_at
    return _is_own(row, found) and found.access.apply_at <= TrustLevel.BASIC


def _is_own(row: DraftConfirmation, found: Procedure) -> bool:
    """Tell whether somebody is to confirm what they said themselves in a call."""
    return row.draft.account_id is None and row.role == found.submitting_role


def visible_confirmation(actor: Actor, confirmation_uuid: UUID) -> DraftConfirmation:
    """Return a request to the person who was asked: by the letter's code or the bound account.

    :raises NotVisible: to everybody else.
    """
    rows = DraftConfirmation.objects.select_related("draft")
    row = rows.filter(uuid=confirmation_uuid).first()
    if row is None or not _is_asked(actor, row):
        raise NotVisible(CONFIRMATION, confirmation_uuid)
    return row


def digest_of(form: Form, answers: Mapping[str, Any]) -> str:
    """Return the digest of the answers that are confirmed; papers may be added afterwards."""
    files = {field.path for field in form.fields() if field.kind is FieldKind.FILE}
    shown = {path: v for path, v in facts_of(form, answers).items() if path not in files}
    canonical = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _is_asked(actor: Actor, row: DraftConfirmation) -> bool:
    if actor.kind is ActorKind.CODE:
        return actor.subject == f"{CONFIRMATION}:{row.uuid}"
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        return False
    invitation = identity.invitation_of(CONFIRMATION, str(row.uuid))
    return invitation is not None and invitation.account_id == actor.account_id
