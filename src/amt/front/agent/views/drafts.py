"""Forms that an agent fills in for the person of a call, on the pages everybody has."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from amt.capabilities.applications import services
from amt.capabilities.identity import queries as identity
from amt.contract import registry
from amt.front.agent.access import agents_only
from amt.front.agent.context import APPLICATION
from amt.front.agent.views.calls import shown
from amt.front.desk.access import actor_of
from amt.front.portal.words import draft_url
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal

CODE = "code"


@require_POST
@agents_only
def begin(request: HttpRequest, call_uuid: UUID, key: str) -> HttpResponse:
    """Begin the form of a service for the caller, or go on with the one begun in this call."""
    found = registry.procedures().get(key)
    if found is None or APPLICATION not in found.forms:
        raise Http404(key)
    draft = services.start_call_draft(
        procedure_key=key, actor=_acting(request, call_uuid), at=clock.now()
    )
    return HttpResponseRedirect(draft_url(draft))


@require_POST
@agents_only
def take_up(request: HttpRequest, call_uuid: UUID) -> HttpResponse:
    """Go on with what the caller began, whose code they say."""
    actor = _acting(request, call_uuid)
    try:
        draft = services.take_up_draft(code=request.POST.get(CODE, ""), actor=actor, at=clock.now())
    except NotVisible:
        raise
    except Refusal as refusal:
        return shown(request, call_uuid, {CODE: str(refusal.message)})
    return HttpResponseRedirect(draft_url(draft))


def _acting(request: HttpRequest, call_uuid: UUID) -> Actor:
    """Return the agent in the call. :raises NotVisible: when it is over or somebody else's."""
    actor = actor_of(request)
    return identity.actor_in_call(actor, identity.get_call(actor, call_uuid, clock.now()))
