"""What happens at sign-in with applications that were begun before it.

Who signs in from a page of the draft wants it in the account. Anything else this browser began may
be somebody else's, at home or in a library: it is asked about, never taken silently.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from amt.capabilities.applications import services
from amt.capabilities.applications.services import DraftBegunBefore
from amt.front.frame.actors import DRAFT_ONLY, find_actor, forget_opened
from amt.front.portal.drafts import sent_unsigned, unsigned_drafts
from amt.front.portal.words import service_name
from amt.kernel import clock


def sent_shown(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """Return what this browser sent without sign-in and nobody has taken into an account."""
    return [
        {
            "draft_uuid": one.draft_uuid,
            "title": service_name(one.procedure_key, language),
            "submitted_at": one.submitted_at,
        }
        for one in sent_unsigned(request)
    ]


def taken_along(request: HttpRequest, following: str) -> str:
    """Take the draft from whose page somebody signed in, and return where they go on."""
    # The actor was built before the sign-in.
    request.__dict__.pop("_found_actor", None)
    actor = find_actor(request)
    begun = unsigned_drafts(request)
    here = next((draft for draft in begun if f"/{draft.uuid}/" in following), None)
    if here is None:
        ask_about = begun[0] if begun else None
    else:
        try:
            services.adopt_draft(draft_uuid=here.uuid, replace=False, actor=actor, at=clock.now())
        except DraftBegunBefore:
            ask_about = here
        else:
            forget_opened(request, f"{DRAFT_ONLY}{here.uuid}")
            return following
    if ask_about is None:
        return following or reverse("portal:area")
    asked = reverse("portal:form_adopt", args=[ask_about.uuid])
    return f"{asked}?{urlencode({'next': following})}" if following else asked
