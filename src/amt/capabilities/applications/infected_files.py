"""A file of a draft had a virus: its question is open again, and the page says why."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.applications import services
from amt.capabilities.documents.events import DocumentInfected
from amt.kernel.actors import SYSTEM

DRAFT = "draft"


def on_document_infected(event: DocumentInfected) -> None:
    """Take the file out of the answers."""
    if event.owner_kind == DRAFT:
        services.drop_infected_file(
            draft_uuid=UUID(event.owner_id),
            path=event.label,
            document_uuid=event.document_uuid,
            actor=SYSTEM,
            at=event.at,
        )
