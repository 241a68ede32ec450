"""Entering what stands on a paper form: the image of the sheet beside the questions of the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.applications.queries import paper as papers
from amt.capabilities.applications.services import NotComplete, paper_doubled, paper_entry
from amt.capabilities.cases.services import AlreadyComplete
from amt.contract.answers import Problem, asked_fields, read_step
from amt.contract.forms import FieldKind, FormStep
from amt.front.desk import paper_page
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.frame import forms
from amt.front.portal.entries import entries_changed
from amt.kernel import clock
from amt.kernel.errors import Refusal

DISCARD, BRING_BACK = "verwerfen", "zurueckholen"


@staff_only
@require_safe
def show(request: HttpRequest, paper_uuid: UUID) -> HttpResponse:
    """Lead to the page at which the entry goes on, or show what became of the paper."""
    view = papers.get_paper(actor_of(request), paper_uuid)
    if not view.is_open:
        return _check_page(request, view)
    first = next((one for one in view.steps() if not _is_entered(view, one)), None)
    if first is None:
        return HttpResponseRedirect(reverse("desk:paper_check", args=[paper_uuid]))
    return HttpResponseRedirect(reverse("desk:paper_step", args=[paper_uuid, first.key]))


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, paper_uuid: UUID, step_key: str) -> HttpResponse:
    """Show the questions of a page beside its sheets, and save them."""
    view = papers.get_paper(actor_of(request), paper_uuid)
    page = next((one for one in view.steps() if one.key == step_key), None)
    if not view.is_open or page is None:
        return HttpResponseRedirect(reverse("desk:paper", args=[paper_uuid]))
    if request.method == "POST":
        return _save(request, view, page)
    raw = view.paper.raw.get(page.key, {})
    told = read_step(view.form, page, raw, view.answers)[1] if raw else []
    return _step_page(request, view, page, raw, told)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, paper_uuid: UUID) -> HttpResponse:
    """Show everything that was entered, and file it."""
    actor = actor_of(request)
    view = papers.get_paper(actor, paper_uuid)
    if request.method != "POST":
        return _check_page(request, view)
    try:
        if (deed := request.POST.get("tat", "")) in {DISCARD, BRING_BACK}:
            return _put_away(request, view, deed)
        if view.is_known:
            note = request.POST.get("erledigung", "")
            paper_entry.settle_paper(paper_uuid=paper_uuid, note=note, actor=actor, at=clock.now())
            messages.success(request, _("Das Papier ist erledigt."))
            return HttpResponseRedirect(reverse("desk:worklist"))
        sent = paper_entry.submit_paper(
            paper_uuid=paper_uuid,
            with_gaps=request.POST.get("luecken") == "yes",
            is_signed=request.POST.get("unterschrieben") == "yes",
            actor=actor,
            at=clock.now(),
        )
    except (NotComplete, AlreadyComplete):
        return _check_page(request, papers.get_paper(actor, paper_uuid), status=409)
    except Refusal as refusal:
        return _check_page(request, view, str(refusal.message), status=422)
    told = _("Der Antrag ist erfasst: %(reference)s.")
    messages.success(request, told % {"reference": sent.application.reference})
    return HttpResponseRedirect(paper_page.case_url(actor, sent.application.case_uuid))


def _put_away(request: HttpRequest, view: papers.PaperView, deed: str) -> HttpResponse:
    """Put a doubled paper away, or take it up again; both lead back to its page."""
    uuid, actor = view.paper.uuid, actor_of(request)
    if deed == DISCARD:
        note = request.POST.get("grund", "")
        paper_doubled.discard_paper(paper_uuid=uuid, note=note, actor=actor, at=clock.now())
        messages.success(request, _("Das Papier ist verworfen."))
    else:
        paper_doubled.bring_paper_back(paper_uuid=uuid, actor=actor, at=clock.now())
        messages.success(request, _("Das Papier ist wieder da."))
    return HttpResponseRedirect(reverse("desk:paper_check", args=[uuid]))


def _save(request: HttpRequest, view: papers.PaperView, page: FormStep) -> HttpResponse:
    uuid, action = view.paper.uuid, request.POST.get(forms.ACTION, "weiter")
    raw = entries_changed(view.form, forms.raw_from(request.POST), action)
    saved = paper_entry.save_page(
        paper_uuid=uuid, step_key=page.key, raw=raw, actor=actor_of(request)
    )
    here = reverse("desk:paper_step", args=[uuid, page.key])
    if action == "zurueck":
        return HttpResponseRedirect(_url_before(view, page))
    wrong = [one for one in saved.problems if one.code != "required"]
    new = forms.newly_asked(saved.problems, raw)
    if action != "weiter" or wrong or any(one.path in new for one in saved.problems):
        return HttpResponseRedirect(here)
    # What is missing on the paper is missing: it is named once more before the application is sent.
    if saved.next_step is None:
        return HttpResponseRedirect(reverse("desk:paper_check", args=[uuid]))
    return HttpResponseRedirect(reverse("desk:paper_step", args=[uuid, saved.next_step]))


def _url_before(view: papers.PaperView, page: FormStep) -> str:
    steps = view.steps()
    at = max(steps.index(page) - 1, 0)
    return reverse("desk:paper_step", args=[view.paper.uuid, steps[at].key])


def _step_page(
    request: HttpRequest,
    view: papers.PaperView,
    page: FormStep,
    raw: dict[str, Any],
    told: list[Problem],
) -> HttpResponse:
    filled = forms.Filled(answers=view.answers, raw=raw, problems=told)
    shown = forms.step_view(view.found, view.form, page, filled, get_language() or "de")
    steps = view.steps()
    context = desk_page(
        request,
        area="paper",
        **paper_page.heading(view),
        step=paper_page.without_files(shown),
        current=steps.index(page) + 1,
        total=len(steps) + 1,
        sheets=paper_page.sheet_rows(view.sheets_of(page), view.paper.page_count),
        twins=paper_page.twin_rows(view, actor_of(request)),
        errors=shown.errors,
        page_errors=bool(shown.errors),
    )
    return render(request, "desk/paper_step.html", context)


def _check_page(
    request: HttpRequest, view: papers.PaperView, refused: str = "", status: int = 200
) -> HttpResponse:
    language = get_language() or "de"
    gaps = papers.problems_of(view) if view.is_open else []
    context = desk_page(
        request,
        area="paper",
        **paper_page.heading(view),
        is_open=view.is_open,
        is_known=view.is_known and view.paper.done_at is None,
        pages=paper_page.page_rows(view, language) if view.is_open else [],
        gaps=paper_page.gap_rows(view, gaps, language),
        is_wrong=any(one.code != "required" for one in gaps),
        sheets=paper_page.sheet_rows(view.sheets, view.paper.page_count),
        case_url=paper_page.case_url(actor_of(request), view.paper.case_uuid)
        if view.paper.case_uuid
        else "",
        signatures=view.is_open and paper_entry.needs_signatures(view.paper),
        twins=paper_page.twin_rows(view, actor_of(request)) if not view.is_doubled else [],
        is_doubled=view.is_doubled,
        may_be_discarded=view.may_be_discarded,
        reason=request.POST.get("grund", ""),
        is_discarding=request.POST.get("tat") == DISCARD,
        refused=refused,
        longest_note=paper_entry.LONGEST_NOTE,
        page_errors=bool(refused),
    )
    return render(request, "desk/paper_check.html", context, status=status)


def _is_entered(view: papers.PaperView, step: FormStep) -> bool:
    """Tell whether a page needs nobody's eye any more."""
    if step.key in view.paper.raw:
        return False
    asked = asked_fields(step, view.answers)
    return all(
        one.path in view.answers for one in asked if one.required and one.kind is not FieldKind.FILE
    )
