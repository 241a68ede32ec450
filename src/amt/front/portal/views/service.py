"""The page of one service: everything before the application."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as cases
from amt.capabilities.catalogue.queries import WayIn, ways_in
from amt.contract import registry
from amt.contract.procedure import Handling, Procedure
from amt.front.frame.page_cache import public_page
from amt.front.portal.drafts import draft_begun
from amt.front.portal.words import draft_url, language_of
from amt.kernel import clock

_LISTS = ("who", "not_for", "start", "needed", "fee", "duration", "steps", "ways", "remedy")


def find_procedure(key: str) -> Procedure:
    """Return a procedure for a page. :raises Http404: when nobody brings it."""
    try:
        return registry.procedure(key)
    except registry.UnknownProcedure:
        raise Http404(key) from None


@require_safe
@public_page
def service(request: HttpRequest, key: str) -> HttpResponse:
    """Show who gets a service, what it takes and every way to it."""
    procedure = find_procedure(key)
    language = language_of(request)
    today = clock.today()
    ways = ways_in(procedure)
    draft = draft_begun(request, key)
    return render(
        request,
        "portal/service.html",
        {
            "procedure": procedure,
            "title": procedure.title(language),
            "official_title": procedure.official_title(language),
            "summary": procedure.texts.get("summary", language),
            "parts": {name: _lines(procedure, f"service.{name}", language) for name in _LISTS},
            "fee_norm": procedure.texts.find("service.fee_norm", language) or "",
            "online": WayIn.ONLINE in ways,
            "trial": WayIn.TRIAL in ways,
            "draft": draft,
            "draft_url": draft_url(draft) if draft else "",
            "duration": cases.measured_duration(key, today),
            "offices": authorities.competent_offices(key, today),
            "situations": procedure.situations,
            "decider": decider(procedure, language),
            "appointments": _appointments(procedure, language),
        },
    )


def decider(procedure: Procedure, language: str) -> dict[str, Any] | None:
    """Return who decides a matter that is not decided here, or None; texts under `handling`."""
    if procedure.handling is Handling.OWN:
        return None
    find = procedure.texts.find
    url = find("handling.url", language) or ""
    return {
        "body": find("handling.body", language) or _("Eine andere Behörde"),
        "lines": _lines(procedure, "handling.text", language),
        "is_external": procedure.handling is Handling.EXTERNAL,
        "url": url if url.startswith("https://") else "",
        "url_label": find("handling.url_label", language) or _("Zur zuständigen Stelle"),
    }


def _appointments(procedure: Procedure, language: str) -> list[dict[str, Any]]:
    ways = {"office": _("vor Ort"), "phone": _("am Telefon"), "video": _("per Video")}
    return [
        {
            "title": procedure.texts.find(f"appointments.{kind.key}.title", language) or kind.key,
            "text": procedure.texts.find(f"appointments.{kind.key}.text", language) or "",
            "minutes": kind.minutes,
            "ways": ", ".join(ways.get(way, way) for way in kind.ways),
            "is_conditional": kind.condition is not None,
        }
        for kind in procedure.appointments
    ]


def _lines(procedure: Procedure, key: str, language: str) -> list[Any]:
    if procedure.texts.find(key, language) is None:
        return []
    return list(procedure.texts.lines(key, language))
