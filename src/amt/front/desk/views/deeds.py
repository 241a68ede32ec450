"""A step in a case: what happens, what is asked, the letter as a draft, done once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.contract.deeds import Deed
from amt.front.desk import deeds_page
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import procedure_title
from amt.front.frame import one_page
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, case_uuid: UUID, deed_key: str) -> HttpResponse:
    """Show the page of a step, and take it."""
    view = cases.get_case(actor_of(request), case_uuid)
    deed = _open_deed(view, deed_key)
    if deed is None:
        return _no_longer(request, view, deed_key)
    if request.method != "POST":
        return _page(request, view, deed, one_page.Sent())
    sent = one_page.read(deed.form, request.POST)
    if sent.problems:
        return _page(request, view, deed, sent)
    try:
        services.do_deed(
            case_uuid=case_uuid,
            deed_key=deed.key,
            answers=dict(sent.answers),
            actor=actor_of(request),
            at=clock.now(),
        )
    except services.DeedNotPossible:
        return _no_longer(request, view, deed_key)
    except Refusal as refusal:
        return _page(request, view, deed, sent, str(refusal.message))
    procedure = view.procedure
    language = get_language() or "de"
    done = procedure.texts.find(f"deeds.{deed.key}.timeline", language) if procedure else None
    messages.success(request, done or deed.key)
    return HttpResponseRedirect(reverse("desk:case", args=[case_uuid]))


@staff_only
@require_POST
def preview(request: HttpRequest, case_uuid: UUID, deed_key: str) -> HttpResponse:
    """Show the letter that the step would send, as a draft; nothing is stored."""
    view = cases.get_case(actor_of(request), case_uuid)
    deed = _open_deed(view, deed_key)
    if deed is None:
        raise NotVisible("deed", deed_key)
    sent = one_page.read(deed.form, request.POST)
    told = _("Füllen Sie zuerst die Seite aus. Dann lässt sich der Brief ansehen.")
    if not sent.problems:
        try:
            letter = services.preview_deed(
                case_uuid=case_uuid,
                deed_key=deed.key,
                answers=dict(sent.answers),
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            told = str(refusal.message)
        else:
            response = HttpResponse(letter, content_type="application/pdf")
            response.headers["Content-Disposition"] = 'inline; filename="Entwurf.pdf"'
            response.headers["Cache-Control"] = "no-store"
            return response
    context = desk_page(request, text=told, case_uuid=case_uuid)
    return render(request, "desk/no_preview.html", context, status=409)


@staff_only
@require_POST
def hand_over(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Send a matter once more to the body that decides it."""
    view = cases.get_case(actor_of(request), case_uuid)
    if view.may_be_handed_over:
        services.hand_over(case_uuid=case_uuid, actor=actor_of(request), at=clock.now())
        messages.success(request, _("Der Fall wird noch einmal übergeben."))
    else:
        messages.info(request, _("Der Fall ist schon übergeben."))
    return HttpResponseRedirect(reverse("desk:case", args=[case_uuid]))


def _open_deed(view: cases.CaseView, deed_key: str) -> Deed | None:
    return next((deed for deed in view.open_deeds if deed.key == deed_key), None)


def _no_longer(request: HttpRequest, view: cases.CaseView, deed_key: str) -> HttpResponse:
    known = {deed.key for deed in view.procedure.deeds} if view.procedure else set()
    if deed_key not in known:
        raise NotVisible("deed", deed_key)
    messages.info(request, _("Dieser Schritt ist in diesem Stand des Falls nicht möglich."))
    return HttpResponseRedirect(reverse("desk:case", args=[view.case.uuid]))


def _page(
    request: HttpRequest,
    view: cases.CaseView,
    deed: Deed,
    sent: one_page.Sent,
    refused: str = "",
) -> HttpResponse:
    procedure = view.procedure
    if procedure is None:
        raise NotVisible("deed", deed.key)
    language = get_language() or "de"
    steps = one_page.shown(procedure, deed.form, sent, language)
    context = desk_page(
        request,
        area="case",
        case=view.case,
        view=view,
        title=procedure_title(view.case.procedure_key),
        deed=deed,
        deed_title=deeds_page.deed_title(procedure, deed, language),
        intro=procedure.texts.lines(f"deeds.{deed.key}.intro", language),
        button=procedure.texts.get(f"deeds.{deed.key}.button", language),
        steps=steps,
        errors=[error for step in steps for error in step.errors],
        page_errors=bool(sent.problems or refused),
        refused=refused,
        terms=deeds_page.term_rows(view.terms, procedure, language),
    )
    return render(request, "desk/deed.html", context, status=422 if context["page_errors"] else 200)
