"""Reading documents; who may see them is for the room whose subject owns them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from amt.capabilities.documents import files
from amt.capabilities.documents.models import Document, Ownership, PartialUpload, ScanState
from amt.capabilities.documents.opening import NotReadable, require_readable
from amt.capabilities.documents.pages import (
    PAGE_WIDTHS,
    NoPageImage,
    page_count,
    page_image,
    page_text,
)
from amt.capabilities.documents.scanner import is_there as is_scanner_there
from amt.capabilities.documents.services import removing
from amt.capabilities.documents.uploaders import uploader_of
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible
from amt.kernel.one_row import get_row
from amt.kernel.stamps import Rows, table

__all__ = [
    "PAGE_WIDTHS",
    "DocumentVersion",
    "HandedIn",
    "NoPageImage",
    "NotReadable",
    "ScanState",
    "get_document",
    "get_upload",
    "is_owned_by",
    "is_scanner_there",
    "list_documents",
    "list_handed_in",
    "list_versions",
    "open_document",
    "owners_of",
    "page_count",
    "page_image",
    "page_text",
    "stamped_rows",
    "stream_document",
    "uploads_begun",
]


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """A document as one version of a paper of its owner; `replaces` is the version before."""

    document: Document
    label: str
    version: int
    is_current: bool
    since: datetime
    replaced_at: datetime | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that somebody handed in; one that was taken away again is `kept_until` then."""

    document: Document
    label: str
    kept_until: datetime | None = None


def get_document(document_uuid: UUID | str) -> Document:
    """Return a document. :raises Document.DoesNotExist: when there is none."""
    return get_row(Document, "uuid", UUID(str(document_uuid)))


def open_document(document: Document) -> bytes:
    """Return the content of a document.

    :raises NotReadable: before it was scanned, or when it had a virus.
    :raises amt.capabilities.documents.files.FileDamaged: when the store lost or changed it.
    """
    require_readable(document)
    return files.read(document.sha256)


def stream_document(document: Document) -> Iterator[bytes]:
    """Return the content of a document in pieces, so that a large one needs no memory.

    Ask for it before size and type: an image may be made another one now.

    :raises NotReadable: before it was scanned, or when it had a virus.
    :raises amt.capabilities.documents.files.FileDamaged: when the store lost or changed it.
    """
    require_readable(document)
    return files.pieces(document.sha256)


def list_documents(
    owner_kind: str,
    owner_uuid: object,
    *,
    labels: Collection[str] | None = None,
    current_only: bool = True,
) -> list[Document]:
    """List the documents of an owner in the order in which it got them.

    With `labels` only those that it has as one of these; without `current_only` also the versions
    that newer ones replaced. What had a virus is no document any more: `list_infected`.
    """
    rows = _ownerships(owner_kind, owner_uuid).exclude(document__scan_state=ScanState.INFECTED)
    if labels is not None:
        rows = rows.filter(label__in=labels)
    if current_only:
        rows = rows.filter(replaced_at__isnull=True)
    # An owner may have one document as two kinds of paper; it is listed once.
    return list({row.document_id: row.document for row in rows}.values())


def list_handed_in(owner_kind: str, owner_uuid: object, *, at: datetime) -> list[HandedIn]:
    """List everything that somebody handed in for an owner, for the page where they do so.

    With what had a virus, and what was taken away and can still be brought back.
    """
    kept = timedelta(minutes=removing.MINUTES_KEPT)
    here = Q(owner_kind=owner_kind, owner_id=str(owner_uuid), replaced_at__isnull=True)
    aside = Q(
        owner_kind=removing.ASIDE,
        owner_id=removing.aside_id(owner_kind, owner_uuid),
        since__gt=at - kept,
    )
    rows = Ownership.objects.filter(here | aside).select_related("document").order_by("id")
    return [
        HandedIn(
            document=row.document,
            label=row.label,
            kept_until=row.since + kept if row.owner_kind == removing.ASIDE else None,
        )
        for row in rows
    ]


def list_versions(owner_kind: str, owner_uuid: object) -> list[DocumentVersion]:
    """List every version of every paper of an owner, oldest first."""
    rows = _ownerships(owner_kind, owner_uuid).select_related("replaces__document")
    return [
        DocumentVersion(
            document=row.document,
            label=row.label,
            version=row.version,
            is_current=row.replaced_at is None,
            since=row.since,
            replaced_at=row.replaced_at,
            replaces=row.replaces.document.uuid if row.replaces else None,
        )
        for row in rows
    ]


def stamped_rows() -> tuple[Rows, ...]:
    """Return the rows that tell which documents an owner has."""
    owned = "owner_kind = $1 AND owner_id = $2"
    ids = f"SELECT document_id FROM {table(Ownership)} WHERE {owned}"  # noqa: S608 - own names
    return Rows(Ownership, owned), Rows(Document, f"id IN ({ids})")


def owners_of(document_uuid: UUID | str) -> list[Ownership]:
    """List to whom a document belongs, and as what."""
    rows = Ownership.objects.filter(document__uuid=document_uuid)
    return list(rows.order_by("id"))


def get_upload(actor: Actor, upload_uuid: UUID, *, at: datetime) -> PartialUpload:
    """Return an upload of the actor's own. :raises NotVisible: when there is none (any more)."""
    rows = PartialUpload.objects.filter(uploader=uploader_of(actor), expires_at__gt=at)
    upload = rows.filter(uuid=upload_uuid).first()
    if upload is None:
        raise NotVisible("upload", upload_uuid)
    return upload


def uploads_begun(
    actor: Actor, owner_kind: str, owner_uuid: object, *, at: datetime
) -> list[PartialUpload]:
    """List what the actor began to upload for an owner and did not finish, oldest first."""
    rows = PartialUpload.objects.filter(
        uploader=uploader_of(actor),
        owner_kind=owner_kind,
        owner_id=str(owner_uuid),
        document__isnull=True,
        expires_at__gt=at,
    )
    return list(rows.order_by("id"))


def is_owned_by(document_uuid: UUID | str, owner_kind: str, owner_uuid: object) -> bool:
    """Tell whether a document belongs to an owner."""
    return Document.objects.filter(
        uuid=document_uuid, ownerships__owner_kind=owner_kind, ownerships__owner_id=str(owner_uuid)
    ).exists()


def _ownerships(owner_kind: str, owner_uuid: object) -> QuerySet[Ownership]:
    rows = Ownership.objects.filter(owner_kind=owner_kind, owner_id=str(owner_uuid))
    return rows.select_related("document").order_by("id")
