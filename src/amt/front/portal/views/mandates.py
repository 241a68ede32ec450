"""Letting somebody else act in one's name, and acting in somebody else's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.applications import queries as applications
from amt.capabilities.applications import services as application_services
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services
from amt.contract.answers import Unreadable, read_field
from amt.contract.forms import Field, FieldKind
from amt.design import formats
from amt.front.frame.acting import choose_mandate, chosen_mandate
from amt.front.frame.actors import find_actor
from amt.front.portal.access import personal_page
from amt.front.portal.views.sign_in import LEVEL, SURELY
from amt.front.portal.words import draft_url, language_of, service_name
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible, Refusal

NAME, SERVICES, UNTIL = "name", "leistungen", "bis"
_FIELDS = {
    "helper_missing": NAME,
    "no_service_chosen": SERVICES,
    "too_young": SERVICES,
    "end_not_possible": UNTIL,
}
_USUAL = timedelta(days=183)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def mandates(request: HttpRequest) -> HttpResponse:
    """List the mandates of a person, given and held; give one."""
    actor = _resident(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        until, errors = _day(request.POST.get(UNTIL, ""))
        if until is not None:
            try:
                mandate = services.give_mandate(
                    helper_name=request.POST.get(NAME, ""),
                    services=request.POST.getlist(SERVICES),
                    valid_until=until,
                    actor=actor,
                    at=clock.now(),
                )
            except Refusal as refusal:
                errors = {_FIELDS.get(refusal.code, NAME): str(refusal.message)}
            else:
                return HttpResponseRedirect(reverse("portal:mandate", args=[mandate.uuid]))
    return render(request, "portal/mandates.html", _list_page(request, actor, errors))


@require_safe
@personal_page
def mandate(request: HttpRequest, mandate_uuid: UUID) -> HttpResponse:
    """Show a mandate: to who gave it, with the code to pass on; to who holds it, what to do."""
    actor = _resident(request)
    found = identity.get_mandate(actor, mandate_uuid)
    language = language_of(request)
    is_principal = found.principal_id == actor.account_id
    context: dict[str, Any] = {
        "mandate": found,
        "is_principal": is_principal,
        "is_in_force": identity.is_in_force(found, clock.today()),
        "is_over": found.revoked_at is not None or found.valid_until < clock.today(),
        "code": services.code_of_mandate(found, actor=actor) if is_principal else "",
        "services": [(key, service_name(key, language)) for key in found.services],
        "invitation_url": request.build_absolute_uri(reverse("portal:invitation")),
    }
    if not is_principal:
        context |= _held(request, actor, found, language)
    return render(request, "portal/mandate.html", context)


@require_POST
@personal_page
def revoke(request: HttpRequest, mandate_uuid: UUID) -> HttpResponse:
    """End a mandate at once."""
    services.revoke_mandate(mandate_uuid=mandate_uuid, actor=_resident(request), at=clock.now())
    return HttpResponseRedirect(reverse("portal:mandate", args=[mandate_uuid]))


@require_POST
@personal_page
def act(request: HttpRequest, mandate_uuid: UUID) -> HttpResponse:
    """Act in somebody's name from now on, or no longer."""
    found = identity.held_mandate(_resident(request), mandate_uuid, clock.today())
    if found is None:
        raise NotVisible("mandate", mandate_uuid)
    choose_mandate(request, found.uuid if "handeln" in request.POST else None)
    return HttpResponseRedirect(reverse("portal:mandate", args=[mandate_uuid]))


@require_POST
@personal_page
def begin(request: HttpRequest, mandate_uuid: UUID, key: str) -> HttpResponse:
    """Begin an application in somebody's name."""
    draft = application_services.start_mandate_draft(
        procedure_key=key, mandate_uuid=mandate_uuid, actor=_resident(request), at=clock.now()
    )
    choose_mandate(request, mandate_uuid)
    return HttpResponseRedirect(draft_url(draft))


def _list_page(request: HttpRequest, actor: Actor, errors: dict[str, str]) -> dict[str, Any]:
    language, today = language_of(request), clock.today()
    account_id = actor.account_id or 0
    sign_in = f"{reverse('portal:sign_in')}?next={request.path}&{LEVEL}={SURELY}"
    return {
        "given": [_row(one, today) for one in identity.mandates_given(account_id)],
        "held": identity.mandates_held(account_id, today),
        "may_give": services.may_give(actor),
        "sign_in_url": sign_in,
        "options": [(key, service_name(key, language)) for key in services.services_for_helpers()],
        "name": request.POST.get(NAME, "")[:200],
        "chosen": request.POST.getlist(SERVICES),
        "until": request.POST.get(UNTIL, f"{today + _USUAL:%d.%m.%Y}"),
        "error": errors,
        "errors": list(errors.items()),
        "page_errors": bool(errors),
    }


def _row(one: identity.Mandate, today: date) -> dict[str, Any]:
    if one.revoked_at is not None:
        state, kind = _("Widerrufen"), "neutral"
    elif one.valid_until < today:
        state, kind = _("Abgelaufen"), "neutral"
    elif one.accepted_at is None:
        state, kind = _("Noch nicht angenommen"), "warning"
    else:
        state, kind = _("Gilt"), "success"
    return {
        "name": one.helper.full_name if one.helper else one.helper_name,
        "url": reverse("portal:mandate", args=[one.uuid]),
        "badge": state,
        "kind": kind,
        "text": _("Bis %(day)s") % {"day": formats.date_long(one.valid_until)},
    }


def _held(
    request: HttpRequest, actor: Actor, found: identity.Mandate, language: str
) -> dict[str, Any]:
    """Return what a helper has to do with: whether they act by it, and what was begun under it."""
    if not identity.is_in_force(found, clock.today()):
        return {}
    acting = identity.actor_by_mandate(actor, found)
    chosen = chosen_mandate(request, actor)
    return {
        "is_chosen": chosen is not None and chosen.uuid == found.uuid,
        "drafts": [
            (service_name(one.procedure_key, language), draft_url(one))
            for one in applications.begun_by_mandate(acting)
        ],
        "sent": [
            (service_name(one.procedure_key, language), one)
            for one in applications.sent_by_mandate(acting)
        ],
    }


def _resident(request: HttpRequest) -> Actor:
    """Return the resident who is signed in. :raises NotVisible: to staff."""
    actor = find_actor(request)
    if actor.kind is not ActorKind.RESIDENT:
        raise NotVisible("page", "mandates")
    return actor


def _day(typed: str) -> tuple[date | None, dict[str, str]]:
    asked = Field(UNTIL, FieldKind.DATE, "case", required=True)
    try:
        return date.fromisoformat(str(read_field(asked, [typed]))), {}
    except (Unreadable, ValueError):
        return None, {UNTIL: _("Geben Sie den letzten Tag an, zum Beispiel 31.12.2026.")}
