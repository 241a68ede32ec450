"""Context processor of the page frame: where the header's and footer's links lead.

Names of routes may not exist yet (or not in a test project), so a missing one yields an empty
address and the template leaves that link out. `front` may put its own processor in the place.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language

_ROUTES = {
    "home_url": "portal:start",
    "search_url": "portal:search",
    "sign_in_url": "portal:sign_in",
    "account_url": "portal:account",
    "imprint_url": "portal:imprint",
    "privacy_url": "portal:privacy_notice",
    "accessibility_url": "portal:accessibility",
    "plain_language_url": "portal:plain_language",
}


def safe_reverse(name: str) -> str:
    """Return the address of a route, or an empty text where there is no such route."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def languages(request: HttpRequest) -> list[dict[str, Any]]:
    """List the languages of the office, each with this same page's address in it.

    Where addresses carry no language, `?sprache=` asks for it; queries may hold what a person
    typed, so the rest of the query is kept only for the search field `q`.
    """
    active = get_language()
    listed = []
    for code, name in settings.LANGUAGES:
        url = translate_url(request.path, code)
        query = {"sprache": code} if url == request.path and code != active else {}
        if "q" in request.GET:
            query["q"] = request.GET["q"]
        listed.append(
            {
                "code": code,
                "name": name,
                "url": f"{url}?{urlencode(query)}" if query else url,
                "current": code == active,
            }
        )
    return listed


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every page `frame` (addresses of the frame, language or not) and `languages`."""
    links: dict[str, Any] = {key: safe_reverse(name) for key, name in _ROUTES.items()}
    links["home_url"] = links["home_url"] or "/"
    links["search_query"] = request.GET.get("q", "")
    links["is_translated"] = get_language() != settings.LANGUAGE_CODE
    return {"frame": links, "languages": languages(request)}
