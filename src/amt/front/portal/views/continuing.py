"""Going on with what is there: the form of a call, the time after a grant, one declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.queries import DraftView, Renewal
from amt.capabilities.cases import queries as cases
from amt.capabilities.identity import queries as identity
from amt.contract.forms import Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.front.frame.actors import find_actor, is_resident, remember_opened
from amt.front.portal import known
from amt.front.portal.access import looked, opened_page, personal_page
from amt.front.portal.drafts import require_in_time, sent_url
from amt.front.portal.missing import missing_rows
from amt.front.portal.words import draft_url, language_of
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal

SAME = "gleich"


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def complete(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Say that the form is missing, and begin it."""
    actor, case = looked(request, case_uuid, lambda one: _lacking(one, case_uuid))
    if case is None:
        return HttpResponseRedirect(reverse("portal:matter", args=[case_uuid]))
    if is_resident(request) and actor != find_actor(request):
        # The code of the letter was typed, but nobody has accepted the invitation yet.
        return HttpResponseRedirect(reverse("portal:invitation_opened"))
    if request.method == "POST":
        draft = services.start_completion(case_uuid=case_uuid, actor=actor, at=clock.now())
        if not is_resident(request) and actor.subject is not None:
            remember_opened(request, actor.subject, draft.uuid)
        return HttpResponseRedirect(draft_url(draft))
    found = procedure(case.procedure_key)
    language = language_of(request)
    taken = queries.informal_of_case(case_uuid)
    key = next(
        (k for k in ("informal.needed", "service.needed") if found.texts.find(k, language)), ""
    )
    context = {
        "case": case,
        "title": found.title(language),
        "form_until": taken.form_until if taken else None,
        "needed": found.texts.lines(key, language) if key else (),
        "draft": queries.find_draft(actor, found.key),
        "by_code": not is_resident(request),
        "needs_sign_in": not is_resident(request) and not queries.code_suffices(found),
        "sign_in_url": f"{reverse('portal:sign_in')}?next={reverse('portal:invitation_opened')}",
    }
    return render(request, "portal/complete.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def renew(request: HttpRequest, key: str, case_uuid: UUID) -> HttpResponse:
    """Show what is known from the old case; nothing has changed, or something has."""
    actor = find_actor(request)
    try:
        renewal = queries.renewal_of(actor, case_uuid)
    except services.AlreadyRenewed as sent:
        return HttpResponseRedirect(reverse("portal:matter", args=[sent.case_uuid]))
    if renewal.procedure.key != key:
        raise Http404(key)
    return _offered(
        request,
        template="portal/renew.html",
        begin=lambda: services.start_renewal(case_uuid=case_uuid, actor=actor, at=clock.now()),
        found=renewal.procedure,
        form=renewal.form,
        answers=renewal.answers,
        more={
            "renewal": renewal,
            "moved": [
                queries.label_of(renewal.procedure, path, language_of(request))
                for path in renewal.moved
            ],
            "is_early": not _is_due(renewal),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def offer(request: HttpRequest, offer_uuid: UUID) -> HttpResponse:
    """Show what was prepared for somebody, who decides whether to apply."""
    actor, found_offer = looked(
        request, offer_uuid, lambda one: queries.visible_offer(one, offer_uuid)
    )
    found = procedure(found_offer.procedure_key)
    language = language_of(request)
    if not is_resident(request):
        context = {
            "title": found.title(language),
            "offer": found_offer,
            "sign_in_url": f"{reverse('portal:sign_in')}?next="
            + reverse("portal:invitation_opened"),
        }
        return render(request, "portal/offer_closed.html", context)
    if actor != find_actor(request):
        return HttpResponseRedirect(reverse("portal:invitation_opened"))
    if found_offer.taken_at is not None or found_offer.expires_on < clock.today():
        draft = queries.find_draft(actor, found.key)
        if draft is None or draft.uuid != found_offer.draft_uuid:
            raise services.OfferGone
        return HttpResponseRedirect(reverse("portal:form_declare", args=[draft.uuid]))
    return _offered(
        request,
        template="portal/offer.html",
        begin=lambda: services.claim_offer(offer_uuid=offer_uuid, actor=actor, at=clock.now()),
        found=found,
        form=found.form("application"),
        answers=found_offer.answers,
        more={"offer": found_offer},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def declare(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Declare that all is right as it is known, and send it."""
    actor = find_actor(request)
    view = queries.get_draft(actor, draft_uuid)
    if view.draft.submitted_at is not None:
        return HttpResponseRedirect(sent_url(draft_uuid, again=True))
    if not view.draft.carried:
        raise NotVisible("draft", draft_uuid)
    require_in_time(view)
    refusal = ""
    if request.method == "POST":
        try:
            submitted = services.send_as_known(draft_uuid=draft_uuid, actor=actor, at=clock.now())
        except services.NotComplete:
            return HttpResponseRedirect(request.path)
        except services.AlreadyRenewed as sent:
            return HttpResponseRedirect(reverse("portal:matter", args=[sent.case_uuid]))
        except Refusal as refused:
            refusal = str(refused.message)
        else:
            return HttpResponseRedirect(sent_url(draft_uuid, again=not submitted.is_new))
    return render(request, "portal/declare.html", _declared(view, actor, request, refusal))


def _declared(view: DraftView, actor: Actor, request: HttpRequest, refusal: str) -> dict[str, Any]:
    found, language = procedure(view.draft.procedure_key), language_of(request)
    proofs = queries.proofs_to_come(view.form, view.draft.answers)
    declarations = queries.declarations_of(view.form, view.draft.answers)
    followed = {field.path for field in (*proofs, *declarations)}
    rows = missing_rows(view, language)
    return {
        "draft": view.draft,
        "title": found.title(language),
        "pages": queries.summary_of(view, language),
        "marks": known.marks(view.draft),
        "no_paths": set(),
        "missing": [row for row in rows if row["path"] not in followed],
        "proofs": [row for row in rows if row["path"] in {field.path for field in proofs}],
        "declarations": [_declaration(found, field.path, language) for field in declarations],
        "applied_on": queries.day_that_counts(view.draft),
        "letter_norm": found.letter_only,
        "is_electronic": actor.account_id is not None
        and identity.has_delivery_consent(actor.account_id),
        "next_steps": queries.next_steps(found, language),
        "refusal": refusal,
        "page_errors": bool(refusal),
    }


def _offered(
    request: HttpRequest,
    *,
    template: str,
    begin: Callable[[], Any],
    found: Procedure,
    form: Form,
    answers: Mapping[str, Any],
    more: dict[str, Any],
) -> HttpResponse:
    """Show known answers; with a click they become a draft to declare or to change."""
    if request.method == "POST":
        draft = begin()
        page = "form_declare" if request.POST.get("aktion") == SAME else "form_check"
        return HttpResponseRedirect(reverse(f"portal:{page}", args=[draft.uuid]))
    language = language_of(request)
    pages = [
        (page.title, lines)
        for page in queries.summary(found, form, answers, language)
        if (lines := [line for part in page.parts for line in part.lines if line.text])
    ]
    context = {"title": found.title(language), "pages": pages, **more}
    return render(request, template, context)


def _declaration(found: Procedure, path: str, language: str) -> str:
    """Return what is declared, in its full words."""
    return found.texts.find(f"fields.{path}.label", language) or path


def _is_due(renewal: Renewal) -> bool:
    return clock.today() >= renewal.invited_from


def _lacking(actor: Actor, case_uuid: UUID) -> cases.InformalCase | None:
    """Return somebody's case that lacks its form, None if it is there. :raises NotVisible."""
    case = cases.informal_case(actor, case_uuid)
    if case is None and cases.case_without_form(case_uuid) is not None:
        raise NotVisible("case", case_uuid)
    if case is None:
        cases.status_of(actor, case_uuid)
    return case
