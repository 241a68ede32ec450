"""The trial calculation: no sign-in, nothing stored, nothing in the address.

Exempt from the CSRF check because a calculation changes nothing and must not need a cookie.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from amt.contract.answers import Problem, asked_steps, facts_of, read_step
from amt.contract.assessment import Assessment
from amt.contract.facts import Facts, MissingFact
from amt.contract.forms import Form
from amt.contract.parameters import NotEnacted
from amt.contract.procedure import Procedure
from amt.front.frame import forms
from amt.front.frame.assessment import assessment_view
from amt.front.frame.inputs import Origin, input_views
from amt.front.portal.access import unshared
from amt.front.portal.entries import entries_changed
from amt.front.portal.views.service import find_procedure
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.periods import Span, first_of_month, last_of_month

TRIAL = "trial"
_WORDS = ("title", "intro", "not_binding", "result_none", "next")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, key: str) -> HttpResponse:
    """Compute what somebody would get, with every step, from what they type."""
    procedure = find_procedure(key)
    form = procedure.forms.get(TRIAL)
    if form is None or procedure.assess is None:
        raise Http404(key)
    language = language_of(request)
    raw = forms.raw_from(request.POST)
    action = request.POST.get(forms.ACTION, "")
    raw = entries_changed(form, raw, action)
    answers, problems = read_all(form, raw)
    new = forms.newly_asked(problems, raw)
    sent = request.method == "POST"
    told = [p for p in problems if p.path not in new] if sent and not action else []
    filled = forms.Filled(answers=answers, raw=raw if sent else {}, problems=told)
    steps = [
        forms.step_view(procedure, form, step, filled, language)
        for step in asked_steps(form, answers)
    ]
    context: dict[str, Any] = {
        "procedure": procedure,
        "title": procedure.title(language),
        "steps": steps,
        "words": {name: procedure.texts.find(f"trial.{name}", language) for name in _WORDS},
        "errors": [error for step in steps for error in step.errors],
        "page_errors": bool(told),
        "asked_more": sent and bool(new) and not told and not action,
    }
    if sent and not action and not problems:
        context |= _result(procedure, form, answers, language)
    return unshared(render(request, "portal/trial.html", context))


def read_all(form: Form, raw: Mapping[str, list[str]]) -> tuple[dict[str, Any], list[Problem]]:
    """Read all pages of a form at once."""
    answers: dict[str, Any] = {}
    problems: list[Problem] = []
    for step in form.steps:
        answers, found = read_step(form, step, raw, answers)
        problems += found
    return answers, problems


def _result(
    procedure: Procedure, form: Form, answers: Mapping[str, Any], language: str
) -> dict[str, Any]:
    facts = Facts(facts_of(form, answers))
    try:
        assessment = _assessed(procedure, facts)
    except NotEnacted as problem:
        return {"not_enacted_on": problem.day}
    except MissingFact as problem:
        return {"assessment": assessment_view(Assessment((), (problem.path,)), procedure, language)}
    origins = dict.fromkeys(facts, Origin(_("Eben eingegeben")))
    known = input_views(procedure, facts, language, form_key=form.key, origins=origins)
    return {"assessment": assessment_view(assessment, procedure, language, known)}


def _assessed(procedure: Procedure, facts: Facts) -> Assessment:
    today = clock.today()
    if procedure.assessed_period is not None:
        span = procedure.assessed_period(facts, today)
    else:
        span = Span(first_of_month(today), last_of_month(today))
    if procedure.assess is None:
        raise Http404(procedure.key)
    return procedure.assess(facts, span)
