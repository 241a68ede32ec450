"""Whose drafts and applications somebody may touch: their own.

A signed-in resident owns by account. Who applied by phone and has only the code of the letter owns
as that party, for the form of that one case. Who began without account owns by the code of the
draft, staff in a call what is filled in during that call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from amt.contract.procedure import Procedure
from amt.kernel.actors import Actor, ActorKind, TrustLevel

if TYPE_CHECKING:
    from amt.capabilities.applications.models import Application, Draft

NOBODY = -1
PARTY = "party"
DRAFT = "draft"
CALL = "call"
MANDATE = "mandate"


def owner_id(actor: Actor) -> int:
    """Return the account of a signed-in resident, or an id that no row has."""
    if actor.kind is ActorKind.RESIDENT and actor.account_id is not None:
        return actor.account_id
    return NOBODY


def party_of_code(actor: Actor) -> UUID | None:
    """Return the party as whom somebody acts by the code of a letter, or None."""
    return _of_code(actor, PARTY)


def draft_of_code(actor: Actor) -> UUID | None:
    """Return the draft that somebody opened with its code, or None."""
    return _of_code(actor, DRAFT)


def call_of(actor: Actor) -> UUID | None:
    """Return the call or visit in which staff act for somebody, or None."""
    return _acting_for(actor, CALL) if actor.kind is ActorKind.STAFF else None


def mandate_of(actor: Actor) -> UUID | None:
    """Return the mandate by which a helper acts as the account of somebody else, or None."""
    return _acting_for(actor, MANDATE) if actor.kind is ActorKind.RESIDENT else None


def owned_by(actor: Actor) -> Q:
    """Return the condition under which a draft is somebody's own.

    A helper has only what was begun under the mandate.
    """
    return Q(**_of_owner(actor, "uuid"))


def owns(actor: Actor, draft: Draft) -> bool:
    """Tell whether a draft is somebody's own: the condition of `owned_by` for one that was read.

    The page of a form reads its draft by the number alone, which costs the server half as much.
    """
    return all(getattr(draft, key) == one for key, one in _of_owner(actor, "uuid").items())


def applied_by(actor: Actor) -> Q:
    """Return the condition under which an application is somebody's own."""
    return Q(**_of_owner(actor, "draft_uuid"))


def applied(actor: Actor, application: Application) -> bool:
    """Tell whether an application is somebody's own: as `applied_by`, for one that was read."""
    wanted = _of_owner(actor, "draft_uuid")
    return all(getattr(application, key) == one for key, one in wanted.items())


def trust_of(actor: Actor) -> TrustLevel:
    """Return how surely somebody is known: who has the code of a letter lives where it went."""
    return TrustLevel.BASIC if party_of_code(actor) else actor.trust


def must_sign_in(actor: Actor, found: Procedure) -> bool:
    """Tell whether somebody must sign in, or more surely, before they can send an application.

    Whom the law wants confirmed by somebody else needs an account. Staff send what they are told:
    an application may be made by word of mouth (SGB X section 9).
    """
    if call_of(actor) is not None:
        return False
    if found.confirmations and actor.kind is not ActorKind.RESIDENT:
        return True
    return trust_of(actor) < found.access.apply_at


def _of_owner(actor: Actor, name: str) -> dict[str, object]:
    """Return the columns and values of what is somebody's own; `name` is the draft's number."""
    draft_uuid = draft_of_code(actor)
    if draft_uuid is not None:
        return {name: draft_uuid, "account_id": None}
    return _owned(actor)


def _owned(actor: Actor) -> dict[str, object]:
    party_uuid, call_uuid, mandate_uuid = party_of_code(actor), call_of(actor), mandate_of(actor)
    if party_uuid is not None:
        return {"party_uuid": party_uuid}
    if call_uuid is not None:
        return {"call_uuid": call_uuid}
    if mandate_uuid is not None:
        return {"account_id": owner_id(actor), "mandate_uuid": mandate_uuid}
    return {"account_id": owner_id(actor)}


def _of_code(actor: Actor, wanted: str) -> UUID | None:
    kind, _colon, found = (actor.subject or "").partition(":")
    return UUID(found) if actor.kind is ActorKind.CODE and kind == wanted else None


def _acting_for(actor: Actor, wanted: str) -> UUID | None:
    kind, _colon, found = (actor.acting_for or "").partition(":")
    return UUID(found) if kind == wanted else None
