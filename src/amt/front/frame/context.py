"""What every page knows: the links of the frame, who is signed in, today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from amt.capabilities.mailbox import queries as mailbox
from amt.design import context as design
from amt.front.frame import acting, actors
from amt.kernel import clock
from amt.kernel.actors import ActorKind


def page(request: HttpRequest) -> dict[str, Any]:
    """Give every page `frame`, `languages`, `visitor` and `today`."""
    known = design.frame(request)
    known["frame"]["sign_in_url"] = design.safe_reverse("portal:sign_in")
    known["frame"]["account_url"] = design.safe_reverse("portal:area")
    return {
        **known,
        "desk_url": design.safe_reverse("desk:worklist") or "/",
        "visitor": SimpleLazyObject(lambda: visitor(request)),
        "acting": SimpleLazyObject(lambda: acting_in(request)),
        "today": clock.today(),
    }


def acting_in(request: HttpRequest) -> acting.Acting | None:
    """Say for whom somebody acts who acts for somebody else; nothing for all others."""
    if not hasattr(request, "user"):
        return None
    return acting.banner_of(request, actors.find_actor(request))


def visitor(request: HttpRequest) -> dict[str, Any]:
    """Say who looks at the page: kind, name, unread messages; one query for a resident."""
    if not hasattr(request, "user"):
        return {"kind": "anonymous"}
    actor = actors.find_actor(request)
    account = actors.account_of(request)
    if account is None or actor.account_id is None:
        return {"kind": "anonymous"}
    known: dict[str, Any] = {"kind": actor.kind.value, "name": account.full_name}
    if actor.kind is ActorKind.RESIDENT:
        # Lazy: a page that shows no number does not ask for it.
        account_id = actor.account_id
        known["unread_count"] = SimpleLazyObject(lambda: mailbox.unread_count(account_id))
    return known
