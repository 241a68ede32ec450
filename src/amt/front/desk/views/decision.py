"""Deciding a case: choose, look at the letter, decide, see what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.acts import queries as acts
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.capabilities.worklist import queries as worklist
from amt.design import formats
from amt.front.desk import case_page, decision_form, words
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page, live_url
from amt.front.desk.decision_form import DecisionForm
from amt.front.desk.items import item_rows, procedure_title
from amt.kernel import clock
from amt.kernel.errors import Refusal

if TYPE_CHECKING:
    from amt.capabilities.cases.models import Decision


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Show the form of a decision, and decide."""
    view = cases.get_case(actor_of(request), case_uuid)
    if not view.may_be_decided and view.decisions:
        return _already_decided(request, case_uuid, view.decisions[-1])
    services.note_viewed(case_uuid=case_uuid, actor=actor_of(request), at=clock.now())
    if request.method != "POST":
        return _page(request, view, DecisionForm(), [])
    form = decision_form.read_form(request, view)
    errors = decision_form.errors_of(form, view)
    if errors:
        return _page(request, view, form, errors)
    try:
        services.decide(
            case_uuid=case_uuid,
            kind=form.kind,
            act=form.act,
            reason_keys=form.reason_keys,
            own_words=form.own_words,
            inputs=form.inputs,
            proposal_id=form.proposal_id,
            actor=actor_of(request),
            at=clock.now(),
        )
    except services.AlreadyDecided as refusal:
        return _already_decided(request, case_uuid, refusal.decision)
    except Refusal as refusal:
        # The proposal may have changed meanwhile: show what holds now, with the words kept.
        fresh = cases.get_case(actor_of(request), case_uuid)
        return _page(request, fresh, form, [decision_form.error_of(refusal, form)])
    return HttpResponseRedirect(reverse("desk:decided", args=[case_uuid]))


@staff_only
@require_POST
def preview(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Show the letter that the decision would send, as a draft; nothing is stored."""
    view = cases.get_case(actor_of(request), case_uuid)
    form = decision_form.read_form(request, view)
    try:
        letter = services.preview_decision(
            case_uuid=case_uuid,
            kind=form.kind,
            act=form.act,
            reason_keys=form.reason_keys,
            own_words=form.own_words,
            inputs=form.inputs,
            proposal_id=form.proposal_id,
            actor=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        context = desk_page(request, text=refusal.message, case_uuid=case_uuid)
        return render(request, "desk/no_preview.html", context, status=409)
    services.note_viewed(case_uuid=case_uuid, actor=actor_of(request), at=clock.now())
    response = HttpResponse(letter, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="Entwurf.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@staff_only
@require_safe
def decided(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Say what was decided, what happens now, and what waits next."""
    actor = actor_of(request)
    view = cases.get_case(actor, case_uuid)
    if not view.decisions:
        return HttpResponseRedirect(reverse("desk:case", args=[case_uuid]))
    services.note_viewed(case_uuid=case_uuid, actor=actor, at=clock.now())
    waiting = worklist.list_items(actor, view=worklist.View.UNIT, limit=1)
    decision = view.decisions[-1]
    context = desk_page(
        request,
        area="case",
        case=view.case,
        title=procedure_title(view.case.procedure_key),
        decision=decision,
        outcome=case_page.decision_label(decision),
        acts=case_page.act_parts(view, acts.list_acts("case", view.case.uuid)),
        next_item=next(iter(item_rows(waiting.items, actor)), None),
        live_url=live_url(view.case.uuid),
    )
    return render(request, "desk/decided.html", context)


def _already_decided(request: HttpRequest, case_uuid: UUID, decision: Decision) -> HttpResponse:
    told = _("%(name)s hat am %(at)s über diesen Fall entschieden: %(outcome)s.") % {
        "name": decision.decided_by.full_name if decision.decided_by else _("Das Programm"),
        "at": formats.date_time(decision.decided_at),
        "outcome": words.outcome_of(decision.kind),
    }
    messages.info(request, told)
    return HttpResponseRedirect(reverse("desk:case", args=[case_uuid]))


def _page(
    request: HttpRequest,
    view: cases.CaseView,
    form: DecisionForm,
    errors: list[tuple[str, str]],
) -> HttpResponse:
    language = get_language() or "de"
    proposal = case_page.proposal_part(view.proposal, view.procedure, language)
    kinds = decision_form.kinds_of(view, proposal)
    by_field = dict(reversed(errors))
    context = desk_page(
        request,
        area="case",
        view=view,
        case=view.case,
        title=procedure_title(view.case.procedure_key),
        proposal=proposal,
        proposal_id=view.proposal.proposal.uuid if view.proposal else "",
        kinds=kinds,
        chosen=form.chosen,
        questions=decision_form.questions_of(view, form, language),
        reasons=decision_form.reasons_of(view, language),
        chosen_reasons=form.reason_keys,
        own_words=form.own_words,
        longest_words=decision_form.LONGEST_WORDS,
        errors=errors,
        page_errors=bool(errors),
        kind_error=by_field.get("entscheidung", ""),
        reasons_error=by_field.get("gruende", ""),
        words_error=by_field.get("worte", ""),
    )
    return render(request, "desk/decide.html", context, status=422 if errors else 200)
