"""Whose drafts and applications somebody may touch: their own."""

from __future__ import annotations

from amt.kernel.actors import Actor, ActorKind

NOBODY = -1


def owner_id(actor: Actor) -> int:
    """Return the account of a signed-in resident, or an id that no row has."""
    if actor.kind is ActorKind.RESIDENT and actor.account_id is not None:
        return actor.account_id
    return NOBODY
