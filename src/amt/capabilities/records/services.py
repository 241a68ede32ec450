"""Opening Akten and filing documents in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.records.models import Akte, FiledDocument
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.new_rows import add_row, add_row_unless_there
from amt.kernel.one_row import get_row


@transaction.atomic(savepoint=False)
def open_akte(
    *,
    reference: str,
    procedure_key: str,
    unit_id: int,
    title: str,
    actor: Actor,
    at: datetime,
) -> Akte:
    """Open an Akte, or return the one that has the reference already."""
    akte = Akte(
        reference=reference,
        procedure_key=procedure_key,
        unit_id=unit_id,
        title=title,
        opened_at=at,
    )
    if not add_row_unless_there(akte):
        return Akte.objects.get(reference=reference)
    trail.record(
        actor=actor,
        action="records.akte_opened",
        subject_kind="akte",
        subject_id=akte.reference,
        at=at,
        details={"procedure": procedure_key},
    )
    return akte


@transaction.atomic(savepoint=False)
def file_document(
    *, akte_reference: str, document_uuid: UUID, title: str, actor: Actor, at: datetime
) -> FiledDocument:
    """File a document in an Akte under the next number; filing it twice changes nothing.

    :raises Akte.DoesNotExist: when no Akte has the reference.
    """
    # The lock makes numbers follow each other without gaps and without two of the same.
    akte = get_row(Akte, "reference", akte_reference, lock=True)
    known = akte.filed_documents.filter(document_uuid=document_uuid).first()
    if known is not None:
        return known
    filed = add_row(
        FiledDocument(
            akte=akte,
            number=akte.filed_documents.count() + 1,
            document_uuid=document_uuid,
            title=title,
            filed_at=at,
        )
    )
    trail.record(
        actor=actor,
        action="records.document_filed",
        subject_kind="akte",
        subject_id=akte.reference,
        at=at,
        details={"document": str(document_uuid), "number": filed.number},
    )
    return filed


@transaction.atomic
def move_akte(*, reference: str, unit_id: int, actor: Actor, at: datetime) -> None:
    """Give an Akte to the unit that is competent; one that is there already stays as it is."""
    if Akte.objects.filter(reference=reference).exclude(unit_id=unit_id).update(unit_id=unit_id):
        trail.record(
            actor=actor,
            action="records.akte_moved",
            subject_kind="akte",
            subject_id=reference,
            at=at,
            details={"unit": unit_id},
        )


@transaction.atomic
def close_akte(*, reference: str, actor: Actor, at: datetime) -> None:
    """Close an Akte; closing it twice changes nothing."""
    if Akte.objects.filter(reference=reference, closed_at=None).update(closed_at=at):
        trail.record(
            actor=actor,
            action="records.akte_closed",
            subject_kind="akte",
            subject_id=reference,
            at=at,
        )
