"""Whose data may be asked for: one's own, by somebody who is surely that person."""

from __future__ import annotations

from dataclasses import replace

from amt.capabilities.identity import queries as identity
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible


def require_own(person: identity.PersonData, actor: Actor, what: str) -> int:
    """Return the account of a resident whose data these are.

    :raises NotVisible: when the person is not the actor.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("register", what)
    own = identity.person_of(identity.get_account(actor.account_id))
    # The e-mail address is no data of a register and may have been changed in the account.
    if replace(person, email="") != replace(own, email=""):
        raise NotVisible("register", what)
    return actor.account_id
