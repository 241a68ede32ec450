"""Correcting one fact of a case, with the reason for it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.contract.answers import Problem, Unreadable, read_field, step_of
from amt.contract.forms import Field, Form
from amt.contract.procedure import Procedure
from amt.front.desk import facts_page
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.frame.forms import Filled, field_id, raw_from, step_view
from amt.front.frame.problems import sentence
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal

LONGEST_REASON = 1000


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, case_uuid: UUID, path: str) -> HttpResponse:
    """Show the form for one fact, and store what was found out."""
    view = cases.get_case(actor_of(request), case_uuid)
    procedure, form, field = _asked(view, path)
    back = reverse("desk:case", args=[case_uuid]) + "#angaben"
    if not view.may_be_corrected:
        messages.warning(request, _("Über diesen Fall ist schon entschieden."))
        return HttpResponseRedirect(back)
    if request.method != "POST":
        return _page(request, view, field, {}, {})
    raw, errors = raw_from(request.POST), {}
    reason = request.POST.get("begruendung", "").strip()
    value = None
    try:
        value = read_field(field, raw.get(path, ()))
    except Unreadable as unreadable:
        problem = Problem(path, unreadable.code, unreadable.values)
        errors[path] = sentence(problem, procedure, form, _language())
    if not reason or len(reason) > LONGEST_REASON:
        errors["begruendung"] = _(
            "Schreiben Sie kurz, woher Sie es wissen, zum Beispiel: Mietvertrag vom 1. März."
        )
    if errors:
        return _page(request, view, field, raw, errors)
    try:
        services.correct_fact(
            case_uuid=case_uuid,
            path=path,
            value=value,
            reason=reason,
            actor=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("Die Angabe ist berichtigt. Der Vorschlag ist neu berechnet."))
    return HttpResponseRedirect(back)


def _asked(view: cases.CaseView, path: str) -> tuple[Procedure, Form, Field]:
    """Return procedure, form and field. :raises NotVisible: when the form asks no such thing."""
    try:
        form = view.form
        if view.procedure is None or form is None:
            raise LookupError(path)
        step_of(form, path, facts_page.answers_of(form, view.current_facts))
        field = services.correctable_field(view.case, path)
    except (LookupError, services.UnknownFact):
        raise NotVisible("fact", view.case.uuid) from None
    return view.procedure, form, replace(field, path=path)


def _page(
    request: HttpRequest,
    view: cases.CaseView,
    field: Field,
    raw: dict[str, list[str]],
    errors: dict[str, str],
) -> HttpResponse:
    procedure, form, field = _asked(view, field.path)
    answers = facts_page.answers_of(form, view.current_facts)
    step = step_of(form, field.path, answers)
    shown = step_view(procedure, form, step, Filled(answers, raw), _language())
    specs = [
        one.spec
        for group in shown.groups
        for entry in group.entries
        for one in entry.fields
        if one.spec["name"] == field.path
    ]
    fields = facts_page.fact_pages(view, (), _language())
    facts = [row for page in fields for part in page.parts for row in part.rows]
    link = reverse("desk:correct", args=[view.case.uuid, field.path])
    spec = {**specs[0], "error": errors.get(field.path, ""), "why": "", "autocomplete": "off"}
    if "autocomplete" not in specs[0]:
        spec.pop("autocomplete")
    known = [(field.path, field_id(field.path)), ("begruendung", "begruendung")]
    context = desk_page(
        request,
        area="case",
        case=view.case,
        spec=spec,
        fact=next((row for row in facts if row.change_url == link), None),
        reason=raw.get("begruendung", [""])[-1],
        reason_error=errors.get("begruendung", ""),
        longest_reason=LONGEST_REASON,
        errors=[(anchor, errors[name]) for name, anchor in known if name in errors],
        page_errors=bool(errors),
        back=reverse("desk:case", args=[view.case.uuid]) + "#angaben",
    )
    return render(request, "desk/correct.html", context, status=422 if errors else 200)


def _language() -> str:
    return get_language() or "de"
