"""What is done with messages: sending, receiving, noting what was handed on."""

from __future__ import annotations

from amt.capabilities.exchange.kinds import UnknownKind
from amt.capabilities.exchange.services.keeping import empty_old_messages
from amt.capabilities.exchange.services.receiving import (
    LARGEST_MESSAGE,
    ContentRefused,
    KindRefused,
    MessageChanged,
    MessageTooLarge,
    MessageUnreadable,
    UnknownPartner,
    WrongSender,
    WrongSignature,
    receive,
)
from amt.capabilities.exchange.services.sending import (
    NotFailed,
    UnfitPayload,
    deliver_message,
    fail_message,
    retry_message,
    send_message,
)
from amt.capabilities.exchange.services.transfers import record_transfer

__all__ = [
    "LARGEST_MESSAGE",
    "ContentRefused",
    "KindRefused",
    "MessageChanged",
    "MessageTooLarge",
    "MessageUnreadable",
    "NotFailed",
    "UnfitPayload",
    "UnknownKind",
    "UnknownPartner",
    "WrongSender",
    "WrongSignature",
    "deliver_message",
    "empty_old_messages",
    "fail_message",
    "receive",
    "record_transfer",
    "retry_message",
    "send_message",
]
