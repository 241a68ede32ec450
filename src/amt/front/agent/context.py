"""What the pages of agents know: where one is, and what is shown of a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amt.capabilities.applications import queries as applications
from amt.capabilities.applications.queries import ToldMatter
from amt.capabilities.catalogue import queries as catalogue
from amt.capabilities.identity import queries as identity
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract import registry
from amt.front.desk.access import actor_of
from amt.front.desk.context import desk_page
from amt.front.portal.words import language_of, service_name, state_sentence

APPLICATION = "application"
AREA = "agent"
MOST_SERVICES = 8


def start_page(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """Return the context of the page on which a call begins."""
    ways = [(way.value, way.label) for way in identity.CallWay]
    return _page(request, ways=ways, **more)


def call_page(
    request: HttpRequest, call: identity.Call, errors: Mapping[str, str], **more: Any
) -> dict[str, Any]:
    """Return the context of the page of a running call."""
    language = language_of(request)
    query = request.GET.get("q", "").strip()[:80]
    actor = identity.actor_in_call(actor_of(request), call)
    drafts = applications.drafts_of_call(actor)
    return _page(
        request,
        call=call,
        is_searched=call.birth_date is not None,
        found_count=len(call.candidates),
        party_count=len(call.found_parties),
        matters=[_matter(one, language) for one in applications.matters_of_caller(call)],
        drafts=[
            {
                "title": service_name(one.draft.procedure_key, language),
                "draft": one.draft,
                "code": one.code,
                "sent": one.sent_reference,
            }
            for one in drafts
        ],
        query=query,
        services=_services(query, language),
        error=errors,
        errors=list(errors.items()),
        page_errors=bool(errors),
        **more,
    )


def _page(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """Return a page of the desk; who is an agent alone sees no ways that lead to nothing."""
    if not actor_of(request).unit_ids(*WORKING_ROLES):
        more["desk_navigation"] = [
            {"label": _("Gespräch"), "url": reverse("agent:start"), "current": True},
            {"label": _("Antrag aufnehmen"), "url": reverse("desk:take_application")},
        ]
    return desk_page(request, area=AREA, **more)


def _matter(one: ToldMatter, language: str) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": service_name(one.procedure_key, language),
        "state": state_sentence(one.procedure_key, one.sentence, language),
        "next": _next_steps().get(one.next_step, ""),
        "applied_on": one.applied_on,
        "office": one.office,
        "phone": one.phone,
    }


def _next_steps() -> dict[str, str]:
    return {
        "wait": _("Sie müssen gerade nichts tun. Die Stelle meldet sich."),
        "read_act": _("In Ihrem Postfach liegt ein Bescheid. Lesen Sie ihn dort."),
        "do_deed": _("Die Stelle braucht etwas von Ihnen. Was es ist, steht in Ihrem Bereich."),
        "none": _("Es ist nichts mehr zu tun."),
    }


def _services(query: str, language: str) -> list[dict[str, Any]]:
    """List the services with a form that fit what the person says; all when nothing was typed."""
    known = {key: one for key, one in registry.procedures().items() if APPLICATION in one.forms}
    if query:
        hits = [hit.service.procedure_key for hit in catalogue.search(query, language).hits]
        found = [known[key] for key in hits if key in known][:MOST_SERVICES]
    else:
        found = sorted(known.values(), key=lambda one: one.title(language))
    return [
        {
            "key": one.key,
            "title": one.title(language),
            "informal": bool(one.workflow.informal),
        }
        for one in found
    ]
