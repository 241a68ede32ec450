"""Large files in parts: begun, continued after an interruption, finished as a document.

The parts lie in the file store under numbers, so any machine may take the next one. No step holds
more than one part in memory.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.documents import file_types, files
from amt.capabilities.documents.models import Document, PartialUpload
from amt.capabilities.documents.services import storing
from amt.capabilities.documents.uploaders import uploader_of
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal

PART_BYTES = 4 * 1024 * 1024
READ_BYTES = 64 * 1024
MOST_PARTS = 10_000
MOST_OPEN = 20
"""Unfinished uploads that one person may have."""

KEPT = timedelta(days=1)
BATCH = 100


class Source(Protocol):
    """Where the bytes of a chunk come from."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end; raise OSError when the line is broken."""


class WrongOffset(Refusal):
    """The chunk does not go on where the last one ended; `received` says where that is."""

    code = "wrong_offset"

    def __init__(self, received: int) -> None:
        super().__init__(_("Dieser Teil der Datei schließt nicht an. Beginnen Sie noch einmal."))
        self.received = received


class UploadNotComplete(Refusal):
    """Bytes are missing."""

    code = "upload_not_complete"

    def __init__(self) -> None:
        super().__init__(_("Diese Datei ist noch nicht vollständig angekommen."))


class TooManyUploads(Refusal):
    """Somebody began more than can be kept, or sends in too small parts."""

    code = "too_many_uploads"

    def __init__(self) -> None:
        super().__init__(
            _("Sie haben zu viele Dateien angefangen. Brechen Sie zuerst eine davon ab.")
        )


@transaction.atomic
def begin_upload(
    *,
    owner_kind: str,
    owner_uuid: object,
    label: str,
    size: int,
    file_name: str,
    media_type: str,
    actor: Actor,
    at: datetime,
    largest_size: int = storing.LARGEST_SIZE,
    accepted: Collection[str] = file_types.KEPT,
) -> PartialUpload:
    """Begin a file of `size` bytes; whether the actor may give it to the owner asks the caller.

    :raises NotVisible: when nobody known is acting.
    :raises EmptyFile, FileTooLarge: when the size is not allowed.
    :raises TooManyUploads: when the actor has too many unfinished ones.
    """
    uploader = uploader_of(actor)
    storing.require_size(size, largest_size)
    open_ones = PartialUpload.objects.filter(
        uploader=uploader, document__isnull=True, expires_at__gt=at
    )
    if open_ones.count() >= MOST_OPEN:
        raise TooManyUploads
    return PartialUpload.objects.create(
        owner_kind=owner_kind,
        owner_id=str(owner_uuid),
        label=label,
        uploader=uploader,
        file_name=file_name[:160],
        media_type=media_type[:60],
        accepted=sorted(accepted),
        size=size,
        began_at=at,
        expires_at=at + KEPT,
    )


def append_chunk(
    *, upload_uuid: UUID, offset: int, content: Source, actor: Actor, at: datetime
) -> PartialUpload:
    """Take in what arrives of a file from `offset` on; what came before a broken line is kept.

    :raises NotVisible: when there is no such upload of the actor.
    :raises WrongOffset: when the file does not go on there.
    :raises FileTypeRefused: when the first bytes show another file than is accepted; the upload is
        then gone.
    :raises TooManyUploads: when it comes in too many parts.
    """
    upload = _own(upload_uuid, actor, at)
    if offset != upload.received:
        raise WrongOffset(upload.received)
    is_broken = False
    while not upload.is_complete and not is_broken:
        part, is_broken = _read(content, upload.size - upload.received)
        if not part:
            break
        try:
            upload = _keep_part(upload_uuid, upload.received, part, actor, at)
        except storing.FileTypeRefused:
            cancel_upload(upload_uuid=upload_uuid, actor=actor, at=at)
            raise
    return upload


