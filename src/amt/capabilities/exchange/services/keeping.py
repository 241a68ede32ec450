"""Emptying messages whose period is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from amt.capabilities.exchange.models import Message

KEPT_DAYS = 90


def empty_old_messages(*, at: datetime) -> int:
    """Take the content out of messages settled long ago; return how many there were.

    The row stays, so that a copy of the message is still recognised.
    """
    old = Message.objects.filter(
        emptied_at=None, settled_at__lt=at - timedelta(days=KEPT_DAYS)
    ).exclude(settled_at=None)
    return old.update(payload={}, document_uuids=[], emptied_at=at)
