"""From the session to the actor of a deed.

Somebody without a session is anonymous. Who opened a status with reference and code acts with that
code, for that one subject, on pages that ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest

from amt.capabilities.identity import queries as identity
from amt.kernel.actors import ANONYMOUS, Actor, ActorKind, TrustLevel

if TYPE_CHECKING:
    from amt.capabilities.identity.models import Account

TRUST_KEY = "trust"
SECOND_FACTOR_KEY = "second_factor"
OPENED_KEY = "opened_by_code"
_MOST_OPENED = 20


def account_of(request: HttpRequest) -> Account | None:
    """Return the signed-in account, or None; an anonymous request touches no database."""
    user = request.user
    return user if user.is_authenticated else None


def find_actor(request: HttpRequest) -> Actor:
    """Return who acts in a request, built once."""
    known = request.__dict__.get("_found_actor")
    if isinstance(known, Actor):
        return known
    account = account_of(request)
    actor = ANONYMOUS
    if account is not None:
        # A member of staff counts only after password and second factor, never by assertion.
        by_assertion = "AssertionBackend" in request.session.get(BACKEND_SESSION_KEY, "")
        second_factor = bool(request.session.get(SECOND_FACTOR_KEY))
        if second_factor and not by_assertion if account.is_staff_member else by_assertion:
            actor = identity.actor_of(account, trust=_trust(request))
    request.__dict__["_found_actor"] = actor
    return actor


def is_resident(request: HttpRequest) -> bool:
    """Tell whether a resident is signed in."""
    return find_actor(request).kind is ActorKind.RESIDENT


def remember_opened(request: HttpRequest, case_uuid: UUID) -> None:
    """Let this session see the status of a case that it opened with a code."""
    opened = [one for one in _opened(request) if one != str(case_uuid)]
    request.session[OPENED_KEY] = [*opened, str(case_uuid)][-_MOST_OPENED:]


def code_actor(request: HttpRequest, case_uuid: UUID) -> Actor | None:
    """Return the actor by code for a case that this session opened, or None."""
    if str(case_uuid) not in _opened(request):
        return None
    return Actor(kind=ActorKind.CODE, subject=f"case:{case_uuid}")


def _opened(request: HttpRequest) -> list[str]:
    return list(request.session.get(OPENED_KEY, []))


def _trust(request: HttpRequest) -> TrustLevel:
    try:
        return TrustLevel(int(request.session.get(TRUST_KEY, 0)))
    except ValueError:
        return TrustLevel.NONE
