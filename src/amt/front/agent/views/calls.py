"""A call from its begin to its end: reason, who it is, where their matters stand.

Every address names the call, so that an old tab never acts in the call of the next person.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.applications import services as applications
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services
from amt.contract.answers import Unreadable, read_field
from amt.contract.forms import Field, FieldKind
from amt.front.agent.access import agents_only, wipe_session
from amt.front.agent.context import call_page, start_page
from amt.front.desk.access import actor_of
from amt.kernel import clock
from amt.kernel.errors import Refusal

GIVEN, FAMILY, BORN, POSTCODE = "vorname", "nachname", "geburtsdatum", "plz"
WAY, REASON = "weg", "anlass"


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def start(request: HttpRequest) -> HttpResponse:
    """Begin a call; with one running, go there."""
    actor = actor_of(request)
    running = identity.running_call(actor, clock.now())
    if running is not None:
        return HttpResponseRedirect(reverse("agent:call", args=[running.uuid]))
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            begun = services.begin_call(
                way=request.POST.get(WAY, ""),
                reason=request.POST.get(REASON, ""),
                actor=actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            errors = {WAY if refusal.code == "call_way_unknown" else REASON: str(refusal.message)}
        else:
            wipe_session(request)
            return HttpResponseRedirect(reverse("agent:call", args=[begun.uuid]))
    context = start_page(
        request,
        way=request.POST.get(WAY, "phone"),
        reason=request.POST.get(REASON, "")[: services.LONGEST_REASON],
        longest_reason=services.LONGEST_REASON,
        error=errors,
        errors=list(errors.items()),
        page_errors=bool(errors),
    )
    return render(request, "agent/start.html", context, status=422 if errors else 200)


@require_safe
@agents_only
def call(request: HttpRequest, call_uuid: UUID) -> HttpResponse:
    """Show the running call."""
    return shown(request, call_uuid, {})


@require_POST
@agents_only
def search(request: HttpRequest, call_uuid: UUID) -> HttpResponse:
    """Look for the person by what they say."""
    born, errors = _day(request.POST.get(BORN, ""))
    if not errors:
        try:
            applications.search_caller(
                call_uuid=call_uuid,
                given_name=request.POST.get(GIVEN, ""),
                family_name=request.POST.get(FAMILY, ""),
                birth_date=born,
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            errors = {FAMILY: str(refusal.message)}
    return _answer(request, call_uuid, errors)


@require_POST
@agents_only
def confirm(request: HttpRequest, call_uuid: UUID) -> HttpResponse:
    """Take who says the right postcode for the caller."""
    errors: dict[str, str] = {}
    try:
        applications.confirm_caller(
            call_uuid=call_uuid,
            postcode=request.POST.get(POSTCODE, "")[:20],
            actor=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        errors = {POSTCODE: str(refusal.message)}
    return _answer(request, call_uuid, errors)


@require_POST
@agents_only
def end(request: HttpRequest, call_uuid: UUID) -> HttpResponse:
    """End the call and wipe everything that the session held for it."""
    applications.end_call(call_uuid=call_uuid, actor=actor_of(request), at=clock.now())
    wipe_session(request)
    return HttpResponseRedirect(reverse("agent:ended"))


@require_safe
@agents_only
def ended(request: HttpRequest) -> HttpResponse:
    """Say that nothing is left, and offer the next call."""
    response = render(request, "agent/ended.html", start_page(request))
    # Pages kept for the back button would show the last person's answers to the next.
    response["Clear-Site-Data"] = '"cache"'
    return response


def shown(request: HttpRequest, call_uuid: UUID, errors: dict[str, str]) -> HttpResponse:
    """Show the page of a call with what was refused. :raises NotVisible: when it is over."""
    found = identity.get_call(actor_of(request), call_uuid, clock.now())
    context = call_page(request, found, errors, typed=request.POST)
    return render(request, "agent/call.html", context, status=422 if errors else 200)


def _answer(request: HttpRequest, call_uuid: UUID, errors: dict[str, str]) -> HttpResponse:
    if errors:
        return shown(request, call_uuid, errors)
    return HttpResponseRedirect(reverse("agent:call", args=[call_uuid]))


def _day(typed: str) -> tuple[date | None, dict[str, str]]:
    asked = Field(BORN, FieldKind.DATE, "case", required=True)
    try:
        return date.fromisoformat(str(read_field(asked, [typed]))), {}
    except (Unreadable, ValueError):
        return None, {BORN: _("Geben Sie den Tag der Geburt an, zum Beispiel 14.3.1987.")}
