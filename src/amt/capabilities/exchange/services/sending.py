"""Queueing messages, handing them to partners, settling those that failed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.documents import queries as documents
from amt.capabilities.exchange import envelope, kinds, partners, transport
from amt.capabilities.exchange.events import MessageDelivered, MessageFailed, MessageQueued
from amt.capabilities.exchange.models import Direction, Message, MessageState
from amt.kernel import events
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import PartnerFailure, Refusal

LARGEST_DOCUMENTS = 20 * 1024 * 1024
"""Bytes of all documents of a message together."""

GAVE_UP = "gave_up"
_LONGEST_FAILURE = 60


class UnfitPayload(ValueError):
    """A room composed a content that breaks the schema of its kind: a defect."""


class NotFailed(Refusal):
    """Only a message that failed is sent once more."""

    code = "not_failed"


@transaction.atomic
def send_message(
    *,
    partner: str,
    kind: str,
    subject_kind: str,
    subject_id: object,
    payload: dict[str, Any],
    document_uuids: Sequence[UUID] = (),
    correlation: str,
    actor: Actor,
    at: datetime,
) -> Message:
    """Queue a message to a partner; the same correlation again returns the message that is there.

    Whether the partner exists here shows when it is handed over: then `MessageFailed` follows.

    :raises UnknownKind: when there is no schema of this kind.
    :raises UnfitPayload: when the content breaks the schema.
    """
    version = kinds.newest_version(kind)
    faults = kinds.faults_of(kind, version, payload)
    if faults:
        raise UnfitPayload("; ".join(faults))
    number = uuid4()
    message, is_new = Message.objects.get_or_create(
        direction=Direction.OUT,
        correlation=correlation,
        defaults={
            "uuid": number,
            "message_id": str(number),
            "partner": partner,
            "kind": kind,
            "version": version,
            "subject_kind": subject_kind,
            "subject_id": str(subject_id),
            "payload": payload,
            "digest": digest_of(payload),
            "document_uuids": [str(uuid) for uuid in document_uuids],
            "state": MessageState.QUEUED,
            "noted_at": at,
        },
    )
    if is_new:
        record(message, actor, "exchange.message_queued", at)
        events.publish(MessageQueued(message.uuid))
    return message


def deliver_message(*, message_uuid: UUID, at: datetime) -> None:
    """Hand a queued message to its partner and note that it was taken; others stay as they are.

    A crash between the partner's answer and our commit hands it over again under the same number,
    by which the partner recognises a copy.

    :raises PartnerFailure: when it was not taken; `permanent` says whether to try again.
    """
    message = Message.objects.get(uuid=message_uuid)
    if message.state != MessageState.QUEUED:
        return
    try:
        _hand_over(message, at)
    except PartnerFailure as failure:
        # Kept while it waits, so that whoever looks at the message sees why.
        code = str(failure).removeprefix(f"{message.partner}: ")[:_LONGEST_FAILURE]
        Message.objects.filter(id=message.id).update(failure=code)
        raise
    _settle(message_uuid, at)


def _hand_over(message: Message, at: datetime) -> None:
    try:
        office, partner = partners.office(), partners.get_partner(message.partner)
    except partners.NotAPartner as fault:
        raise PartnerFailure(message.partner, "not_a_partner", permanent=True) from fault
    claims = _claims(message, office.key, at)
    sealed = envelope.seal(claims, signing=office.keys.signing, encryption=partner.keys.encryption)
    transport.post(partner.key, partner.url, sealed.encode())


@transaction.atomic
def fail_message(*, message_uuid: UUID, at: datetime) -> None:
    """Settle a queued message that could not be handed over; others stay as they are."""
    message = Message.objects.select_for_update().get(uuid=message_uuid)
    if message.state != MessageState.QUEUED:
        return
    message.state, message.settled_at = MessageState.FAILED, at
    message.failure = message.failure or GAVE_UP
    message.save(update_fields=["state", "settled_at", "failure"])
    record(message, SYSTEM, "exchange.message_failed", at)
    events.publish(MessageFailed(message.uuid, message.subject_kind, message.subject_id, at))


@transaction.atomic
def retry_message(*, message_uuid: UUID, actor: Actor, at: datetime) -> Message:
    """Queue a failed message once more. :raises NotFailed: when it did not fail."""
    message = Message.objects.select_for_update().get(uuid=message_uuid)
    if message.state != MessageState.FAILED or message.emptied_at is not None:
        raise NotFailed(_("Diese Nachricht wird nicht noch einmal gesendet."))
    message.state, message.settled_at, message.failure = MessageState.QUEUED, None, ""
    message.save(update_fields=["state", "settled_at", "failure"])
    record(message, actor, "exchange.message_queued", at)
    events.publish(MessageQueued(message.uuid))
    return message


def digest_of(payload: dict[str, Any]) -> str:
    """Return the digest by which a copy of a content is told from another content."""
    plain = json.dumps(payload, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def record(message: Message, actor: Actor, action: str, at: datetime) -> None:
    """Write a deed with a message into the audit trail."""
    trail.record(
        actor=actor,
        action=action,
        subject_kind="message",
        subject_id=message.uuid,
        at=at,
        details={
            "partner": message.partner,
            "kind": message.kind,
            "subject": f"{message.subject_kind}:{message.subject_id}",
        },
    )


@transaction.atomic
def _settle(message_uuid: UUID, at: datetime) -> None:
    message = Message.objects.select_for_update().get(uuid=message_uuid)
    if message.state != MessageState.QUEUED:
        return
    message.state, message.settled_at, message.failure = MessageState.DELIVERED, at, ""
    message.save(update_fields=["state", "settled_at", "failure"])
    record(message, SYSTEM, "exchange.message_delivered", at)
    events.publish(MessageDelivered(message.uuid, message.subject_kind, message.subject_id, at))


def _claims(message: Message, sender: str, at: datetime) -> dict[str, Any]:
    return {
        "iss": sender,
        "aud": message.partner,
        "jti": message.message_id,
        "iat": int(at.timestamp()),
        "kind": message.kind,
        "version": message.version,
        "correlation": message.correlation,
        "payload": message.payload,
        "documents": _documents(message),
    }


def _documents(message: Message) -> list[dict[str, str]]:
    held = [documents.get_document(uuid) for uuid in message.document_uuids]
    if sum(document.size for document in held) > LARGEST_DOCUMENTS:
        raise PartnerFailure(message.partner, "documents_too_large", permanent=True)
    return [
        {
            "id": str(document.uuid),
            "file_name": document.file_name,
            "media_type": document.media_type,
            "content": base64.b64encode(documents.open_document(document)).decode(),
        }
        for document in held
    ]
