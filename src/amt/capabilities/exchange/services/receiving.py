"""Taking in what a partner sends: proved, in shape, and once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.exchange import envelope, kinds, partners
from amt.capabilities.exchange.events import MessageReceived
from amt.capabilities.exchange.models import Direction, Message, MessageState
from amt.capabilities.exchange.services.sending import digest_of, record
from amt.kernel import events
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import Refusal

log = structlog.get_logger(__name__)

LARGEST_MESSAGE = 1024 * 1024
"""Bytes of an envelope that comes in."""


class UnknownPartner(Refusal):
    """We exchange nothing with this body."""

    code = "unknown_partner"


class MessageTooLarge(Refusal):
    """More than a message may have."""

    code = "message_too_large"


class MessageUnreadable(Refusal):
    """It is no envelope, or not one for us."""

    code = "message_unreadable"


class WrongSignature(Refusal):
    """No key of the partner signed it."""

    code = "wrong_signature"


class WrongSender(Refusal):
    """It names another sender, or another receiver than us."""

    code = "wrong_sender"


class KindRefused(Refusal):
    """Messages of this kind and version are not taken from this partner."""

    code = "kind_refused"


class ContentRefused(Refusal):
    """The content breaks the schema; `faults` say where, without values."""

    code = "content_refused"

    def __init__(self, message: Any, faults: tuple[str, ...]) -> None:
        super().__init__(message)
        self.faults = faults


class MessageChanged(Refusal):
    """The number of the message belongs to another content that we have already."""

    code = "message_changed"


def receive(*, partner: str, raw: bytes, at: datetime) -> Message:
    """Take in a message; the same one again returns what is there and announces nothing.

    :raises UnknownPartner: when we exchange nothing with this body.
    :raises MessageTooLarge: when it has more than `LARGEST_MESSAGE` bytes.
    :raises MessageUnreadable: when it is no envelope for us.
    :raises WrongSignature: when the partner did not sign it.
    :raises WrongSender: when it names another sender or receiver.
    :raises KindRefused: when the partner may not send this kind, or nobody knows it.
    :raises ContentRefused: when envelope or content break their schema.
    :raises MessageChanged: when the number was used for another content.
    """
    try:
        return _take_in(partner, raw, at)
    except Refusal as refusal:
        log.warning("exchange.message_refused", partner=partner[:40], code=refusal.code)
        raise


def _take_in(partner_key: str, raw: bytes, at: datetime) -> Message:
    try:
        partner, office = partners.get_partner(partner_key), partners.office()
    except partners.NotAPartner:
        raise UnknownPartner(_("Mit dieser Stelle tauschen wir keine Nachrichten aus.")) from None
    if len(raw) > LARGEST_MESSAGE:
        raise MessageTooLarge(_("Diese Nachricht ist zu groß."))
    try:
        claims = envelope.unseal(
            raw, encryption=office.keys.encryption, signing=partner.keys.signing
        )
    except envelope.Unreadable:
        raise MessageUnreadable(_("Diese Nachricht ist nicht lesbar.")) from None
    except envelope.BadSignature:
        raise WrongSignature(_("Die Unterschrift dieser Nachricht passt nicht.")) from None
    _require_shape(kinds.ENVELOPE, 1, claims)
    if (claims["iss"], claims["aud"]) != (partner.key, office.key):
        raise WrongSender(_("Diese Nachricht nennt eine andere Stelle."))
    if claims["kind"] not in partner.sends:
        raise KindRefused(_("Nachrichten dieser Art nehmen wir von dieser Stelle nicht an."))
    _require_shape(claims["kind"], claims["version"], claims["payload"])
    if claims.get("documents"):
        raise ContentRefused(_("Dokumente nehmen wir so nicht an."), ("/documents: maxItems",))
    return _note(partner.key, claims, at)


def _require_shape(kind: str, version: int, content: Any) -> None:
    try:
        faults = kinds.faults_of(kind, version, content)
    except kinds.UnknownKind:
        raise KindRefused(_("Diese Art von Nachricht kennen wir nicht.")) from None
    if faults:
        raise ContentRefused(_("Der Inhalt dieser Nachricht passt nicht zu ihrer Art."), faults)


@transaction.atomic
def _note(partner: str, claims: dict[str, Any], at: datetime) -> Message:
    answered = Message.objects.filter(
        direction=Direction.OUT, partner=partner, correlation=claims["correlation"]
    ).first()
    message, is_new = Message.objects.get_or_create(
        partner=partner,
        direction=Direction.IN,
        message_id=claims["jti"],
        defaults={
            "kind": claims["kind"],
            "version": claims["version"],
            "correlation": claims["correlation"],
            "subject_kind": answered.subject_kind if answered else "",
            "subject_id": answered.subject_id if answered else "",
            "payload": claims["payload"],
            "digest": _digest(claims),
            "state": MessageState.RECEIVED,
            "noted_at": at,
            "settled_at": at,
        },
    )
    if not is_new:
        if message.digest != _digest(claims):
            raise MessageChanged(_("Unter dieser Nummer haben wir schon einen anderen Inhalt."))
        return message
    record(message, SYSTEM, "exchange.message_received", at)
    events.publish(MessageReceived(message.uuid, partner, message.kind, message.correlation, at))
    return message


def _digest(claims: dict[str, Any]) -> str:
    # When it was sent differs between the tries of one message.
    return digest_of({name: claims[name] for name in ("kind", "version", "correlation", "payload")})
