"""Writing down what happened in a case, for both sides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amt.capabilities.cases.models import Case, CaseEvent
from amt.kernel import live
from amt.kernel.actors import Actor

RECEIVED = "received"
ASSESSED = "assessed"
FACT_CORRECTED = "fact_corrected"
DECIDED = "decided"
ACT_DELIVERED = "act_delivered"
ACT_RETRIEVED = "act_retrieved"

FOR_RESIDENTS = frozenset({RECEIVED, FACT_CORRECTED, DECIDED, ACT_DELIVERED, ACT_RETRIEVED})
"""What the parties see; the rest is the unit's own work."""


def add(case: Case, kind: str, *, actor: Actor, at: datetime, **values: Any) -> CaseEvent:
    """Append to the timeline and tell open pages of the case."""
    event = CaseEvent.objects.create(
        case=case,
        kind=kind,
        at=at,
        actor_kind=actor.kind.value,
        account_id=actor.account_id,
        values=values,
    )
    live.announce(topic=topic_of(case), kind=kind)
    return event


def topic_of(case: Case) -> str:
    """Return the topic under which open pages of a case hear of changes."""
    return f"case:{case.uuid}"
