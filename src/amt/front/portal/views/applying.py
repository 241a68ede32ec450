"""Beginning an application, throwing it away, and what stands after it was sent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.services import AlreadySubmitted, TooManyDrafts
from amt.capabilities.documents import queries as documents
from amt.contract.registry import procedure
from amt.front.frame.acting import banner_of
from amt.front.frame.actors import DRAFT_ONLY, STATUS_ONLY, find_actor, opened_in, remember_opened
from amt.front.frame.origins import network_of
from amt.front.portal import session_time
from amt.front.portal.access import looked, opened_page, unkept
from amt.front.portal.downloads import as_download
from amt.front.portal.drafts import begin_url, draft_begun, own_draft, sent_url
from amt.front.portal.views.service import find_procedure
from amt.front.portal.words import draft_url, language_of
from amt.kernel import clock, installation, live
from amt.kernel.actors import Actor, ActorKind

if TYPE_CHECKING:
    from amt.capabilities.applications.models import Application, Draft

APPLICATION = "application"


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, key: str) -> HttpResponse:
    """Offer to begin an application, signed in or not, or to go on with the one begun."""
    found = find_procedure(key)
    if APPLICATION not in found.forms:
        raise Http404(key)
    actor = find_actor(request)
    acting = banner_of(request, actor)
    if acting is not None:
        # Who acts for somebody begins on the page that says for whom, never by mistake here.
        return HttpResponseRedirect(acting.url)
    if request.method == "POST":
        try:
            return HttpResponseRedirect(draft_url(_begin(request, actor, key)))
        except TooManyDrafts as refusal:
            return _too_many(request, key, str(refusal.message))
    language = language_of(request)
    draft = draft_begun(request, key)
    form = found.forms[APPLICATION]
    context = {
        "procedure": found,
        "title": found.title(language),
        "draft": draft,
        "draft_url": draft_url(draft) if draft else "",
        "needed": _lines(found, "service.needed", language),
        "topics": [queries.step_title(found, form, step, language) for step in form.steps],
        "is_signed_in": actor.kind is not ActorKind.ANONYMOUS,
        "must_sign_in": queries.must_sign_in(actor, found),
        "sign_in_url": f"{reverse('portal:sign_in')}?next={request.path}",
    }
    return unkept(render(request, "portal/apply.html", context))


def _begin(request: HttpRequest, actor: Actor, key: str) -> Draft:
    if actor.kind is not ActorKind.ANONYMOUS:
        return services.start_draft(procedure_key=key, actor=actor, at=clock.now())
    begun = draft_begun(request, key)
    if begun is not None:
        return begun
    draft = services.start_unsigned_draft(
        procedure_key=key, network=network_of(request), at=clock.now()
    )
    if request.session.session_key:
        # A session that opens something gets a new name, so that nobody waits in it.
        request.session.cycle_key()
    remember_opened(request, f"{DRAFT_ONLY}{draft.uuid}", draft.uuid)
    session_time.touch(request)
    return draft


def _too_many(request: HttpRequest, key: str, told: str) -> HttpResponse:
    """Say what somebody can do where nothing more can be begun without sign-in just now."""
    found = procedure(key)
    context = {
        "procedure": found,
        "title": found.title(language_of(request)),
        "told": told,
        "sign_in_url": f"{reverse('portal:sign_in')}?next={request.path}",
    }
    return unkept(render(request, "portal/too_many.html", context, status=429))


@require_safe
@opened_page
def sent(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Say what has happened, how to prove it, and what comes next."""
    _actor, application = looked(
        request, draft_uuid, lambda one: queries.application_of_draft(one, draft_uuid)
    )
    language = language_of(request)
    found = procedure(application.procedure_key)
    is_own = application.account_id is None and application.call_uuid is None
    if is_own and application.case_uuid is not None:
        # Who has just sent it sees its state without typing the code.
        seen = [f"{STATUS_ONLY}{application.case_uuid}", str(application.case_uuid)]
        if seen not in opened_in(request):
            remember_opened(request, seen[0], application.case_uuid)
    context = {
        "application": application,
        "title": found.title(language),
        "receipt_url": reverse("portal:form_receipt", args=[draft_uuid]),
        "live_url": "" if application.receipt_document_uuid else _live_url(draft_uuid),
        "code": queries.code_of(application),
        "may_be_adopted": is_own,
        "applied_on": _earlier_day(application),
        "again": "schon" in request.GET,
        "next_steps": queries.next_steps(found, language),
    }
    return render(request, "portal/sent.html", context)


@require_safe
@opened_page
def receipt(request: HttpRequest, draft_uuid: UUID) -> HttpResponseBase:
    """Give the receipt to who sent the application, with an account or without."""
    _actor, application = looked(
        request, draft_uuid, lambda one: queries.application_of_draft(one, draft_uuid)
    )
    if application.receipt_document_uuid is None:
        return HttpResponseRedirect(sent_url(draft_uuid, again=False))
    return as_download(documents.get_document(application.receipt_document_uuid))


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


def _live_url(draft_uuid: UUID) -> str:
    """Return where the page learns that the receipt is ready, empty where nothing is live."""
    address = installation.live_url()
    token = live.token_for(services.topic_of(draft_uuid))
    return f"{address}/events/{token}" if address else ""


def _earlier_day(application: Application) -> date | None:
    """Return the day that counts where it is not the day of sending."""
    counted = queries.applied_on(application)
    return counted if counted != clock.day_of(application.submitted_at) else None


def _lines(found: Any, key: str, language: str) -> list[str]:
    return list(found.texts.lines(key, language)) if found.texts.find(key, language) else []
