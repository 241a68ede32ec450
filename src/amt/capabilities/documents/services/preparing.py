"""An image becomes one that everybody can read and that tells nothing but what it shows.

Phones write HEIC, turn images by a note instead of turning them, and note place, time and device.
What is kept is upright, a JPEG or PNG, and without notes (data minimisation, GDPR article 5 (1) c).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

import structlog
from django.db import transaction

from amt.capabilities.documents import file_types, files, image_preparer, programs
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.services import storing

log = structlog.get_logger(__name__)

IMAGES = frozenset({file_types.JPEG, file_types.PNG, file_types.HEIC})


def prepare_document(*, document_uuid: UUID, at: datetime) -> Document:
    """Make an image fit to be shown and handed on; once, and of images alone.

    An image that cannot be read stays as it is; the viewer says so.

    :raises Document.DoesNotExist: when it is gone.
    """
    document = Document.objects.get(uuid=document_uuid)
    if document.media_type not in IMAGES or document.prepared_at is not None:
        return document
    # Outside of the transaction: a large image takes its time.
    made = _made_of(document)
    media_type = file_types.media_type_of(made[: file_types.LONGEST_START]) if made else None
    digest = files.write(made) if media_type else document.sha256
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.prepared_at is not None or not locked.is_readable:
            return locked
        before = locked.sha256
        if media_type:
            stem = PurePosixPath(locked.file_name).stem
            locked.file_name = storing.display_name(f"{stem}.", media_type)
            locked.sha256, locked.size, locked.media_type = digest, len(made), media_type
        locked.prepared_at = at
        locked.save()
        if digest != before:
            transaction.on_commit(lambda: storing.remove_unused(before))
    return locked


def _made_of(document: Document) -> bytes:
    """Return the new image, or nothing where the old one is fit or cannot be read."""
    try:
        with files.on_disk(document.sha256) as path:
            done = programs.run(image_preparer, [str(path)], document)
    except files.FileDamaged:
        log.error("documents.file_damaged", document=str(document.uuid))
        return b""
    except programs.TookTooLong:
        return b""
    return done.stdout if done.returncode == 0 else b""
