"""Storing documents, giving them further owners, taking them away."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from io import SEEK_END, BytesIO
from pathlib import PurePosixPath
from typing import IO
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amt.capabilities.documents import file_types, files
from amt.capabilities.documents.events import DocumentReceived
from amt.capabilities.documents.models import Document, Ownership, ScanState
from amt.kernel import events, installation
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal
from amt.kernel.new_rows import add_row, add_row_unless_there
from amt.kernel.one_row import get_row

LARGEST_SIZE = 10 * 1024 * 1024
"""Bytes that a file may have unless the caller says otherwise."""

MADE_HERE = frozenset({"act", "notice", "application"})
"""Kinds of owners whose files the office's own programs write; all others are from outside."""

_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u2028-\u202e\u2066-\u2069]")
_LONGEST_NAME = 120


class EmptyFile(Refusal):
    """A file without content."""

    code = "empty_file"


class FileTooLarge(Refusal):
    """A file larger than the caller allows."""

    code = "file_too_large"


class FileTypeRefused(Refusal):
    """A file that is of no accepted type, or not of the type it is said to be."""

    code = "file_type_refused"


@transaction.atomic(savepoint=False)
def store_document(
    *,
    content: bytes | IO[bytes],
    media_type: str,
    file_name: str,
    kind: str,
    owner_kind: str,
    owner_uuid: object,
    actor: Actor,
    at: datetime,
    label: str = "",
    largest_size: int = LARGEST_SIZE,
    accepted: Collection[str] = file_types.KEPT,
) -> Document:
    """Store a file for an owner; the same content of the same kind again gives the same document.

    `content` may be an open file, which is read in pieces. `media_type` is what the sender says, an
    empty text where nothing is known; `label` says as what the owner has it; `largest_size` in
    bytes.

    :raises EmptyFile: when there is no content.
    :raises FileTooLarge: when it is larger than allowed.
    :raises FileTypeRefused: when its bytes are of no accepted type or of another than said.
    """
    source = BytesIO(content) if isinstance(content, bytes) else content
    size = source.seek(0, SEEK_END)
    require_size(size, largest_size)
    source.seek(0)
    found = require_type(source.read(file_types.LONGEST_START), media_type, accepted)
    return keep(
        digest=files.write_file(source),
        size=size,
        media_type=found,
        file_name=file_name,
        kind=kind,
        owned={"owner_kind": owner_kind, "owner_id": str(owner_uuid), "label": label},
        actor=actor,
        at=at,
    )


def keep(
    *,
    digest: str,
    size: int,
    media_type: str,
    file_name: str,
    kind: str,
    owned: dict[str, str],
    actor: Actor,
    at: datetime,
) -> Document:
    """Make the document of stored content for an owner, or return the one that it has."""
    known = _owned(digest, kind, owned)
    if known is not None:
        return known
    document = add_row(
        Document(
            sha256=digest,
            size=size,
            media_type=media_type,
            file_name=display_name(file_name, media_type),
            kind=kind,
            stored_at=at,
            received_sha256=digest,
            scan_state=_state_of(owned["owner_kind"], actor),
        )
    )
    if document.scan_state != ScanState.OWN:
        events.publish(DocumentReceived(document.uuid))
    add_row(Ownership(document=document, since=at, **owned))
    trail.record(
        actor=actor,
        action="documents.document_stored",
        subject_kind="document",
        subject_id=document.uuid,
        at=at,
        details={**owned, "kind": kind},
    )
    return document


@transaction.atomic(savepoint=False)
def attach_document(
    *,
    document_uuid: UUID | str,
    owner_kind: str,
    owner_uuid: object,
    actor: Actor,
    at: datetime,
    label: str = "",
) -> None:
    """Give a document one more owner (a draft's file becomes a case's); twice changes nothing.

    `label` says as what the owner has it, such as the path of the field that asked for it.

    :raises Document.DoesNotExist: when there is no such document.
    """
    document = get_row(Document, "uuid", UUID(str(document_uuid)))
    owned = {"owner_kind": owner_kind, "owner_id": str(owner_uuid), "label": label}
    if add_row_unless_there(Ownership(document=document, since=at, **owned)):
        trail.record(
            actor=actor,
            action="documents.document_attached",
            subject_kind="document",
            subject_id=document.uuid,
            at=at,
            details=owned,
        )


