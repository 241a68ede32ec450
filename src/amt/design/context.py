"""Context processor of the page frame: where the header's and footer's links lead.

Names of routes may not exist yet (or not in a test project), so a missing one yields an empty
address and the template leaves that link out. `front` may put its own processor in the place.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse, translate_url
from django.utils.http import RFC3986_SUBDELIMS
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

_SAFE_IN_PATHS = f"{RFC3986_SUBDELIMS}/~:@"
_localised: dict[tuple[str, str | None], bool] = {}


def safe_reverse(name: str) -> str:
    """Return the address of a route, or an empty text where there is no such route."""
    return _address(name, get_language(), get_urlconf())


@lru_cache(maxsize=256)
def _address(name: str, _language: str | None, _urlconf: str | None) -> str:
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
        url = _in_language(request, code)
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


def _in_language(request: HttpRequest, code: str) -> str:
    """Return the address of this page in a language.

    Addresses in two languages differ by nothing but the prefix, so whether a route has one is
    looked up once; resolving and reversing each address costs more than the rest of the frame.
    """
    match, active = request.resolver_match, get_language()
    if match is None or active is None:
        return translate_url(request.path, code)
    route = (match.view_name, get_urlconf())
    if route not in _localised:
        others = [other for other, _name in settings.LANGUAGES if other != active]
        _localised[route] = any(translate_url(request.path, one) != request.path for one in others)
    if not _localised[route]:
        return request.path
    root = get_script_prefix()
    page = request.path.removeprefix(root).removeprefix(_prefix(active))
    return quote(f"{root}{_prefix(code)}{page}", safe=_SAFE_IN_PATHS)


def _prefix(code: str) -> str:
    return "" if code == settings.LANGUAGE_CODE else f"{code}/"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every page `frame` (addresses of the frame, language or not) and `languages`."""
    here = get_language(), get_urlconf()
    links: dict[str, Any] = {key: _address(name, *here) for key, name in _ROUTES.items()}
    links["home_url"] = links["home_url"] or "/"
    links["search_query"] = request.GET.get("q", "")
    links["is_translated"] = get_language() != settings.LANGUAGE_CODE
    return {"frame": links, "languages": languages(request)}
