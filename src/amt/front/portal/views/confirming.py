"""Confirming an application that somebody else fills in, where the law wants both."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications import queries, services
from amt.front.portal.access import looked, opened_page, unshared
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import ActorKind
from amt.kernel.errors import Refusal

DECLARATION = "erklaerung"
DECLINE, REASON = "ablehnen", "grund"


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def confirm(request: HttpRequest, confirmation_uuid: UUID) -> HttpResponse:
    """Show what is to be confirmed; confirm it once."""
    language = language_of(request)
    actor, view = looked(
        request,
        confirmation_uuid,
        lambda actor: queries.confirmation_of(actor, confirmation_uuid, language),
    )
    errors: dict[str, str] = {}
    refusal = ""
    if request.method == "POST" and request.POST.get("aktion") == DECLINE:
        try:
            services.decline_confirmation(
                confirmation_uuid=confirmation_uuid,
                reason=request.POST.get(REASON, ""),
                actor=actor,
                at=clock.now(),
            )
        except services.ReasonTooLong as problem:
            errors[REASON] = str(problem.message)
        except Refusal as problem:
            refusal = str(problem.message)
        else:
            return HttpResponseRedirect(request.path)
    elif request.method == "POST":
        if not request.POST.get(DECLARATION):
            errors[DECLARATION] = _("Bestätigen Sie, dass die Angaben stimmen.")
        else:
            try:
                services.confirm_draft(
                    confirmation_uuid=confirmation_uuid, actor=actor, at=clock.now()
                )
            except Refusal as problem:
                refusal = str(problem.message)
            else:
                return HttpResponseRedirect(request.path)
    context = {
        "view": view,
        "title": view.procedure.title(language),
        "by_code": actor.kind is ActorKind.CODE,
        "reason": request.POST.get(REASON, ""),
        "longest_reason": services.LONGEST_REASON,
        "sign_in_url": f"{reverse('portal:sign_in')}?next={reverse('portal:invitation_opened')}",
        "error": errors,
        "errors": list(errors.items()),
        "refusal": refusal,
        "page_errors": bool(errors or refusal),
    }
    return unshared(render(request, "portal/confirm.html", context))
