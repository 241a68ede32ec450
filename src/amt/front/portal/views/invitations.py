"""Taking part by invitation: the code of the letter, what it is about, with or without sign-in.

Nothing happens by opening a link; the code is typed, and accepting is a button.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.applications import queries as applications
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.queries import get_invitation
from amt.front.frame.actors import account_of, find_actor, is_resident
from amt.front.frame.origins import origin_of
from amt.front.portal.access import personal_page, to_sign_in, unkept, unshared
from amt.front.portal.invited import invited_to, pending, remember
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the letter."""
    error, http_status = "", 200
    if request.method == "POST":
        try:
            opened = identity.open_invitation(
                code=request.POST.get("code", ""),
                origin=origin_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            error = str(refusal.message)
            http_status = 429 if refusal.code == "too_many_tries" else 200
        else:
            found = invited_to(opened, language_of(request))
            if found is None:
                raise NotVisible("invitation", opened.uuid)
            if not is_resident(request):
                # A session that opens something gets a new name, so that nobody waits in it.
                request.session.cycle_key()
            remember(request, opened, found.target)
            return HttpResponseRedirect(reverse("portal:invitation_opened"))
    context = {
        "code": request.POST.get("code", "")[:40],
        "error": error,
        "errors": [("code", error)] if error else [],
        "page_errors": bool(error),
    }
    return unshared(render(request, "portal/invitation.html", context, status=http_status))


@require_safe
@personal_page
def link(request: HttpRequest, invitation_uuid: UUID) -> HttpResponse:
    """Open an invitation by the link of an e-mail, for whom it names and who is signed in."""
    account = account_of(request) if is_resident(request) else None
    target = applications.may_join_by_link(invitation_uuid, account.id) if account else None
    if target is None:
        # Whether there is such an invitation is not said; the letter has the code.
        told = _(
            "Mit diesem Link geht es nicht weiter. Der Name in Ihrem Konto muss der eingeladene "
            "sein. Nehmen Sie sonst den Code aus dem Brief."
        )
        context = {"code": "", "error": told, "errors": [("code", told)], "page_errors": True}
        return unshared(render(request, "portal/invitation.html", context))
    remember(request, get_invitation(invitation_uuid), target)
    return HttpResponseRedirect(reverse("portal:invitation_opened"))


@require_safe
def opened(request: HttpRequest) -> HttpResponse:
    """Say what the invitation is about and offer both ways in."""
    return _opened_page(request, "")


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Bind the invitation to who is signed in, and go on to what it opens."""
    kept = pending(request)
    if kept is None:
        return HttpResponseRedirect(reverse("portal:invitation"))
    if not is_resident(request):
        return to_sign_in(request, following=reverse("portal:invitation_opened"))
    try:
        identity.accept_invitation(
            invitation_uuid=kept.uuid, actor=find_actor(request), at=clock.now()
        )
    except Refusal as refusal:
        return _opened_page(request, str(refusal.message))
    found = invited_to(kept, language_of(request))
    return HttpResponseRedirect(found.url if found else reverse("portal:area"))


def _opened_page(request: HttpRequest, refusal: str) -> HttpResponse:
    kept = pending(request)
    found = invited_to(kept, language_of(request)) if kept else None
    if kept is None or found is None:
        return HttpResponseRedirect(reverse("portal:invitation"))
    account = account_of(request) if is_resident(request) else None
    context: dict[str, Any] = {
        "invitation": kept,
        "invited": found,
        "signed_in_as": account.full_name if account else "",
        "is_mine": account is not None and kept.account_id == account.id,
        "is_bound": kept.account_id is not None,
        "sign_in_url": _sign_in_url(),
        "refusal": refusal,
        "page_errors": bool(refusal),
    }
    return unkept(render(request, "portal/invitation_opened.html", context))


def _sign_in_url() -> str:
    return f"{reverse('portal:sign_in')}?next={reverse('portal:invitation_opened')}"
