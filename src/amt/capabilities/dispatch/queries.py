"""Reading what leaves the house."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from amt.capabilities.dispatch import printing
from amt.capabilities.dispatch.models import OutgoingEmail, PrintJob
from amt.capabilities.documents import queries as documents
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

__all__ = [
    "PrintJob",
    "count_letters_to_print",
    "find_email",
    "list_letters_posted",
    "list_letters_to_print",
    "open_letters",
]

ROLES = ("caseworker", "supervisor")


def find_email(correlation: str) -> OutgoingEmail | None:
    """Return the e-mail of a correlation, or None."""
    return OutgoingEmail.objects.filter(correlation=correlation).first()


def list_letters_to_print(actor: Actor, *, limit: int = 100) -> list[PrintJob]:
    """List the letters that wait in the actor's units, oldest first."""
    return list(_letters(actor).filter(posted_at=None).order_by("queued_at", "id")[:limit])


def list_letters_posted(actor: Actor, *, limit: int = 10) -> list[PrintJob]:
    """List the letters of the actor's units that were posted last, newest first."""
    rows = _letters(actor).filter(posted_at__isnull=False)
    return list(rows.order_by("-posted_at", "-id")[:limit])


def count_letters_to_print(actor: Actor) -> int:
    """Count the letters that wait in the actor's units."""
    return _letters(actor).filter(posted_at=None).count()


def open_letters(actor: Actor, letter_uuids: Collection[UUID]) -> bytes:
    """Return letters as one PDF for a printer, oldest first; one letter as it is.

    :raises NotVisible: when one of them is no letter of the actor's units, or none is asked for.
    """
    rows = _letters(actor).filter(uuid__in=letter_uuids).order_by("queued_at", "id")
    found = [documents.get_document(letter.document_uuid) for letter in rows]
    if not found or len(found) != len(set(letter_uuids)):
        raise NotVisible("letter", ", ".join(str(one) for one in letter_uuids))
    return printing.one_file([documents.open_document(document) for document in found])


def _letters(actor: Actor) -> QuerySet[PrintJob]:
    return PrintJob.objects.filter(unit_id__in=actor.unit_ids(*ROLES))
