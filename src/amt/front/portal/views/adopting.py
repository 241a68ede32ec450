"""Taking an application that was sent without sign-in into the account, afterwards."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications import services
from amt.front.frame.actors import (
    DRAFT_ONLY,
    STATUS_ONLY,
    drafts_opened,
    find_actor,
    forget_opened,
)
from amt.front.frame.origins import origin_of
from amt.front.portal.access import personal_page, unshared
from amt.front.portal.adopting import sent_shown
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import ActorKind
from amt.kernel.errors import NotVisible, Refusal

REFERENCE, CODE, SENT = "aktenzeichen", "code", "antrag"


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def adopt_sent(request: HttpRequest) -> HttpResponse:
    """Ask for number and code, or whether what this browser sent is one's own."""
    if find_actor(request).kind is not ActorKind.RESIDENT:
        raise NotVisible("page", "adopt_sent")
    error, http_status = "", 200
    if request.method == "POST":
        try:
            case_uuid = _adopted(request)
        except Refusal as refusal:
            error = str(refusal.message)
            http_status = 429 if refusal.code == "too_many_tries" else 200
        else:
            # From now on this browser sees it with the account alone.
            forget_opened(request, f"{STATUS_ONLY}{case_uuid}")
            return HttpResponseRedirect(f"{reverse('portal:area')}?uebernommen=1")
    field = SENT if SENT in request.POST else REFERENCE
    context = {
        "sent_here": sent_shown(request, language_of(request)),
        "reference": request.POST.get(REFERENCE, "")[:40],
        "error": error if field == REFERENCE else "",
        "refusal": error if field == SENT else "",
        "errors": [(REFERENCE, error)] if error and field == REFERENCE else [],
        "page_errors": bool(error),
    }
    return unshared(render(request, "portal/adopt_sent.html", context, status=http_status))


def _adopted(request: HttpRequest) -> UUID:
    """Take what was asked for into the account, and return its case."""
    actor, at = find_actor(request), clock.now()
    if SENT not in request.POST:
        return services.adopt_application(
            reference=request.POST.get(REFERENCE, ""),
            code=request.POST.get(CODE, ""),
            origin=origin_of(request),
            actor=actor,
            at=at,
        )
    known = {str(one): one for one in drafts_opened(request)}
    draft_uuid = known.get(request.POST[SENT])
    if draft_uuid is None:
        raise NotVisible("draft", request.POST[SENT][:40])
    case_uuid = services.adopt_sent(draft_uuid=draft_uuid, actor=actor, at=at)
    forget_opened(request, f"{DRAFT_ONLY}{draft_uuid}")
    return case_uuid
