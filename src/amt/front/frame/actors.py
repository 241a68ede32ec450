"""From the session to the actor of a deed.

Somebody without a session is anonymous. Who opened a status with reference and code acts with that
code, for that one subject, on pages that ask for it; so does who opened an invitation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest

from amt.capabilities.identity import queries as identity
from amt.front.frame import acting
from amt.kernel.actors import ANONYMOUS, Actor, ActorKind, TrustLevel

if TYPE_CHECKING:
    from amt.capabilities.identity.models import Account

TRUST_KEY = "trust"
SECOND_FACTOR_KEY = "second_factor"
OPENED_KEY = "opened"
STATUS_ONLY = "case:"
DRAFT_ONLY = "draft:"
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


def remember_opened(request: HttpRequest, subject: str, target: UUID) -> None:
    """Let this session act for a subject that a code opened, on the pages of a target.

    `subject` is `case:<uuid>` or `party:<uuid>` for a case, `bundle_person:<uuid>` for a bundle,
    `draft:<uuid>` for an application that was begun without account.
    """
    fresh = [subject, str(target)]
    kept = [pair for pair in opened_in(request) if pair != fresh]
    request.session[OPENED_KEY] = [*kept, fresh][-_MOST_OPENED:]


def forget_opened(request: HttpRequest, subject: str) -> None:
    """Let this session act no longer for a subject that a code opened."""
    request.session[OPENED_KEY] = [pair for pair in opened_in(request) if pair[0] != subject]


def drafts_opened(request: HttpRequest) -> list[UUID]:
    """Return the drafts without account that this session began or opened, the last first."""
    subjects = [subject for subject, _target in opened_in(request)]
    return [
        UUID(one.removeprefix(DRAFT_ONLY))
        for one in reversed(subjects)
        if one.startswith(DRAFT_ONLY)
    ]


def code_actor(request: HttpRequest, target: UUID) -> Actor | None:
    """Return the actor by code for what this session opened, or None.

    Somebody invited in person counts before the holder of a status code, who sees less.
    """
    subjects = [subject for subject, opened in opened_in(request) if opened == str(target)]
    if not subjects:
        return None
    personal = [one for one in subjects if not one.startswith(STATUS_ONLY)]
    return Actor(kind=ActorKind.CODE, subject=(personal or subjects)[-1])


def actors_for(request: HttpRequest, target: UUID) -> list[Actor]:
    """Return those as whom this session may act on a target.

    For somebody else in a call or by mandate, then who is signed in, then by code.
    """
    signed_in, by_code = find_actor(request), code_actor(request, target)
    known = [] if signed_in.kind is ActorKind.ANONYMOUS else [signed_in]
    known = [*acting.acting_actors(request, signed_in, target), *known]
    return [*known, by_code] if by_code is not None else known


def invited_actors(request: HttpRequest) -> list[Actor]:
    """Return those as whom this session may act by invitations, the last opened first."""
    subjects = [subject for subject, _target in opened_in(request)]
    return [
        Actor(kind=ActorKind.CODE, subject=one)
        for one in reversed(subjects)
        if not one.startswith((STATUS_ONLY, DRAFT_ONLY))
    ]


def opened_in(request: HttpRequest) -> list[list[str]]:
    """Return what this session opened with codes, as pairs of subject and target."""
    return [list(pair) for pair in request.session.get(OPENED_KEY, [])]


def _trust(request: HttpRequest) -> TrustLevel:
    try:
        return TrustLevel(int(request.session.get(TRUST_KEY, 0)))
    except ValueError:
        return TrustLevel.NONE