@transaction.atomic
def detach_document(
    *, document_uuid: UUID | str, owner_kind: str, owner_uuid: object, actor: Actor, at: datetime
) -> None:
    """Take a document from an owner, whatever its label; without any owner it is removed.

    Its content goes with it, when no other document shares it.
    """
    document = Document.objects.select_for_update().filter(uuid=document_uuid).first()
    owned = {"owner_kind": owner_kind, "owner_id": str(owner_uuid)}
    if document is None or not document.ownerships.filter(**owned).delete()[0]:
        return
    trail.record(
        actor=actor,
        action="documents.document_detached",
        subject_kind="document",
        subject_id=document.uuid,
        at=at,
        details=owned,
    )
    if not document.ownerships.exists():
        digests = {document.sha256, document.original_sha256} - {""}
        document.delete()
        # After the commit, so that a rollback never leaves a row without its file.
        transaction.on_commit(lambda: remove_unused(*digests))


def require_size(size: int, largest_size: int) -> None:
    """Refuse a file of no content or of too much; both in bytes.

    :raises EmptyFile: when there is no content.
    :raises FileTooLarge: when it is larger than allowed.
    """
    if size <= 0:
        raise EmptyFile(_("Diese Datei ist leer. Bitte wählen Sie eine andere Datei."))
    if size > largest_size:
        raise FileTooLarge(
            _("Diese Datei ist zu groß. Erlaubt sind bis zu %(megabytes)s MB.")
            % {"megabytes": max(1, largest_size // (1024 * 1024))}
        )


def require_type(start: bytes, said: str, accepted: Collection[str]) -> str:
    """Return the media type that the first bytes of a file tell.

    :raises FileTypeRefused: when they are of no accepted type or of another than said.
    """
    found = file_types.media_type_of(start)
    if found is None or found not in file_types.with_phones(accepted):
        raise FileTypeRefused(
            _("Diese Datei können wir nicht annehmen. Erlaubt sind PDF, JPG, PNG und HEIC.")
        )
    if file_types.said(said) not in {"", "application/octet-stream", found}:
        raise FileTypeRefused(
            _("Der Inhalt dieser Datei passt nicht zu ihrer Art. Bitte speichern Sie sie neu.")
        )
    return found


def _state_of(owner_kind: str, actor: Actor) -> ScanState:
    if actor.kind is ActorKind.SYSTEM and owner_kind in MADE_HERE:
        return ScanState.OWN
    return ScanState.PENDING if installation.clamd_address() else ScanState.UNSCANNED


def _owned(digest: str, kind: str, owned: dict[str, str]) -> Document | None:
    same = Q(document__sha256=digest) | Q(document__received_sha256=digest)
    rows = Ownership.objects.filter(
        same, **owned, document__kind=kind, replaced_at__isnull=True
    ).exclude(document__scan_state=ScanState.INFECTED)
    ownership = rows.select_related("document").order_by("id").first()
    return ownership.document if ownership else None


def display_name(given: str, media_type: str) -> str:
    """Return a name to show: no path, no control characters, the ending of the type."""
    bare = _NOT_IN_A_NAME.sub("", given.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    stem = PurePosixPath(bare).stem[:_LONGEST_NAME].strip(". ") if bare else ""
    return (stem or "Dokument") + file_types.EXTENSIONS[media_type]


def remove_unused(*digests: str) -> None:
    """Remove content that no document has any more, nor keeps as what was handed in."""
    for digest in digests:
        if not Document.objects.filter(Q(sha256=digest) | Q(original_sha256=digest)).exists():
            files.remove(digest)
