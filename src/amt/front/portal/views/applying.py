"""Beginning an application, throwing it away, and what stands after it was sent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.services import AlreadySubmitted
from amt.contract.registry import procedure
from amt.front.frame.actors import find_actor
from amt.front.portal.access import looked, opened_page, personal_page
from amt.front.portal.drafts import begin_url, own_draft
from amt.front.portal.views.service import find_procedure
from amt.front.portal.words import draft_url, language_of
from amt.kernel import clock

if TYPE_CHECKING:
    from amt.capabilities.applications.models import Application

APPLICATION = "application"


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def apply(request: HttpRequest, key: str) -> HttpResponse:
    """Offer to begin an application, or to go on with the one begun."""
    found = find_procedure(key)
    if APPLICATION not in found.forms:
        raise Http404(key)
    actor = find_actor(request)
    if request.method == "POST":
        draft = services.start_draft(procedure_key=key, actor=actor, at=clock.now())
        return HttpResponseRedirect(draft_url(draft))
    language = language_of(request)
    draft_begun = queries.find_draft(actor, key)
    form = found.forms[APPLICATION]
    context = {
        "procedure": found,
        "title": found.title(language),
        "draft": draft_begun,
        "draft_url": draft_url(draft_begun) if draft_begun else "",
        "needed": _lines(found, "service.needed", language),
        "topics": [queries.step_title(found, form, step, language) for step in form.steps],
    }
    return render(request, "portal/apply.html", context)


@require_safe
@opened_page
def sent(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Say what has happened, how to prove it, and what comes next."""
    _actor, application = looked(
        request, draft_uuid, lambda one: queries.application_of_draft(one, draft_uuid)
    )
    language = language_of(request)
    found = procedure(application.procedure_key)
    context = {
        "application": application,
        "title": found.title(language),
        "code": queries.code_of(application),
        "applied_on": _earlier_day(application),
        "again": "schon" in request.GET,
        "next_steps": queries.next_steps(found, language),
    }
    return render(request, "portal/sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def discard(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Ask, then throw a draft away."""
    actor, view = own_draft(request, draft_uuid)
    if view.draft.submitted_at is not None:
        raise AlreadySubmitted
    if request.method == "POST":
        services.discard_draft(draft_uuid=draft_uuid, actor=actor, at=clock.now())
        if view.draft.account_id is None:
            return HttpResponseRedirect(begin_url(view.draft))
        return HttpResponseRedirect(f"{reverse('portal:area')}?geloescht=1")
    found = procedure(view.draft.procedure_key)
    context = {
        "draft": view.draft,
        "title": found.title(language_of(request)),
        "draft_url": draft_url(view.draft),
    }
    return render(request, "portal/discard.html", context)


def _earlier_day(application: Application) -> date | None:
    """Return the day that counts where it is not the day of sending."""
    counted = queries.applied_on(application)
    return counted if counted != clock.day_of(application.submitted_at) else None


def _lines(found: Any, key: str, language: str) -> list[str]:
    return list(found.texts.lines(key, language)) if found.texts.find(key, language) else []
