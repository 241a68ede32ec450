"""Who may enter the agents' pages, and what a session keeps from one person to the next: nothing.

The call itself lies in the database. Beside who is signed in, a session forgets everything when a
call begins and when it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse

from amt.capabilities.identity import queries as identity
from amt.front.desk.access import actor_of, staff_only
from amt.front.frame.actors import SECOND_FACTOR_KEY
from amt.kernel.errors import NotVisible

View = Callable[..., HttpResponse]
KEPT = frozenset(
    {
        SESSION_KEY,
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SECOND_FACTOR_KEY,
        # When and how somebody signed in, which allauth asks before changes of the second factor.
        "account_authentication_methods",
    }
)
"""Who is signed in and how; all else belongs to the person of a call."""


def agents_only(view: View) -> Callable[..., Any]:
    """Open a view for agents who gave both factors.

    :raises NotVisible: to all others who are signed in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not identity.is_agent(actor_of(request)):
            raise NotVisible("page", view.__name__)
        return view(request, *args, **kwargs)

    return staff_only(guarded)


def wipe_session(request: HttpRequest) -> None:
    """Forget all that a session holds but who is signed in, and give it a new name."""
    for key in [key for key in request.session.keys() if key not in KEPT]:  # noqa: SIM118 - no dict
        del request.session[key]
    request.session.cycle_key()
