"""Reading messages and what was handed on; who may see them is for the room of the subject."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.exchange.models import Direction, Message, MessageState, Transfer

__all__ = [
    "Direction",
    "Message",
    "MessageState",
    "Transfer",
    "find_message_sent",
    "get_message",
    "list_messages",
    "list_transfers",
    "transfers_of",
]


def get_message(message_uuid: UUID | str) -> Message:
    """Return a message. :raises Message.DoesNotExist: when there is none."""
    return Message.objects.get(uuid=message_uuid)


def find_message_sent(correlation: str) -> Message | None:
    """Return the message of ours with this correlation, or None."""
    return Message.objects.filter(direction=Direction.OUT, correlation=correlation).first()


def list_messages(subject_kind: str, subject_id: object) -> list[Message]:
    """List what was sent about a subject and what came back, oldest first."""
    rows = Message.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return list(rows.order_by("noted_at", "id"))


def transfers_of(account_id: int) -> list[Transfer]:
    """List what was handed on about a person, newest first."""
    return list(Transfer.objects.filter(person_account_id=account_id).order_by("-at", "-id"))


def list_transfers(subject_kind: str, subject_id: object) -> list[Transfer]:
    """List what was handed on in a matter, oldest first."""
    rows = Transfer.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return list(rows.order_by("at", "id"))
