"""Signing in by an identity adapter, and out."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from amt.capabilities.identity import services as identity
from amt.capabilities.identity.queries import DemoAdapter, IdentityAdapter, actor_of, adapter
from amt.front.frame.actors import DRAFT_ONLY, OPENED_KEY, TRUST_KEY, is_resident
from amt.front.portal.access import unkept, unshared
from amt.front.portal.adopting import taken_along
from amt.front.portal.drafts import safe_path
from amt.front.portal.invited import INVITATION_KEY
from amt.front.portal.kept import KEPT_KEY
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import TrustLevel
from amt.kernel.errors import Refusal

BACKEND = "amt.capabilities.identity.backends.AssertionBackend"
_A_DRAFT = re.compile(r"/antrag/[0-9a-f]{8}-[0-9a-f-]{27}/")
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
            return HttpResponseRedirect(taken_along(request, following))
    elif is_resident(request) and not _wants_more(request):
        return HttpResponseRedirect(following or reverse("portal:area"))
    context: dict[str, Any] = {
        "way": way,
        "following": following,
        "resume_url": _resume_url(following),
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
    kept = _brought_along(request)
    request.session.flush()
    login(request, account, backend=BACKEND)
    request.session[TRUST_KEY] = int(assertion.trust)
    for key, value in kept.items():
        request.session[key] = value


def _brought_along(request: HttpRequest) -> dict[str, Any]:
    """Return what of a session comes along into the account.

    That is what somebody typed when their session had ended, what they opened with an invitation,
    and what they began without sign-in, of which they are asked next; nothing else.
    """
    keys = (KEPT_KEY, INVITATION_KEY, OPENED_KEY)
    kept = {key: request.session[key] for key in keys if key in request.session}
    if OPENED_KEY in kept and INVITATION_KEY not in kept:
        kept[OPENED_KEY] = [pair for pair in kept[OPENED_KEY] if pair[0].startswith(DRAFT_ONLY)]
    return kept


def _wants_more(request: HttpRequest) -> bool:
    """Tell whether somebody comes because their sign-in was not sure enough for something."""
    return request.GET.get(LEVEL) == SURELY


def _following(request: HttpRequest) -> str:
    """Return the page to go on with; only pages of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return safe_path(request, wanted)


def _resume_url(following: str) -> str:
    """Return where a draft is opened by its code, for who comes from the page of one."""
    url = reverse("portal:resume")
    return f"{url}?{urlencode({'next': following})}" if _A_DRAFT.search(following) else url
