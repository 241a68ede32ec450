"""What the script of a form page asks: save one answer, let the session last longer.

Both take and give small JSON; without the script every page is saved when it is left.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amt.capabilities.applications import services
from amt.capabilities.applications.services import FieldSaved
from amt.design import formats
from amt.front.frame.actors import actors_for, find_actor
from amt.front.portal import session_time
from amt.front.portal.access import looked, unkept
from amt.front.portal.drafts import safe_path
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import Refusal

LARGEST_BODY = 200_000


class NotRead(ValueError):
    """The body is not what the script sends."""


@require_POST
def field(request: HttpRequest, draft_uuid: UUID) -> JsonResponse:
    """Save one answer; say when, or why not."""
    if not actors_for(request, draft_uuid):
        return _session_over(request)
    try:
        step_key, path, values = _told(request.body)
    except NotRead:
        return _answer({"text": _("Das konnten wir nicht lesen.")}, status=400)

    def save(actor: Actor) -> FieldSaved:
        return services.save_field(
            draft_uuid=draft_uuid,
            step_key=step_key,
            path=path,
            values=values,
            actor=actor,
            at=clock.now(),
        )

    try:
        _actor, saved = looked(request, draft_uuid, save)
    except LookupError:
        # The page asks it no longer, for example after a change in another tab.
        return _answer({"text": ""}, status=410)
    except Refusal as refusal:
        return _answer({"text": str(refusal.message)}, status=409)
    session_time.touch(request)
    moment = formats.time_of_day(saved.at)
    return _answer(
        {
            "text": _("Gespeichert um %(time)s") % {"time": moment},
            "readable": saved.problem is None,
            "seconds": session_time.parts(request)["session_seconds"],
        }
    )


@require_POST
def prolong(request: HttpRequest) -> JsonResponse:
    """Let the session last anew."""
    is_nobody = find_actor(request).kind is ActorKind.ANONYMOUS
    if is_nobody and request.session.is_empty():
        return _session_over(request)
    request.session.pop(session_time.TOUCHED_KEY, None)
    session_time.touch(request)
    known = session_time.parts(request)
    ends = formats.time_of_day(known["session_ends_at"])
    return _answer(
        {
            "text": _("Sie haben wieder Zeit bis %(time)s.") % {"time": ends},
            "seconds": known["session_seconds"],
        }
    )


def _told(body: bytes) -> tuple[str, str, list[str]]:
    """Read page, question and values. :raises NotRead: when they are not there."""
    if len(body) > LARGEST_BODY:
        raise NotRead
    try:
        told = json.loads(body)
        step_key, path, values = told["page"], told["field"], told["values"]
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise NotRead from problem
    texts = [step_key, path, *(values if isinstance(values, list) else [None])]
    if not all(isinstance(text, str) and _is_text(text) for text in texts):
        raise NotRead
    return step_key, path, values


def _is_text(text: str) -> bool:
    """Tell whether the database takes a text; half a surrogate pair is none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _session_over(request: HttpRequest) -> JsonResponse:
    """Say where somebody signs in, and comes back to the page they are on."""
    page = safe_path(request, request.headers.get("X-Page", ""))
    url = f"{reverse('portal:sign_in')}?{urlencode({'next': page})}"
    text = _("Ihre Sitzung ist beendet. Was Sie hier getippt haben, ist noch da.")
    return _answer({"text": text, "url": url, "link": _("Neu anmelden")}, status=401)


def _answer(told: dict[str, Any], status: int = 200) -> JsonResponse:
    return unkept(JsonResponse(told, status=status))