def finish_upload(*, upload_uuid: UUID, actor: Actor, at: datetime) -> Document:
    """Make a document of an upload and give it to its owner; again it is the same document.

    :raises NotVisible: when there is no such upload of the actor.
    :raises UploadNotComplete: when bytes are missing.
    :raises FileTypeRefused: when the file is of no accepted type; the upload is then gone.
    """
    upload = _own(upload_uuid, actor, at)
    if upload.document is not None:
        return upload.document
    if not upload.is_complete:
        raise UploadNotComplete
    with files.joined_parts(upload.uuid, upload.part_count) as whole:
        whole.seek(0)
        start = whole.read(file_types.LONGEST_START)
        try:
            found = storing.require_type(start, upload.media_type, upload.accepted)
        except storing.FileTypeRefused:
            cancel_upload(upload_uuid=upload_uuid, actor=actor, at=at)
            raise
        # Outside of the transaction: a hundred megabytes take their time.
        digest = files.write_file(whole)
    with transaction.atomic():
        upload = _own(upload_uuid, actor, at, lock=True)
        document = storing.keep(
            digest=digest,
            size=upload.size,
            media_type=found,
            file_name=upload.file_name,
            kind="upload",
            owned={
                "owner_kind": upload.owner_kind,
                "owner_id": upload.owner_id,
                "label": upload.label,
            },
            actor=actor,
            at=at,
        )
        upload.document = document
        upload.expires_at = at + KEPT
        upload.save(update_fields=["document", "expires_at"])
        transaction.on_commit(lambda: files.remove_parts(upload.uuid))
    return document


@transaction.atomic
def cancel_upload(*, upload_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Throw away what arrived of a file; a document that was made of it stays.

    :raises NotVisible: when there is no such upload of the actor.
    """
    upload = _own(upload_uuid, actor, at, lock=True)
    _delete(upload)


@transaction.atomic
def delete_expired_uploads(*, at: datetime) -> int:
    """Delete a batch of uploads that nobody went on with; return how many."""
    rows = PartialUpload.objects.select_for_update(skip_locked=True).filter(expires_at__lte=at)
    expired = list(rows.order_by("id")[:BATCH])
    for upload in expired:
        _delete(upload)
    return len(expired)


def _delete(upload: PartialUpload) -> None:
    upload_uuid = upload.uuid
    upload.delete()
    transaction.on_commit(lambda: files.remove_parts(upload_uuid))


def _own(upload_uuid: UUID, actor: Actor, at: datetime, *, lock: bool = False) -> PartialUpload:
    rows = PartialUpload.objects.filter(uploader=uploader_of(actor), expires_at__gt=at)
    if lock:
        rows = rows.select_for_update()
    upload = rows.filter(uuid=upload_uuid).first()
    if upload is None:
        raise NotVisible("upload", upload_uuid)
    return upload


def _read(content: Source, most: int) -> tuple[bytes, bool]:
    """Return the next part, and whether the line broke before its end."""
    part = bytearray()
    wanted = min(PART_BYTES, most)
    while len(part) < wanted:
        try:
            piece = content.read(min(READ_BYTES, wanted - len(part)))
        except OSError:
            return bytes(part), True
        if not piece:
            break
        part += piece
    return bytes(part), False


@transaction.atomic
def _keep_part(
    upload_uuid: UUID, offset: int, part: bytes, actor: Actor, at: datetime
) -> PartialUpload:
    # The lock makes two connections of one upload take turns; the second has the wrong offset.
    upload = _own(upload_uuid, actor, at, lock=True)
    if offset != upload.received:
        raise WrongOffset(upload.received)
    if upload.part_count >= MOST_PARTS:
        raise TooManyUploads
    if offset == 0 and file_types.is_telling(part[: file_types.LONGEST_START]):
        # Said at once, and again at the end: nobody waits for a hundred megabytes in vain.
        storing.require_type(part[: file_types.LONGEST_START], upload.media_type, upload.accepted)
    files.write_part(upload.uuid, upload.part_count, part)
    upload.received += len(part)
    upload.part_count += 1
    upload.expires_at = at + KEPT
    upload.save(update_fields=["received", "part_count", "expires_at"])
    return upload
