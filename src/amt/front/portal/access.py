"""Who gets a personal page: residents; the anonymous go to the sign-in and come back.

Staff get the page's own refusal (404 and an audit row), never a sign-in they cannot use.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from amt.front.frame.actors import find_actor
from amt.kernel.actors import ActorKind

View = Callable[..., HttpResponse]


def personal_page(view: View) -> View:
    """Ask the anonymous to sign in; keep the page out of every cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if find_actor(request).kind is ActorKind.ANONYMOUS:
            return to_sign_in(request)
        return unkept(view(request, *args, **kwargs))

    return guarded


def unkept(response: HttpResponse) -> HttpResponse:
    """Keep a personal page out of caches and of the back button after signing out."""
    patch_cache_control(response, no_store=True, private=True)
    return response


def unshared(response: HttpResponse) -> HttpResponse:
    """Keep an answer to a form out of shared caches; going back to it must not send again."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the sign-in, which leads back here."""
    query = urlencode({"next": request.path})
    return HttpResponseRedirect(f"{reverse('portal:sign_in')}?{query}")
