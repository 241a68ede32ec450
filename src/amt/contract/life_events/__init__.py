"""The vocabulary of life situations and life events, and the conversation of an event.

Life situations order the catalogue for people; life events start or offer procedures. A procedure
names both; it never names another procedure. What people tell about an event is told once, under
the shared names of `conversation`; the forms of the procedures say which of their fields mean them.
"""

from __future__ import annotations

from amt.contract.life_events.birth import BIRTH
from amt.contract.life_events.vocabulary import Conversation, LifeEvent, LifeSituation

__all__ = ["Conversation", "LifeEvent", "LifeSituation", "conversation", "conversations"]

_CONVERSATIONS = {BIRTH.event: BIRTH}


def conversation(event: LifeEvent) -> Conversation | None:
    """Return what is told about an event, or None for one that is only offered."""
    return _CONVERSATIONS.get(event)


def conversations() -> tuple[Conversation, ...]:
    """Return the conversations of all events."""
    return tuple(_CONVERSATIONS.values())
