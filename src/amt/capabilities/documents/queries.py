"""Reading documents; who may see them is for the room whose subject owns them."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.documents import files
from amt.capabilities.documents.models import Document


def get_document(document_uuid: UUID | str) -> Document:
    """Return a document. :raises Document.DoesNotExist: when there is none."""
    return Document.objects.get(uuid=document_uuid)


def open_document(document: Document) -> bytes:
    """Return the content of a document.

    :raises amt.capabilities.documents.files.FileDamaged: when the store lost or changed it.
    """
    return files.read(document.sha256)


def list_documents(owner_kind: str, owner_uuid: object) -> list[Document]:
    """List the documents of an owner in the order in which it got them."""
    rows = Document.objects.filter(
        ownerships__owner_kind=owner_kind, ownerships__owner_id=str(owner_uuid)
    )
    return list(rows.order_by("ownerships__id"))


def is_owned_by(document_uuid: UUID | str, owner_kind: str, owner_uuid: object) -> bool:
    """Tell whether a document belongs to an owner."""
    return Document.objects.filter(
        uuid=document_uuid, ownerships__owner_kind=owner_kind, ownerships__owner_id=str(owner_uuid)
    ).exists()
