"""Reading mailboxes; everybody sees their own only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from amt.capabilities.documents import queries as documents
from amt.capabilities.mailbox.models import Message
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.documents.models import Document

__all__ = [
    "PAGE",
    "Message",
    "Place",
    "Thread",
    "find_by_correlation",
    "get_attachment",
    "get_message",
    "list_messages",
    "list_thread",
    "list_threads",
    "unread_count",
]

PAGE = 20


@dataclass(frozen=True, slots=True)
class Thread:
    """The messages of one matter."""

    thread_kind: str
    thread_id: str
    subject: str
    language: str
    message_count: int
    unread_count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of messages ended: the next one begins behind it."""

    provided_at: datetime
    id: int


def list_threads(actor: Actor) -> list[Thread]:
    """List the actor's matters with messages, the one with the newest first."""
    rows = (
        _own(actor)
        .values("thread_kind", "thread_id")
        .annotate(
            message_count=Count("id"),
            unread_count=Count("id", filter=Q(retrieved_at=None)),
            last_at=Max("provided_at"),
            last_id=Max("id"),
        )
        .order_by("-last_at")
    )
    found = list(rows)
    last_ids = [row["last_id"] for row in found]
    newest = Message.objects.only("subject", "language").in_bulk(last_ids)
    return [
        Thread(
            thread_kind=row["thread_kind"],
            thread_id=row["thread_id"],
            subject=newest[row["last_id"]].subject,
            language=newest[row["last_id"]].language,
            message_count=row["message_count"],
            unread_count=row["unread_count"],
            last_at=row["last_at"],
        )
        for row in found
    ]


def list_messages(actor: Actor, *, limit: int = PAGE, before: Place | None = None) -> list[Message]:
    """List the actor's messages, newest first; `before` is where the last page ended."""
    rows = _own(actor).prefetch_related("attachments")
    if before is not None:
        older = Q(provided_at__lt=before.provided_at)
        rows = rows.filter(older | Q(provided_at=before.provided_at, id__lt=before.id))
    return list(rows.order_by("-provided_at", "-id")[:limit])


def list_thread(actor: Actor, thread_kind: str, thread_id: object) -> list[Message]:
    """List the actor's messages of one matter, oldest first."""
    rows = _own(actor).filter(thread_kind=thread_kind, thread_id=str(thread_id))
    return list(rows.prefetch_related("attachments").order_by("provided_at", "id"))


def unread_count(account_id: int) -> int:
    """Count the messages of an account that were never opened."""
    return Message.objects.filter(account_id=account_id, retrieved_at=None).count()


def get_message(actor: Actor, message_uuid: UUID) -> Message:
    """Return one of the actor's messages without opening it.

    :raises NotVisible: when it is not in the actor's mailbox.
    """
    message = _own(actor).prefetch_related("attachments").filter(uuid=message_uuid).first()
    if message is None:
        raise NotVisible("message", message_uuid)
    return message


def get_attachment(actor: Actor, document_uuid: UUID) -> Document:
    """Return a document that came with one of the actor's opened messages.

    :raises NotVisible: when none did, or the message was not opened yet.
    """
    opened = _own(actor).filter(retrieved_at__isnull=False)
    if not opened.filter(attachments__document_uuid=document_uuid).exists():
        raise NotVisible("document", document_uuid)
    return documents.get_document(document_uuid)


def find_by_correlation(correlation: str) -> Message | None:
    """Return the message of a correlation, or None."""
    return Message.objects.filter(correlation=correlation).first()


def _own(actor: Actor) -> QuerySet[Message]:
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        return Message.objects.none()
    return Message.objects.filter(account_id=actor.account_id)
