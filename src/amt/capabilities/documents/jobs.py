"""Scanning and preparing what strangers sent; keeping promises about time."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.documents import services
from amt.capabilities.documents.models import Document
from amt.kernel import clock
from amt.kernel.jobs import Queue, job, periodic

TRIES = 3
"""Of one job; what is not scanned then is queued again every five minutes."""


@job("documents.check", queue=Queue.URGENT, attempts=TRIES)
def check(document_uuid: str) -> None:
    """Scan one file, and make an image fit to be shown."""
    uuid = UUID(document_uuid)
    try:
        services.scan_document(document_uuid=uuid, at=clock.now())
        services.prepare_document(document_uuid=uuid, at=clock.now())
    except Document.DoesNotExist:
        # Taken away by who sent it.
        return


@periodic("documents.scan_again", cron="*/5 * * * *")
def scan_again() -> None:
    """Queue what waits for a scanner that was down."""
    services.scan_again(at=clock.now())


@periodic("documents.delete_set_aside", cron="*/5 * * * *")
def delete_set_aside() -> None:
    """Delete what was taken away and not brought back."""
    while services.delete_set_aside(at=clock.now()):
        pass


@periodic("documents.delete_expired_uploads", cron="41 * * * *")
def delete_expired() -> None:
    """Delete what is over, in batches so that each transaction stays short."""
    while services.delete_expired_uploads(at=clock.now()):
        pass
