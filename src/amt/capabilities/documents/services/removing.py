"""Taking a file away so that it can be brought back for some minutes.

Meanwhile it belongs to nobody who could open it: its owner is the place where it lies aside.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.documents.models import Document, Ownership, PartialUpload
from amt.capabilities.documents.services import storing
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

ASIDE = "set_aside"
MINUTES_KEPT = 15
BATCH = 100


class GoneForGood(Refusal):
    """The file was taken away too long ago."""

    code = "gone_for_good"

    def __init__(self) -> None:
        super().__init__(_("Diese Datei ist gelöscht. Laden Sie sie noch einmal hoch."))


def aside_id(owner_kind: str, owner_uuid: object) -> str:
    """Return under which name the files of an owner lie aside."""
    return f"{owner_kind}:{owner_uuid}"


@transaction.atomic
def set_document_aside(
    *, document_uuid: UUID | str, owner_kind: str, owner_uuid: object, actor: Actor, at: datetime
) -> None:
    """Take a document from an owner; for some minutes it can be brought back.

    One that the owner has not is no error.
    """
    document = Document.objects.select_for_update().filter(uuid=document_uuid).first()
    if document is None:
        return
    owned = Ownership.objects.filter(
        document=document, owner_kind=owner_kind, owner_id=str(owner_uuid), replaced_at=None
    ).first()
    if owned is None or not document.is_readable:
        # A file that nobody may open is nothing to bring back.
        storing.detach_document(
            document_uuid=document_uuid, owner_kind=owner_kind, owner_uuid=owner_uuid,
            actor=actor, at=at,
        )  # fmt: skip
        return
    Ownership.objects.get_or_create(
        document=document, owner_kind=ASIDE, owner_id=aside_id(owner_kind, owner_uuid),
        label=owned.label, replaced_at=None, defaults={"since": at},
    )  # fmt: skip
    # Who sends the same file again begins anew.
    PartialUpload.objects.filter(document=document).delete()
    owned.delete()
    _record("documents.document_set_aside", document, actor, at)


@transaction.atomic
def bring_document_back(
    *, document_uuid: UUID | str, owner_kind: str, owner_uuid: object, actor: Actor, at: datetime
) -> str:
    """Give a document back to the owner from which it was taken, and return its label.

    :raises GoneForGood: when its minutes are over.
    """
    rows = Ownership.objects.select_for_update(of=("self",)).select_related("document")
    aside = rows.filter(
        document__uuid=document_uuid, owner_kind=ASIDE, owner_id=aside_id(owner_kind, owner_uuid),
        since__gt=at - timedelta(minutes=MINUTES_KEPT),
    ).first()  # fmt: skip
    if aside is None:
        raise GoneForGood
    Ownership.objects.get_or_create(
        document=aside.document, owner_kind=owner_kind, owner_id=str(owner_uuid),
        label=aside.label, replaced_at=None, defaults={"since": at},
    )  # fmt: skip
    aside.delete()
    _record("documents.document_brought_back", aside.document, actor, at)
    return aside.label


def delete_set_aside(*, at: datetime) -> int:
    """Delete a batch of files whose minutes are over; return how many."""
    over = Ownership.objects.filter(
        owner_kind=ASIDE, since__lte=at - timedelta(minutes=MINUTES_KEPT)
    ).select_related("document")
    rows = list(over.order_by("id")[:BATCH])
    for row in rows:
        storing.detach_document(
            document_uuid=row.document.uuid, owner_kind=ASIDE, owner_uuid=row.owner_id,
            actor=SYSTEM, at=at,
        )  # fmt: skip
    return len(rows)


def _record(action: str, document: Document, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor, action=action, subject_kind="document", subject_id=document.uuid, at=at,
        details={},
    )  # fmt: skip
