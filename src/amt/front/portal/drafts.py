"""What the pages of a draft share: whether it still lives, where it is shown once it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from amt.capabilities.applications import queries
from amt.capabilities.applications.queries import DraftView
from amt.capabilities.applications.services import DraftExpired
from amt.front.frame.actors import drafts_opened, find_actor, is_resident
from amt.front.portal.access import looked
from amt.kernel import clock
from amt.kernel.actors import Actor

if TYPE_CHECKING:
    from amt.capabilities.applications.models import Application, Draft


def own_draft(request: HttpRequest, draft_uuid: UUID) -> tuple[Actor, DraftView]:
    """Return a draft and as whom this session has it: signed in, or by the code of a letter.

    :raises NotVisible: when it is neither's.
    """
    return looked(request, draft_uuid, lambda one: queries.get_draft(one, draft_uuid))


def unsigned_drafts(request: HttpRequest) -> list[Draft]:
    """List the open drafts without account that this session began or opened with their code."""
    found = (queries.find_unsigned(one) for one in drafts_opened(request))
    return [draft for draft in found if draft is not None]


def sent_unsigned(request: HttpRequest) -> list[Application]:
    """List what this session sent without account and nobody has taken into one."""
    found = (queries.find_sent_unsigned(one) for one in drafts_opened(request))
    return [application for application in found if application is not None]


def draft_begun(request: HttpRequest, procedure_key: str) -> Draft | None:
    """Return the open draft of a service with which somebody can go on: in account or session."""
    if is_resident(request):
        own = queries.find_draft(find_actor(request), procedure_key)
        if own is not None:
            return own
    rows = unsigned_drafts(request)
    return next((one for one in rows if one.procedure_key == procedure_key), None)


def begin_url(draft: Draft) -> str:
    """Return the page from which a draft was begun."""
    if draft.call_uuid is not None or draft.mandate_uuid is not None:
        return _of_others(draft)
    if _is_of_letter(draft):
        return reverse("portal:complete", args=[draft.completes_case_uuid])
    return reverse("portal:apply", args=[draft.procedure_key])


def later_url(draft: Draft) -> str:
    """Return where somebody goes who wants to go on with a draft later."""
    if draft.call_uuid is not None:
        return reverse("agent:call", args=[draft.call_uuid])
    if _is_of_letter(draft):
        return reverse("portal:matter", args=[draft.completes_case_uuid])
    if draft.code_digest:
        return reverse("portal:form_later", args=[draft.uuid])
    return f"{reverse('portal:area')}?gespeichert=1"


def _is_of_letter(draft: Draft) -> bool:
    """Tell whether the code of a letter opens the draft with its case, not a code of its own."""
    by_letter = draft.account_id is None and not draft.code_digest
    return by_letter and draft.completes_case_uuid is not None


def _of_others(draft: Draft) -> str:
    """Return the page of the call or mandate in which somebody fills in for somebody else."""
    if draft.call_uuid is not None:
        return reverse("agent:call", args=[draft.call_uuid])
    return reverse("portal:mandate", args=[draft.mandate_uuid])


def require_in_time(view: DraftView) -> None:
    """Go on with a draft. :raises DraftExpired: when its time is over."""
    if view.draft.expires_on < clock.today():
        raise DraftExpired


def safe_path(request: HttpRequest, wanted: str | None) -> str:
    """Return a page to go on with, only one of this site; empty for anything else."""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe and wanted.startswith("/") else ""


def sent_url(draft_uuid: UUID, *, again: bool) -> str:
    """Return the page that says what has happened; `again` when it had been sent before."""
    url = reverse("portal:form_sent", args=[draft_uuid])
    return f"{url}?schon=1" if again else url
