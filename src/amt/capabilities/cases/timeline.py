"""Writing down what happened in a case, for both sides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amt.capabilities.cases.models import Case, CaseEvent, DeedRecord
from amt.kernel import live
from amt.kernel.actors import Actor
from amt.kernel.new_rows import add_row

RECEIVED = "received"
ASSESSED = "assessed"
FACT_CORRECTED = "fact_corrected"
DECIDED = "decided"
ACT_DELIVERED = "act_delivered"
ACT_RETRIEVED = "act_retrieved"
PARTY_JOINED = "party_joined"
CONSULTED = "consulted"
OPINION_GIVEN = "opinion_given"
FACT_ADDED = "fact_added"
REGISTER_DIFFERS = "register_differs"
REGISTER_NAMES = "register_names"
REGISTER_LEFT = "register_left"

FOR_RESIDENTS = frozenset(
    {RECEIVED, FACT_CORRECTED, FACT_ADDED, CONSULTED, OPINION_GIVEN, DECIDED}
    | {ACT_DELIVERED, ACT_RETRIEVED}
)
"""What the parties see beside the deeds; the rest is the unit's own work."""


def add(
    case: Case,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    deed: DeedRecord | None = None,
    **values: Any,
) -> CaseEvent:
    """Append to the timeline and tell open pages of the case."""
    event = add_row(
        CaseEvent(
            case=case,
            kind=kind,
            at=at,
            actor_kind=actor.kind.value,
            account_id=actor.account_id,
            values=values,
            deed=deed,
        )
    )
    announce(case, kind)
    return event


def announce(case: Case, kind: str) -> None:
    """Tell open pages of the case that something changed."""
    live.announce(topic=topic_of(case), kind=kind)


def topic_of(case: Case) -> str:
    """Return the topic under which open pages of a case hear of changes."""
    return f"case:{case.uuid}"
