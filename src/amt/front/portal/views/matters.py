"""The own area, one matter, and the status for who has a code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.applications import queries as applications
from amt.capabilities.applications import services
from amt.capabilities.bundles import queries as bundles
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.queries import CaseStatus
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.contract import registry
from amt.contract.procedure import Procedure
from amt.front.frame.actors import find_actor, is_resident, remember_opened
from amt.front.frame.origins import origin_of
from amt.front.portal.access import looked, opened_page, personal_page, unshared
from amt.front.portal.acts import acts_shown, goes_by_post
from amt.front.portal.adopting import sent_shown
from amt.front.portal.continued import form_missing, renewal_due
from amt.front.portal.delivery import YES
from amt.front.portal.matter_kept import FORM_TOKEN, MatterPage, page_for
from amt.front.portal.matter_parts import (
    bodies_shown,
    deed_done,
    deeds_of,
    deeds_shown,
    papers_shown,
    roles_named,
    terms_shown,
    todo_lines,
    told_shown,
)
from amt.front.portal.payments_part import payments_shown
from amt.front.portal.views.service import decider
from amt.front.portal.words import (
    KINDS_SEEN,
    events_going_on,
    going_on,
    happened,
    language_of,
    service_name,
    state_badge,
    state_sentence,
    to_come,
)
from amt.kernel import clock, installation, live
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible, Refusal


@require_safe
@personal_page
def area(request: HttpRequest) -> HttpResponse:
    """Show drafts, matters and unread messages of the signed-in person."""
    actor = find_actor(request)
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("area", "")
    language = language_of(request)
    drafts = applications.list_drafts(actor)
    matters = cases.list_cases_of(actor.account_id)
    known = registry.procedures()
    context = {
        "drafts": [
            {**shown, "discard_url": reverse("portal:form_discard", args=[draft.uuid])}
            for draft, shown in zip(drafts, going_on(drafts, [], language), strict=True)
        ],
        "events": events_going_on(bundles.bundles_of(actor.account_id), language),
        "matters": going_on([], matters, language),
        "can_report": any(
            one.procedure_key in known and known[one.procedure_key].benefit for one in matters
        ),
        "sent_here": sent_shown(request, language),
        "is_electronic": identity.has_delivery_consent(actor.account_id),
        "changed": "zustellung" in request.GET,
        "saved": "gespeichert" in request.GET,
        "discarded": "geloescht" in request.GET,
        "adopted": "uebernommen" in request.GET,
    }
    return render(request, "portal/area.html", context)


@require_POST
@personal_page
def delivery(request: HttpRequest) -> HttpResponse:
    """Change how acts come to the signed-in person."""
    actor = find_actor(request)
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("area", "")
    identity_services.set_delivery_consent(
        account_id=actor.account_id,
        consents=request.POST.get("zustellung") == YES,
        actor=actor,
        at=clock.now(),
    )
    return HttpResponseRedirect(f"{reverse('portal:area')}?zustellung=1")


@require_safe
@opened_page
def matter(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Show one matter to a party, or to somebody who opened it with a code."""
    return page_for(request, find_actor(request), case_uuid, lambda: _page_of(request, case_uuid))


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Ask for reference and code, and open the matter behind them."""
    error = ""
    http_status = 200
    if request.method == "POST":
        try:
            case_uuid = services.open_by_code(
                reference=request.POST.get("aktenzeichen", ""),
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
            remember_opened(request, f"case:{case_uuid}", case_uuid)
            return HttpResponseRedirect(reverse("portal:matter", args=[case_uuid]))
    context = {
        "reference": request.POST.get("aktenzeichen", ""),
        "error": error,
        "errors": [("aktenzeichen", error)] if error else [],
        "page_errors": bool(error),
    }
    return unshared(render(request, "portal/status.html", context, status=http_status))


def _page_of(request: HttpRequest, case_uuid: UUID) -> MatterPage:
    """Make the page of a matter. :raises NotVisible: when nobody of this session may see it."""
    actor, found = looked(request, case_uuid, lambda actor: cases.status_of(actor, case_uuid))
    context = _matter(request, actor, found)
    return MatterPage(actor, render_to_string("portal/matter.html", context, request))


def _matter(request: HttpRequest, actor: Actor, found: CaseStatus) -> dict[str, Any]:
    language = language_of(request)
    status_only = actor.subject == f"case:{found.case_uuid}"
    known = registry.procedures().get(found.procedure_key)
    word, kind = state_badge(found.sentence, found.procedure_key, language)
    narrow = {r.key for r in known.parties if r.sees.facts is not None} if known else set()
    is_theirs = not narrow.intersection(found.my_roles)
    done, done_next = deed_done(known, request.GET.get("getan", ""), language)
    return {
        "matter": found,
        "title": service_name(found.procedure_key, language),
        "sentence": state_sentence(
            found.procedure_key, found.sentence, language, is_theirs=is_theirs
        ),
        "badge": word,
        "badge_kind": kind,
        "since": found.timeline[-1].at if found.timeline else None,
        "status_only": status_only,
        "by_code": actor.kind is ActorKind.CODE,
        "done": done,
        "done_next": done_next,
        "no_longer": "zuspaet" in request.GET,
        "decider": decider(known, language) if known else None,
        "must_read": found.next_step == "read_act" and actor.kind is not ActorKind.CODE,
        "entries": [
            *happened(
                found.timeline, found.procedure_key, language, by_post=goes_by_post(found.acts)
            ),
            *to_come(
                found.sentence,
                found.next_step,
                by_code=actor.kind is ActorKind.CODE,
                is_theirs=is_theirs,
            ),
        ],
        "live_url": _live_url(found.case_uuid),
        "live_kinds": " ".join(sorted({*KINDS_SEEN, *(deed.key for deed in deeds_of(known))})),
        "thread_url": f"{reverse('portal:mailbox')}?vorgang={found.case_uuid}",
        # The number of unread messages costs a query that this page does not have to spare.
        "without_count": True,
        "csrf_token": FORM_TOKEN,
        **_parts(found, actor, known, language, status_only=status_only),
    }


def _parts(
    found: CaseStatus, actor: Actor, known: Procedure | None, language: str, *, status_only: bool
) -> dict[str, Any]:
    """Return what depends on the reader's role; who has the status code alone sees days only."""
    acts = acts_shown(found.acts, actor, by_code=status_only)
    if status_only:
        return {"acts": acts}
    return {
        "acts": acts,
        "form_missing": form_missing(found, known),
        "renewal_due": renewal_due(actor, found, known),
        "shows_calculation": bool(acts) and _has_calculation(found, known),
        "payments": payments_shown(found, known),
        "roles": roles_named(found.my_roles, known, language),
        "todo": todo_lines(known, found.state, language),
        "deeds": deeds_shown(found.open_deeds, known, found.case_uuid, language)
        if actor.kind is not ActorKind.STAFF
        else [],
        "terms": terms_shown(found.terms, known, language),
        "bodies": bodies_shown(found.bodies, known, language),
        "told": told_shown(found, known, language),
        "papers": papers_shown(found.visible_documents, known, language),
    }


def _has_calculation(found: CaseStatus, known: Procedure | None) -> bool:
    """Tell whether rules stand behind what was decided, and the reader may see all that went in."""
    if known is None or known.assess is None:
        return False
    is_decided = any(entry.kind == "decided" for entry in found.timeline)
    return is_decided and any(
        role.sees.facts is None for role in known.parties if role.key in found.my_roles
    )


def _live_url(case_uuid: UUID) -> str:
    address = installation.live_url()
    if not address:
        return ""
    return f"{address}/events/{live.token_for(f'case:{case_uuid}')}"
