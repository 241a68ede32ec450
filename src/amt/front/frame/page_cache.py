"""Pages that are the same for everybody, kept in the memory of each web process for a short time.

Only what a view marks with `public_page`, only for requests without a session, only answers without
cookies. The key holds path (which names the language), query and the day, so that what changes at
midnight is seen at once; other changes are seen when the time is over or after `flush`.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from amt.kernel import clock

SECONDS_KEPT = 30.0
MOST_PAGES = 512
LONGEST_QUERY = 200
_MARK = "_public_page"

View = Callable[..., HttpResponse]
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    content: bytes
    headers: tuple[tuple[str, str], ...]
    until: float


_pages: OrderedDict[Key, _Page] = OrderedDict()
_lock = threading.Lock()


def flush() -> None:
    """Forget all pages of this process."""
    with _lock:
        _pages.clear()


def public_page(view: View) -> View:
    """Mark a view whose page is the same for everybody who is not signed in."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        setattr(response, _MARK, True)
        return response

    return marked


class PageCacheMiddleware:
    """Answers from memory; stands before the session, so a hit needs neither it nor a database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from memory where that is allowed, else keep what comes back."""
        if not _may_be_shared(request):
            return self._next(request)
        key = _key(request)
        page = _pages.get(key)
        if page is not None and page.until > time.monotonic():
            response = HttpResponse(page.content)
            for name, value in page.headers:
                response[name] = value
            return response
        response = self._next(request)
        if getattr(response, _MARK, False) and response.status_code == 200 and not response.cookies:
            _keep(key, response)
        return response


def _may_be_shared(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def _key(request: HttpRequest) -> Key:
    return (
        request.get_host(),
        request.path,
        request.META.get("QUERY_STRING", ""),
        clock.today().isoformat(),
    )


def _keep(key: Key, response: HttpResponse) -> None:
    # A shared cache outside must ask again, since it cannot know who signs in meanwhile.
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ("Cookie",))
    page = _Page(
        content=response.content,
        headers=tuple(response.items()),
        until=time.monotonic() + SECONDS_KEPT,
    )
    with _lock:
        _pages[key] = page
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
