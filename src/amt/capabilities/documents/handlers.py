"""What documents do when a file has come."""

from __future__ import annotations

from amt.capabilities.documents import jobs
from amt.capabilities.documents.events import DocumentReceived


def on_document_received(event: DocumentReceived) -> None:
    """Have it scanned, and made fit to be shown."""
    jobs.check.defer(document_uuid=str(event.document_uuid))
