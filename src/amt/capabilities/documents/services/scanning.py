"""Files of strangers are scanned before anybody opens them; one with a virus is removed.

No transaction is open while the scanner works. A scanner that is down costs nobody anything but
time: the file waits, and is scanned as soon as it is back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q

from amt.capabilities.documents import files, scanner
from amt.capabilities.documents.events import DocumentInfected, DocumentReceived
from amt.capabilities.documents.models import Document, Ownership, ScanState
from amt.kernel import events, installation
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

log = structlog.get_logger(__name__)

WAITING = (ScanState.PENDING, ScanState.FAILED, ScanState.TOO_LARGE)
AGAIN_AFTER = timedelta(minutes=5)
LARGE_AGAIN_AFTER = timedelta(days=1)
"""Only somebody who raises the limit of the scanner changes the answer."""
BATCH = 200


def scan_document(*, document_uuid: UUID, at: datetime) -> ScanState:
    """Let the scanner look at a document that waits for it, and return what is known then.

    A file above the limit of the scanner stays closed and says so, to its owner and to the office.

    :raises Document.DoesNotExist: when it is gone.
    :raises amt.capabilities.documents.scanner.ScannerDown: when nobody scanned it; it is noted.
    """
    document = Document.objects.get(uuid=document_uuid)
    if document.scan_state not in WAITING:
        return ScanState(document.scan_state)
    if not installation.clamd_address():
        # The installation gave its scanner up.
        return _note(document, ScanState.UNSCANNED, at)
    try:
        finding = scanner.scan(files.raw_pieces(document.sha256))
    except files.FileDamaged:
        log.error("documents.file_damaged", document=str(document.uuid))
        return _note(document, ScanState.FAILED, at)
    except scanner.TooLargeToScan:
        log.warning("documents.too_large_to_scan", document=str(document.uuid), size=document.size)
        return _note(document, ScanState.TOO_LARGE, at)
    except scanner.ScannerDown as down:
        log.warning("documents.not_scanned", document=str(document.uuid), why=str(down))
        _note(document, ScanState.FAILED, at)
        raise
    if finding.is_clean:
        return _note(document, ScanState.CLEAN, at)
    _remove_infected(document.sha256, finding.virus, at)
    return ScanState.INFECTED


@transaction.atomic
def scan_again(*, at: datetime) -> int:
    """Queue a batch of files that still wait for the scanner; return how many."""
    # The first try is the job's own; what is older than that was lost or refused.
    was_tried = Q(scan_at__lte=at - AGAIN_AFTER) & ~Q(scan_state=ScanState.TOO_LARGE)
    was_large = Q(scan_at__lte=at - LARGE_AGAIN_AFTER)
    was_lost = Q(scan_at__isnull=True, stored_at__lte=at - AGAIN_AFTER)
    is_due = was_tried | was_large | was_lost
    rows = Document.objects.filter(is_due, scan_state__in=WAITING).order_by("id")
    due = list(rows.values_list("uuid", flat=True)[:BATCH])
    for document_uuid in due:
        events.publish(DocumentReceived(document_uuid))
    return len(due)


def _note(document: Document, state: ScanState, at: datetime) -> ScanState:
    Document.objects.filter(pk=document.pk, scan_state__in=WAITING).update(
        scan_state=state, scan_at=at
    )
    return state


@transaction.atomic
def _remove_infected(digest: str, virus: str, at: datetime) -> None:
    """Take the content away from all documents that share it, and tell their owners' rooms."""
    # What a file was before it was prepared has the virus, too.
    same = Q(sha256=digest) | Q(original_sha256=digest)
    rows = Document.objects.select_for_update().filter(same).order_by("id")
    digests = {digest}
    for document in rows.exclude(scan_state=ScanState.INFECTED):
        digests |= {document.sha256, document.original_sha256} - {""}
        document.scan_state, document.scan_at = ScanState.INFECTED, at
        document.scan_found = virus
        document.save(update_fields=["scan_state", "scan_at", "scan_found"])
        trail.record(
            actor=SYSTEM,
            action="documents.virus_found",
            subject_kind="document",
            subject_id=document.uuid,
            at=at,
            details={"virus": virus},
        )
        for owned in Ownership.objects.filter(document=document).order_by("id"):
            events.publish(
                DocumentInfected(document.uuid, owned.owner_kind, owned.owner_id, owned.label, at)
            )
    transaction.on_commit(lambda: files.remove(*digests))
