"""Start, search and life situations: how somebody gets to a service."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amt.capabilities.applications import queries as applications
from amt.capabilities.bundles import queries as bundles
from amt.capabilities.cases import queries as cases
from amt.capabilities.catalogue import queries as catalogue
from amt.contract import registry
from amt.front.frame.actors import account_of, find_actor
from amt.front.frame.page_cache import public_page
from amt.front.portal.drafts import unsigned_drafts
from amt.front.portal.words import events_going_on, going_on, language_of
from amt.kernel import clock
from amt.kernel.actors import ActorKind

DAYS_COUNTED = 90
MATTERS_SHOWN = 4


@require_safe
@public_page
def start(request: HttpRequest) -> HttpResponse:
    """Show the search, what to go on with, life situations and what is asked for most."""
    language = language_of(request)
    counts = applications.most_applied(clock.now() - timedelta(days=DAYS_COUNTED))
    return render(
        request,
        "portal/start.html",
        {
            "examples": _examples(language),
            "going_on": _going_on(request),
            "situations": catalogue.situations(language),
            "services": catalogue.most_asked(counts, language),
        },
    )


@require_safe
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found for the words of somebody."""
    language = language_of(request)
    result = catalogue.search(request.GET.get("q", ""), language)
    return render(
        request,
        "portal/search.html",
        {
            "result": result,
            "title": _("Suche: %(query)s") % {"query": result.query}
            if result.query
            else _("Suche"),
            "examples": _examples(language),
            "situations": catalogue.situations(language) if not result.hits else [],
        },
    )


@require_safe
@public_page
def situation(request: HttpRequest, situation: str) -> HttpResponse:
    """Show the services of a life situation."""
    try:
        found = catalogue.services_in(situation, language_of(request))
    except LookupError:
        raise Http404(situation) from None
    return render(request, "portal/situation.html", {"situation": found})


def _examples(language: str) -> list[str]:
    """Take the first synonym of some services: words as people say them."""
    examples = []
    for procedure in registry.procedures().values():
        words = procedure.synonyms.get(language) or procedure.synonyms.get("de", ())
        examples += list(words[:2])
    return examples[:3]


def _going_on(request: HttpRequest) -> list[dict[str, object]]:
    language = get_language() or "de"
    unsigned = going_on(unsigned_drafts(request), [], language)
    account = account_of(request)
    actor = find_actor(request)
    if account is None or actor.kind is not ActorKind.RESIDENT:
        return unsigned
    drafts = applications.list_drafts(actor)
    matters = cases.list_cases_of(account.id)[:MATTERS_SHOWN]
    events = events_going_on(bundles.bundles_of(account.id), language)
    return [*events, *unsigned, *going_on(drafts, matters, language)]
