"""What was handed in, with all its notes: evidence, so that each look at it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from amt.capabilities.documents import files
from amt.capabilities.documents.closed import require_scanned
from amt.capabilities.documents.models import Document
from amt.kernel.actors import Actor
from amt.kernel.audit import trail


def open_original(
    *, document_uuid: UUID, actor: Actor, at: datetime
) -> tuple[int, Iterator[bytes]]:
    """Return size in bytes and content of a PDF as it was handed in; the caller asks who may.

    Of other files nothing but what is shown was kept, which is returned then.

    :raises Document.DoesNotExist: when it is gone.
    :raises amt.capabilities.documents.closed.NotReadable: before it was scanned, or with a virus.
    :raises amt.capabilities.documents.files.FileDamaged: when the store lost or changed it.
    """
    document = Document.objects.get(uuid=document_uuid)
    require_scanned(document)
    digest = document.original_sha256 or document.sha256
    pieces = files.pieces(digest)
    trail.record(
        actor=actor,
        action="documents.original_opened",
        subject_kind="document",
        subject_id=document.uuid,
        at=at,
    )
    return files.size_of(digest), pieces
