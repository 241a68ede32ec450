"""Nobody opens a file of a stranger before it was scanned, and none with notes of a device."""

from __future__ import annotations

from amt.capabilities.documents.closed import SENTENCES, NotReadable, require_scanned
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.services import preparing
from amt.kernel import clock

__all__ = ["SENTENCES", "NotReadable", "require_readable"]


def require_readable(document: Document) -> None:
    """Let a document be opened; it is made fit for it first, and the row read anew.

    :raises NotReadable: before it was scanned, or when it had a virus.
    """
    require_scanned(document)
    if preparing.is_raw(document):
        preparing.prepare_document(document_uuid=document.uuid, at=clock.now())
        document.refresh_from_db()
