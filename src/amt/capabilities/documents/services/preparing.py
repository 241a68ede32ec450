"""A file becomes one that everybody can read and that tells nothing but what it shows.

Phones write HEIC, turn images by a note instead of turning them, and note place, time and device;
programs note their users in a PDF. What is shown and handed on is upright and without notes (data
minimisation, GDPR article 5 (1) c). Of a PDF, which may be a deed, what was handed in is kept too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import SEEK_END
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from types import ModuleType
from uuid import UUID

import structlog
from django.db import transaction

from amt.capabilities.documents import (
    file_types,
    files,
    image_preparer,
    pdf_preparer,
    programs,
)
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.documents.services import storing

log = structlog.get_logger(__name__)

IMAGES = frozenset({file_types.JPEG, file_types.PNG, file_types.HEIC})
SCAN = "scan"
"""Kind of what the office's own scanner wrote: nobody's name stands in its notes."""
LONGEST_SIGN = max(map(len, pdf_preparer.SIGNS_OF_NOTES))


def is_raw(document: Document) -> bool:
    """Tell whether a stranger's file was not made fit to be shown yet."""
    if document.prepared_at is not None or document.scan_state == ScanState.OWN:
        return False
    if document.media_type == file_types.PDF:
        return document.kind != SCAN
    return document.media_type in IMAGES


def prepare_document(*, document_uuid: UUID, at: datetime) -> Document:
    """Make a stranger's file fit to be shown and handed on, once.

    A file that cannot be read stays as it is; the viewer says so.

    :raises Document.DoesNotExist: when it is gone.
    """
    document = Document.objects.get(uuid=document_uuid)
    if not is_raw(document):
        return document
    # Outside of the transaction: a large file takes its time.
    made = _bare_pdf(document) if document.media_type == file_types.PDF else _fit_image(document)
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.prepared_at is not None or not locked.is_readable:
            return locked
        before = locked.sha256
        if made is not None:
            locked.sha256, locked.size = made.digest, made.size
            if made.media_type != locked.media_type:
                stem = PurePosixPath(locked.file_name).stem
                locked.file_name = storing.display_name(f"{stem}.", made.media_type)
                locked.media_type = made.media_type
            if made.media_type == file_types.PDF:
                locked.original_sha256 = before
        locked.prepared_at = at
        locked.save()
        if locked.sha256 != before:
            transaction.on_commit(lambda: storing.remove_unused(before))
    return locked


@dataclass(frozen=True, slots=True)
class _Made:
    """A new file in the store, in bytes."""

    digest: str
    size: int
    media_type: str


def _fit_image(document: Document) -> _Made | None:
    """Make the new image; None where the old one is fit or cannot be read."""
    done = _run(document, image_preparer)
    if done is None:
        return None
    media_type = file_types.media_type_of(done[: file_types.LONGEST_START])
    return _Made(files.write(done), len(done), media_type) if media_type else None


def _bare_pdf(document: Document) -> _Made | None:
    """Make the PDF without notes; None where there are none, or it is signed or cannot be read."""
    if not _may_have_notes(document):
        return None
    # A plan may have a hundred megabytes: it never is in memory as a whole.
    with NamedTemporaryFile(prefix="amt-pdf-") as target:
        if _run(document, pdf_preparer, target.name) is None:
            return None
        with Path(target.name).open("rb") as bare:
            size = bare.seek(0, SEEK_END)
            return _Made(files.write_file(bare), size, file_types.PDF)


def _may_have_notes(document: Document) -> bool:
    """Tell whether anything in a PDF looks like a note; only then is it worth a process."""
    before = b""
    try:
        for piece in files.raw_pieces(document.sha256):
            looked = before + piece
            if any(name in looked for name in pdf_preparer.SIGNS_OF_NOTES):
                return True
            before = piece[-LONGEST_SIGN:]
    except files.FileDamaged:
        log.error("documents.file_damaged", document=str(document.uuid))
    return False


def _run(document: Document, program: ModuleType, *more: str) -> bytes | None:
    """Return what the program wrote to its output, or None where it made nothing."""
    try:
        with files.on_disk(document.sha256) as path:
            done = programs.run(program, [str(path), *more], document)
    except files.FileDamaged:
        log.error("documents.file_damaged", document=str(document.uuid))
        return None
    except programs.TookTooLong:
        return None
    return done.stdout if done.returncode == 0 else None
