"""Reading running calls, and the actor that an agent is in one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from amt.capabilities.identity.models import Account, AccountKind, Call, Role
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

LONGEST_CALL = timedelta(hours=4)
"""Nobody speaks longer: what is older was forgotten, and opens nothing any more."""
_PERSON = "amt.identity.person"
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae"}
)


def is_agent(actor: Actor) -> bool:
    """Tell whether somebody speaks to people at phone or counter."""
    return actor.kind is ActorKind.STAFF and bool(actor.unit_ids(Role.AGENT))


def running_call(actor: Actor, at: datetime) -> Call | None:
    """Return the call that an agent has just now; no query for anybody else."""
    if not is_agent(actor):
        return None
    rows = Call.objects.select_related("unit", "person")
    return own_running_call(rows, actor, at).first()


def get_call(actor: Actor, call_uuid: UUID, at: datetime) -> Call:
    """Return the running call of an agent. :raises NotVisible: when it is not theirs or over."""
    call = running_call(actor, at)
    if call is None or call.uuid != call_uuid:
        raise NotVisible("call", call_uuid)
    return call


def actor_in_call(actor: Actor, call: Call) -> Actor:
    """Return the agent as who acts for the person of a call."""
    return replace(actor, acting_for=f"call:{call.uuid}", by=actor.account_uuid)


@dataclass(frozen=True, slots=True)
class ToldCall:
    """What the unit reads of a call in which an application came: never what was searched."""

    way: str
    reason: str
    agent: str
    unit: str
    begun_at: datetime


def call_told(call_uuid: UUID) -> ToldCall | None:
    """Return who took a call and why, or None when its time is over; the caller asks who may."""
    call = Call.objects.select_related("agent", "unit").filter(uuid=call_uuid).first()
    if call is None:
        return None
    return ToldCall(call.way, call.reason, call.agent.full_name, call.unit.name, call.begun_at)


def own_running_call(rows: QuerySet[Call], actor: Actor, at: datetime) -> QuerySet[Call]:
    """Return the actor's running call among some."""
    if not is_agent(actor):
        return rows.none()
    return rows.filter(agent_id=actor.account_id, ended_at=None, begun_at__gte=at - LONGEST_CALL)


def residents_born(on: date) -> list[Account]:
    """List the residents who were born on a day."""
    rows = Account.objects.filter(kind=AccountKind.RESIDENT, birth_date=on, is_active=True)
    return list(rows.order_by("id"))


def is_same_name(given: str, family: str, known_given: str, known_family: str) -> bool:
    """Tell whether a said name is the known one; the first of several given names is enough."""
    if _plain(family) != _plain(known_family):
        return False
    if _plain(given) == _plain(known_given):
        return True
    known = known_given.split()
    return " " not in given and len(known) > 1 and _plain(given) == _plain(known[0])


def person_digests(given: str, family: str, born: date | None) -> list[str]:
    """Return keyed digests by which somebody is known again; the first is the one to keep.

    The first of several given names counts. There is one for each key that is still accepted.
    """
    first = (given.split() or [""])[0]
    said = "\n".join((_plain(family), _plain(first), born.isoformat() if born else ""))
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [salted_hmac(_PERSON, said, secret=key, algorithm="sha256").hexdigest() for key in keys]


def _plain(text: str) -> str:
    """Return a name without what people spell in several ways: case, accents, hyphens, spaces."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)
    bare = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in bare if sign.isalnum())
