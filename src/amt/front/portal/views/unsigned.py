"""An application without sign-in: later by its code, on another device, taken into the account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.services import DraftBegunBefore
from amt.contract.registry import procedure
from amt.front.frame.actors import (
    DRAFT_ONLY,
    code_actor,
    find_actor,
    forget_opened,
    is_resident,
    remember_opened,
)
from amt.front.frame.origins import origin_of
from amt.front.portal.access import opened_page, personal_page, unshared
from amt.front.portal.drafts import later_url, own_draft, require_in_time, safe_path, sent_url
from amt.front.portal.words import draft_url, language_of
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal

TAKE, REPLACE, LEAVE, DROP = "nehmen", "ersetzen", "lassen", "loeschen"


@require_safe
@opened_page
def later(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Show the code with which somebody goes on later, here or on another device."""
    _actor, view = own_draft(request, draft_uuid)
    if view.draft.submitted_at is not None:
        return HttpResponseRedirect(sent_url(draft_uuid, again=True))
    require_in_time(view)
    if not view.draft.code_digest:
        return HttpResponseRedirect(later_url(view.draft))
    context = {
        "draft": view.draft,
        "title": procedure(view.draft.procedure_key).title(language_of(request)),
        "code": queries.code_of_draft(view.draft),
        "draft_url": draft_url(view.draft),
        "resume_address": request.build_absolute_uri(reverse("portal:resume")),
        "sign_in_url": f"{reverse('portal:sign_in')}?next={draft_url(view.draft)}",
    }
    return render(request, "portal/later.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a draft and open it."""
    error, http_status = "", 200
    if request.method == "POST":
        try:
            draft = services.resume_draft(
                code=request.POST.get("code", ""),
                origin=origin_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            error = str(refusal.message)
            http_status = 429 if refusal.code == "too_many_tries" else 200
        else:
            if not is_resident(request):
                # A session that opens something gets a new name, so that nobody waits in it.
                request.session.cycle_key()
            remember_opened(request, f"{DRAFT_ONLY}{draft.uuid}", draft.uuid)
            return HttpResponseRedirect(_after_resuming(request, draft))
    context = {
        "code": request.POST.get("code", "")[:40],
        "following": safe_path(request, request.POST.get("next") or request.GET.get("next")),
        "error": error,
        "errors": [("code", error)] if error else [],
        "page_errors": bool(error),
    }
    return unshared(render(request, "portal/resume.html", context, status=http_status))


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def adopt(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Ask whether a draft without account shall be in the account, and which of two stays."""
    actor, by_code = find_actor(request), code_actor(request, draft_uuid)
    if by_code is None:
        raise NotVisible("draft", draft_uuid)
    draft = queries.get_draft(by_code, draft_uuid).draft
    twin = queries.find_draft(actor, draft.procedure_key)
    following = safe_path(request, request.POST.get("next") or request.GET.get("next"))
    if request.method == "POST":
        done = request.POST.get("aktion", "")
        if done in (TAKE, REPLACE):
            try:
                services.adopt_draft(
                    draft_uuid=draft_uuid, replace=done == REPLACE, actor=actor, at=clock.now()
                )
            except DraftBegunBefore:
                return HttpResponseRedirect(request.path)
        elif done == DROP:
            services.discard_draft(draft_uuid=draft_uuid, actor=by_code, at=clock.now())
        forget_opened(request, f"{DRAFT_ONLY}{draft_uuid}")
        kept = draft if done in (TAKE, REPLACE) else twin
        gone_on = draft_url(kept) if kept is not None else reverse("portal:area")
        return HttpResponseRedirect(following or gone_on)
    found = procedure(draft.procedure_key)
    context: dict[str, Any] = {
        "draft": draft,
        "twin": twin,
        "title": found.title(language_of(request)),
        "code": queries.code_of_draft(draft),
        "following": following,
    }
    return render(request, "portal/adopt.html", context)


def _after_resuming(request: HttpRequest, draft: Any) -> str:
    if draft.submitted_at is not None:
        return sent_url(draft.uuid, again=False)
    following = safe_path(request, request.POST.get("next"))
    # A page of this very draft, where something typed may be kept; nowhere else.
    return following if f"/{draft.uuid}/" in following else draft_url(draft)
