"""Who gets a personal page: residents; the anonymous go to the sign-in and come back.

Staff get the page's own refusal (404 and an audit row), never a sign-in they cannot use.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control

from amt.front.frame.actors import actors_for, find_actor
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

View = Callable[..., HttpResponse]
T = TypeVar("T")
Response = TypeVar("Response", bound=HttpResponseBase)


def personal_page(view: View) -> View:
    """Ask the anonymous to sign in; keep the page out of every cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if find_actor(request).kind is ActorKind.ANONYMOUS:
            return to_sign_in(request)
        return unkept(view(request, *args, **kwargs))

    return guarded


def opened_page(view: Callable[..., Response]) -> Callable[..., Response | HttpResponse]:
    """Let in who is signed in and who opened the page's subject with a code; ask others in.

    The subject is the first part of the address.
    """

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> Response | HttpResponse:
        if not actors_for(request, next(iter(kwargs.values()))):
            return to_sign_in(request)
        return unkept(view(request, **kwargs))

    return guarded


def looked(request: HttpRequest, target: UUID, look: Callable[[Actor], T]) -> tuple[Actor, T]:
    """Return what the first of those sees as whom this session may act, and as whom.

    :raises NotVisible: when none of them may see it.
    """
    refused: NotVisible | None = None
    for actor in actors_for(request, target):
        try:
            return actor, look(actor)
        except NotVisible as problem:
            refused = refused or problem
    raise refused or NotVisible("page", target)


def unkept(response: Response) -> Response:
    """Keep a personal page out of caches and of the back button after signing out."""
    patch_cache_control(response, no_store=True, private=True)
    return response


def unshared(response: HttpResponse) -> HttpResponse:
    """Keep an answer to a form out of shared caches; going back to it must not send again."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def to_sign_in(request: HttpRequest, *, following: str = "") -> HttpResponse:
    """Send somebody to the sign-in, which leads back here or to another page."""
    query = urlencode({"next": following or request.path})
    return HttpResponseRedirect(f"{reverse('portal:sign_in')}?{query}")
