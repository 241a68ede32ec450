"""Signing in by an identity adapter, and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from amt.capabilities.identity import services as identity
from amt.capabilities.identity.queries import DemoAdapter, IdentityAdapter, actor_of, adapter
from amt.front.frame.actors import OPENED_KEY, TRUST_KEY, is_resident
from amt.front.portal.access import unkept, unshared
from amt.front.portal.invited import INVITATION_KEY
from amt.front.portal.kept import KEPT_KEY
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import TrustLevel
from amt.kernel.errors import Refusal

BACKEND = "amt.capabilities.identity.backends.AssertionBackend"
LEVEL, SURELY = "stufe", "hoch"
_LEVELS = {
    TrustLevel.SUBSTANTIAL: (
        gettext_lazy("Substanziell"),
        gettext_lazy("zum Beispiel mit einem ELSTER-Zertifikat"),
    ),
    TrustLevel.HIGH: (gettext_lazy("Hoch"), gettext_lazy("mit der Online-Funktion des Ausweises")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the ways to sign in, and sign in."""
    way = adapter()
    following = _following(request)
    error = ""
    if request.method == "POST" and way is not None:
        try:
            _enter(request, way)
        except Refusal as refusal:
            error = str(refusal.message)
        else:
            return HttpResponseRedirect(following or reverse("portal:area"))
    elif is_resident(request) and not _wants_more(request):
        return HttpResponseRedirect(following or reverse("portal:area"))
    context: dict[str, Any] = {
        "way": way,
        "following": following,
        "error": error,
        "errors": [("resident", error)] if error else [],
        "page_errors": bool(error),
    }
    if isinstance(way, DemoAdapter):
        context["people"] = [
            (r.key, f"{r.given_name} {r.family_name}", _("wohnt in %(city)s") % {"city": r.city})
            for r in way.residents()
        ]
        context["levels"] = [(one.name.lower(), *_LEVELS[one]) for one in way.levels()]
        context["level"] = request.POST.get("level") or (
            "high" if _wants_more(request) else way.trust.name.lower()
        )
    return unshared(render(request, "portal/sign_in.html", context))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and wipe everything that the session held."""
    logout(request)
    response = render(request, "portal/signed_out.html")
    # Pages kept for the back button would show personal data to the next person.
    response["Clear-Site-Data"] = '"cache"'
    return unkept(response)


def _enter(request: HttpRequest, way: IdentityAdapter) -> None:
    form = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    assertion = way.assertion_for(form)
    account = identity.identify_resident(assertion=assertion, at=clock.now())
    identity.set_language(
        account_id=account.id,
        language=language_of(request),
        actor=actor_of(account, trust=assertion.trust),
        at=clock.now(),
    )
    # What somebody typed when their session had ended and what they opened with an invitation
    # come along, nothing else.
    kept = {key: request.session.get(key) for key in (KEPT_KEY, INVITATION_KEY, OPENED_KEY)}
    request.session.flush()
    login(request, account, backend=BACKEND)
    request.session[TRUST_KEY] = int(assertion.trust)
    for key, value in kept.items():
        if value is not None and (key == KEPT_KEY or kept[INVITATION_KEY] is not None):
            request.session[key] = value


def _wants_more(request: HttpRequest) -> bool:
    """Tell whether somebody comes because their sign-in was not sure enough for something."""
    return request.GET.get(LEVEL) == SURELY


def _following(request: HttpRequest) -> str:
    """Return the page to go on with; only pages of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else ""
