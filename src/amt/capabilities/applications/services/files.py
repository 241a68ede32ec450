"""Files of a draft: they belong to the draft until it is sent, then also to the case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.refusals import TooManyFiles
from amt.capabilities.applications.services.drafts import DAYS_KEPT, locked_draft, require_open
from amt.capabilities.documents import queries as document_queries
from amt.capabilities.documents import services as documents
from amt.contract.answers import asked_fields, asked_steps
from amt.contract.forms import Field, FieldKind, Upload
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible


@transaction.atomic
def add_file(
    *,
    draft_uuid: UUID,
    path: str,
    content: bytes | IO[bytes],
    file_name: str,
    media_type: str,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Add a file to a question of the draft and return the document's uuid.

    `content` may be an open file, which is read in pieces.

    :raises NotVisible: when the draft is not the actor's or asks for no file there.
    :raises amt.kernel.errors.Refusal: when the file is empty, too large or of another type.
    :raises TooManyFiles: when the question holds as many as it may.
    """
    draft = locked_draft(actor, draft_uuid)
    require_open(draft, clock.day_of(at))
    limits = _limits(draft, path)
    document = documents.store_document(
        content=content,
        media_type=media_type,
        file_name=file_name,
        kind="upload",
        owner_kind="draft",
        owner_uuid=draft.uuid,
        label=path,
        actor=actor,
        at=at,
        largest_size=limits.max_bytes,
        accepted=limits.media_types,
    )
    _add(draft, path, document.uuid, actor, at)
    uuid: UUID = document.uuid
    return uuid


@transaction.atomic
def file_limits(*, draft_uuid: UUID, path: str, actor: Actor, at: datetime) -> Upload:
    """Return what a question of the draft takes, for a large file that arrives in parts.

    :raises NotVisible: when the draft is not the actor's or asks for no file there.
    :raises TooManyFiles: when the question holds as many as it may.
    """
    draft = locked_draft(actor, draft_uuid)
    require_open(draft, clock.day_of(at))
    return _limits(draft, path)


@transaction.atomic
def add_upload(
    *, draft_uuid: UUID, path: str, upload_uuid: UUID, actor: Actor, at: datetime
) -> UUID:
    """Add a file that arrived in parts to a question, and return the document's uuid.

    The same upload again changes nothing.

    :raises NotVisible: when draft or upload are not the actor's or no file is asked there.
    :raises amt.kernel.errors.Refusal: when bytes are missing or the file is of another type.
    :raises TooManyFiles: when the question holds as many as it may.
    """
    draft = locked_draft(actor, draft_uuid)
    require_open(draft, clock.day_of(at))
    document = documents.finish_upload(upload_uuid=upload_uuid, actor=actor, at=at)
    if not document_queries.is_owned_by(document.uuid, "draft", draft.uuid):
        raise NotVisible("upload", upload_uuid)
    if str(document.uuid) not in draft.answers.get(path, []):
        _limits(draft, path)
        _add(draft, path, document.uuid, actor, at)
    uuid: UUID = document.uuid
    return uuid


@transaction.atomic
def remove_file(
    *, draft_uuid: UUID, path: str, document_uuid: UUID, actor: Actor, at: datetime
) -> None:
    """Take a file out of the draft; for some minutes `restore_file` brings it back.

    A file that is already gone is no error.

    :raises NotVisible: when the draft is not the actor's or asks for no file there.
    """
    draft = locked_draft(actor, draft_uuid)
    require_open(draft, clock.day_of(at))
    _file_field(draft, path)
    held: list[str] = list(draft.answers.get(path, []))
    documents.set_document_aside(
        document_uuid=document_uuid, owner_kind="draft", owner_uuid=draft.uuid, actor=actor, at=at
    )
    if str(document_uuid) in held:
        _keep(draft, path, [one for one in held if one != str(document_uuid)], at)
        _record("applications.file_removed", draft, document_uuid, actor, at)


@transaction.atomic
def restore_file(
    *, draft_uuid: UUID, path: str, document_uuid: UUID, actor: Actor, at: datetime
) -> None:
    """Bring back a file that was taken out of the draft some minutes ago.

    :raises NotVisible: when the draft is not the actor's or asks for no file there.
    :raises TooManyFiles: when the question holds as many as it may.
    :raises amt.capabilities.documents.services.GoneForGood: when its minutes are over.
    """
    draft = locked_draft(actor, draft_uuid)
    require_open(draft, clock.day_of(at))
    if str(document_uuid) in draft.answers.get(path, []):
        return
    _limits(draft, path)
    label = documents.bring_document_back(
        document_uuid=document_uuid, owner_kind="draft", owner_uuid=draft.uuid, actor=actor, at=at
    )
    if label != path:
        raise NotVisible("draft_file", draft.uuid)
    _add(draft, path, document_uuid, actor, at)


@transaction.atomic
def drop_infected_file(
    *, draft_uuid: UUID, path: str, document_uuid: UUID, actor: Actor, at: datetime
) -> None:
    """Take a file with a virus out of the answers of a draft; its question is open again.

    Of a draft that was sent or is gone there is nothing to change: the case hears of it itself.
    """
    draft = Draft.objects.select_for_update().filter(uuid=draft_uuid, submitted_at=None).first()
    held: list[str] = list(draft.answers.get(path, [])) if draft else []
    if draft is None or str(document_uuid) not in held:
        return
    draft.answers = _with_files(draft, path, [one for one in held if one != str(document_uuid)])
    # Nobody edited it, so its last day stays.
    draft.save(update_fields=["answers"])
    _record("applications.file_removed", draft, document_uuid, actor, at)


def _file_field(draft: Draft, path: str) -> Field:
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    for step in asked_steps(form, draft.answers):
        for field in asked_fields(step, draft.answers):
            if field.path == path and field.kind is FieldKind.FILE:
                return field
    raise NotVisible("draft_file", draft.uuid)


def _limits(draft: Draft, path: str) -> Upload:
    limits = _file_field(draft, path).upload or Upload()
    if len(draft.answers.get(path, [])) >= limits.max_files:
        raise TooManyFiles(limits.max_files)
    return limits


def _add(draft: Draft, path: str, document_uuid: UUID, actor: Actor, at: datetime) -> None:
    held: list[str] = list(draft.answers.get(path, []))
    if str(document_uuid) not in held:
        _keep(draft, path, [*held, str(document_uuid)], at)
    _record("applications.file_added", draft, document_uuid, actor, at)


def _keep(draft: Draft, path: str, held: list[str], at: datetime) -> None:
    draft.answers = _with_files(draft, path, held)
    draft.updated_at = at
    draft.expires_on = clock.day_of(at) + timedelta(days=DAYS_KEPT)
    draft.announced_at = None
    draft.save(update_fields=["answers", "updated_at", "expires_on", "announced_at"])


def _with_files(draft: Draft, path: str, held: list[str]) -> dict[str, Any]:
    answers: dict[str, Any] = {key: value for key, value in draft.answers.items() if key != path}
    return {**answers, path: held} if held else answers


def _record(action: str, draft: Draft, document_uuid: UUID, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="draft",
        subject_id=draft.uuid,
        at=at,
        details={"document": str(document_uuid)},
    )
