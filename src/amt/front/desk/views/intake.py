"""Taking down an application that comes by phone, by letter or at the counter."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications import services
from amt.capabilities.applications.services import Taken
from amt.capabilities.cases import queries as cases
from amt.capabilities.identity.queries import is_agent
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.design import formats
from amt.front.desk import intake
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Find the service, ask who applies and since when, open the case."""
    actor = actor_of(request)
    if not actor.unit_ids(*WORKING_ROLES) and not is_agent(actor):
        raise NotVisible("page", "intake")
    language = get_language() or "de"
    chosen = intake.service_of(request.GET.get("leistung", ""), language)
    if chosen is None:
        return _search(request, language)
    if request.method != "POST":
        return _page(request, chosen, intake.empty())
    sent = intake.read(request.POST.dict())
    if sent.errors:
        return _page(request, chosen, sent)
    try:
        taken = _take(chosen, sent, actor)
    except Refusal as refusal:
        return _page(request, chosen, sent, str(refusal.message))
    return HttpResponseRedirect(_told(request, taken, actor))


def _take(chosen: intake.Service, sent: intake.Read, actor: Actor) -> Taken:
    said = sent.values
    town = f"{said[intake.POSTCODE]} {said[intake.CITY]}".strip()
    return services.take_informal(
        procedure_key=chosen.key,
        name=f"{said[intake.GIVEN]} {said[intake.FAMILY]}".strip(),
        address_lines=[line for line in (said[intake.STREET], town) if line],
        place=said[intake.PLACE],
        email=said[intake.EMAIL],
        phone=said[intake.PHONE],
        received_on=date.fromisoformat(said[intake.DAY]),
        way=said[intake.WAY],
        note=said[intake.NOTE],
        actor=actor,
        at=clock.now(),
    )


def _told(request: HttpRequest, taken: Taken, actor: Actor) -> str:
    """Say what has happened, and return where to go; other units learn nothing of the person."""
    said = {"reference": taken.reference, "day": formats.date_long(taken.applied_on)}
    unit_id = cases.standing_of(taken.informal.case_uuid).unit.pk
    if unit_id not in actor.unit_ids(*WORKING_ROLES):
        messages.success(
            request, _("Der Antrag ist aufgenommen und liegt bei der zuständigen Stelle.")
        )
        return reverse("desk:take_application")
    if not taken.is_new:
        told = _("Diese Person hat schon einen Antrag gestellt. Es gilt der %(day)s.")
        messages.info(request, told % said)
    elif taken.letter_sent:
        told = _("Der Antrag ist aufgenommen. Es gilt der %(day)s. Ein Brief mit Code geht hinaus.")
        messages.success(request, told % said)
    else:
        told = _(
            "Der Antrag ist aufgenommen. Es gilt der %(day)s. Ohne Anschrift geht kein Brief "
            "hinaus."
        )
        messages.warning(request, told % said)
    return reverse("desk:case", args=[taken.informal.case_uuid])


def _search(request: HttpRequest, language: str) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:80]
    context = desk_page(
        request,
        area="intake",
        query=query,
        services=intake.services_found(query, language),
    )
    return render(request, "desk/intake_search.html", context)


def _page(
    request: HttpRequest, chosen: intake.Service, sent: intake.Read, refused: str = ""
) -> HttpResponse:
    context = desk_page(
        request,
        area="intake",
        service=chosen,
        typed=sent.typed,
        error=sent.errors,
        errors=list(sent.errors.items()),
        page_errors=bool(sent.errors or refused),
        refused=refused,
        places=intake.places(),
        ways=intake.ways(),
        longest_note=intake.LONGEST_NOTE,
    )
    return render(
        request, "desk/intake.html", context, status=422 if context["page_errors"] else 200
    )
