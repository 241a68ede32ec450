"""Putting messages into mailboxes, and opening them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.identity import queries as identity
from amt.capabilities.mailbox.events import MessageDelivered, MessageRetrieved
from amt.capabilities.mailbox.models import Attachment, Message
from amt.kernel import events, live
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible


@transaction.atomic
def deliver_message(
    *,
    account_id: int,
    thread_kind: str,
    thread_id: object,
    subject: str,
    body: str,
    sender_name: str,
    document_uuids: Iterable[UUID],
    correlation: str,
    actor: Actor,
    at: datetime,
) -> Message:
    """Put a message into a mailbox; the same correlation again returns the one that is there.

    Subject and body are in the language of the account.
    """
    message, made = Message.objects.get_or_create(
        correlation=correlation,
        defaults={
            "account_id": account_id,
            "thread_kind": thread_kind,
            "thread_id": str(thread_id),
            "subject": subject,
            "body": body,
            "language": identity.get_account(account_id).language,
            "sender_name": sender_name,
            "provided_at": at,
        },
    )
    if not made:
        return message
    Attachment.objects.bulk_create(
        Attachment(message=message, document_uuid=document_uuid, position=position)
        for position, document_uuid in enumerate(document_uuids)
    )
    trail.record(
        actor=actor,
        action="mailbox.message_delivered",
        subject_kind="message",
        subject_id=message.uuid,
        at=at,
        details={"thread": f"{thread_kind}:{thread_id}"},
    )
    events.publish(MessageDelivered(message_uuid=message.uuid, correlation=correlation, at=at))
    live.announce(topic=topic_of(message), kind="mailbox.message_delivered")
    return message


@transaction.atomic
def open_message(*, message_uuid: UUID, actor: Actor, at: datetime) -> Message:
    """Return a message to its reader; the first time is kept as the time of retrieval.

    :raises NotVisible: when it is not in the actor's mailbox.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("message", message_uuid)
    rows = Message.objects.select_for_update().filter(account_id=actor.account_id)
    message = rows.filter(uuid=message_uuid).first()
    if message is None:
        raise NotVisible("message", message_uuid)
    if message.retrieved_at is not None:
        return message
    message.retrieved_at = at
    message.save(update_fields=["retrieved_at"])
    trail.record(
        actor=actor,
        action="mailbox.message_retrieved",
        subject_kind="message",
        subject_id=message.uuid,
        at=at,
    )
    events.publish(
        MessageRetrieved(message_uuid=message.uuid, correlation=message.correlation, at=at)
    )
    live.announce(topic=topic_of(message), kind="mailbox.message_retrieved")
    return message


def topic_of(message: Message) -> str:
    """Return the topic that open pages of the mailbox's owner watch."""
    return f"mailbox:{message.account_id}"
