"""Whose drafts and applications somebody may touch: their own.

A signed-in resident owns by account. Who applied by phone and has only the code of the letter owns
as that party, for the form of that one case.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from amt.kernel.actors import Actor, ActorKind, TrustLevel

NOBODY = -1
PARTY = "party"


def owner_id(actor: Actor) -> int:
    """Return the account of a signed-in resident, or an id that no row has."""
    if actor.kind is ActorKind.RESIDENT and actor.account_id is not None:
        return actor.account_id
    return NOBODY


def party_of_code(actor: Actor) -> UUID | None:
    """Return the party as whom somebody acts by the code of a letter, or None."""
    kind, _colon, found = (actor.subject or "").partition(":")
    return UUID(found) if actor.kind is ActorKind.CODE and kind == PARTY else None


def owned_by(actor: Actor) -> Q:
    """Return the condition under which a draft or an application is somebody's own."""
    party_uuid = party_of_code(actor)
    return Q(party_uuid=party_uuid) if party_uuid else Q(account_id=owner_id(actor))


def trust_of(actor: Actor) -> TrustLevel:
    """Return how surely somebody is known: who has the code of a letter lives where it went."""
    return TrustLevel.BASIC if party_of_code(actor) else actor.trust
