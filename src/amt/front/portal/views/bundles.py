"""One event, several offices: progress, questions, services, consents, confirming."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.bundles import queries, services
from amt.capabilities.bundles.queries import BundleView
from amt.contract.answers import Problem
from amt.contract.forms import FormStep
from amt.front.frame import forms
from amt.front.portal import bundle_words as words
from amt.front.portal.access import looked, opened_page, unshared
from amt.front.portal.entries import entries_changed
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible, Refusal

YES, NO = "ja", "nein"
MEMBER, CONFIRM, DECLARATION = "leistung", "bestaetigen", "erklaerung"


@require_safe
@opened_page
def bundle(request: HttpRequest, bundle_uuid: UUID) -> HttpResponse:
    """Show how far each office is, and what the next step is."""
    actor, view = _look(request, bundle_uuid)
    language = language_of(request)
    rows = queries.progress(view, language, clock.today())
    tasks = words.tasks(view, rows, language)
    context = {
        **_frame(view, actor, language),
        "rows": [words.progress_row(row, language) for row in rows],
        "tasks": tasks,
        "needs_you": [row.title for row in rows if row.next_step in words.NEEDS_YOU],
        "go_on_url": next((one["url"] for one in tasks if one["state"] == "current"), ""),
        "confirmed": "bestaetigt" in request.GET,
        "saved": "gespeichert" in request.GET,
        "tried": "nochmal" in request.GET,
        "live_url": words.live_url(view),
        "live_kinds": words.LIVE_KINDS,
    }
    return render(request, "portal/bundle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def choose(request: HttpRequest, bundle_uuid: UUID) -> HttpResponse:
    """Let somebody choose the services that they want."""
    actor, view = _look(request, bundle_uuid)
    refusal = ""
    if request.method == "POST":
        try:
            services.choose_members(
                bundle_uuid=bundle_uuid,
                keys=[*request.POST.getlist(MEMBER), *words.sent_keys(view)],
                actor=actor,
                at=clock.now(),
            )
        except Refusal as problem:
            refusal = str(problem.message)
        else:
            return HttpResponseRedirect(words.first_question_url(_look(request, bundle_uuid)[1]))
    language = language_of(request)
    context = {
        **_frame(view, actor, language),
        "choices": words.choices(view, language),
        "chosen": words.chosen(view),
        "sent": words.sent(view, language),
        "refusal": refusal,
        "page_errors": bool(refusal),
    }
    return unshared(render(request, "portal/bundle_choose.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def step(request: HttpRequest, bundle_uuid: UUID, step_key: str) -> HttpResponse:
    """Ask one page of what is not known yet."""
    actor, view = _look(request, bundle_uuid)
    page = _page(view, step_key)
    if request.method != "POST":
        return _step_page(request, actor, view, page, {}, ())
    form = queries.conversation_for(view).form
    action = request.POST.get(forms.ACTION, "weiter")
    raw = entries_changed(form, forms.raw_from(request.POST), action)
    saved = services.save_answers(
        bundle_uuid=bundle_uuid, step_key=step_key, raw=raw, actor=actor, at=clock.now()
    )
    if action == "spaeter":
        return HttpResponseRedirect(f"{words.bundle_url(view)}?gespeichert=1")
    if action == "zurueck":
        return HttpResponseRedirect(words.url_before(view, step_key))
    if action != "weiter" or saved.problems:
        fresh = _look(request, bundle_uuid)[1]
        return _step_page(
            request, actor, fresh, _page(fresh, step_key), raw,
            saved.problems if action == "weiter" else (),
        )  # fmt: skip
    fresh = _look(request, bundle_uuid)[1]
    return HttpResponseRedirect(words.url_after(fresh, step_key))


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def consents(request: HttpRequest, bundle_uuid: UUID) -> HttpResponse:
    """Show every transfer with its basis, and ask where the law wants consent."""
    actor, view = _look(request, bundle_uuid)
    language = language_of(request)
    rows = queries.transfers_planned(view, language, clock.today())
    missing: list[str] = []
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in words.consent_names(rows)}
        missing = [name for name, answer in given.items() if answer not in (YES, NO)]
        if not missing:
            services.set_consents(
                bundle_uuid=bundle_uuid,
                consents={words.consent_key(name): answer == YES for name, answer in given.items()},
                actor=actor,
                at=clock.now(),
            )
            return HttpResponseRedirect(reverse("portal:bundle_check", args=[bundle_uuid]))
    told = _("Wählen Sie Ja oder Nein.")
    context = {
        **_frame(view, actor, language),
        **words.transfers(rows, request.POST, missing, told),
        "errors": [(name, told) for name in missing],
        "page_errors": bool(missing),
        "back_url": words.last_question_url(view),
    }
    return unshared(render(request, "portal/bundle_consents.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def check(request: HttpRequest, bundle_uuid: UUID) -> HttpResponse:
    """Show everything that will be sent and who has confirmed it; confirm."""
    actor, view = _look(request, bundle_uuid)
    language = language_of(request)
    errors: dict[str, str] = {}
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        errors = _unanswered(request)
        if not errors:
            confirmed = services.confirm(
                bundle_uuid=bundle_uuid,
                member_keys=request.POST.getlist(CONFIRM),
                actor=actor,
                at=clock.now(),
            )
            problems = words.confirm_problems(confirmed, view, language)
            if not problems:
                return HttpResponseRedirect(f"{words.bundle_url(view)}?bestaetigt=1")
            view = _look(request, bundle_uuid)[1]
    context = {
        **_frame(view, actor, language),
        **words.to_confirm(view, language),
        "error": errors,
        "errors": list(errors.items()),
        "page_errors": bool(errors or problems),
        "problems": problems,
        "back_url": words.consents_url(view, language),
    }
    return unshared(render(request, "portal/bundle_check.html", context))


@require_POST
@opened_page
def retry(request: HttpRequest, bundle_uuid: UUID) -> HttpResponse:
    """Try again what did not work at one office."""
    actor, view = _look(request, bundle_uuid)
    services.retry_member(
        bundle_uuid=bundle_uuid,
        member_key=_member_key(request, view),
        actor=actor,
        at=clock.now(),
    )
    return HttpResponseRedirect(f"{words.bundle_url(view)}?nochmal=1")


@require_POST
@opened_page
def alone(request: HttpRequest, bundle_uuid: UUID) -> HttpResponse:
    """Go on with one service in its own form, with what is known already filled in."""
    actor, view = _look(request, bundle_uuid)
    if actor.kind is not ActorKind.RESIDENT:
        return HttpResponseRedirect(words.sign_in_url(view))
    draft_uuid = services.continue_alone(
        bundle_uuid=bundle_uuid,
        member_key=_member_key(request, view),
        actor=actor,
        at=clock.now(),
    )
    return HttpResponseRedirect(reverse("portal:form_check", args=[draft_uuid]))


def _look(request: HttpRequest, bundle_uuid: UUID) -> tuple[Actor, BundleView]:
    return looked(request, bundle_uuid, lambda actor: queries.get_bundle(actor, bundle_uuid))


def _frame(view: BundleView, actor: Actor, language: str) -> dict[str, Any]:
    return {
        "bundle": view.bundle,
        "title": words.title(view, language),
        "sign_in_url": words.sign_in_url(view),
        "by_code": actor.kind is ActorKind.CODE,
        "bundle_url": words.bundle_url(view),
    }


def _page(view: BundleView, step_key: str) -> FormStep:
    for one in queries.conversation_for(view).form.steps:
        if one.key == step_key:
            return one
    raise Http404(step_key)


def _step_page(
    request: HttpRequest,
    actor: Actor,
    view: BundleView,
    page: FormStep,
    raw: dict[str, list[str]],
    told: Any,
) -> HttpResponse:
    language = language_of(request)
    asked = queries.conversation_for(view)
    problems: tuple[Problem, ...] = tuple(told)
    filled = forms.Filled(answers=asked.answers, raw=raw, problems=problems)
    shown = forms.step_view(asked.conversation, asked.form, page, filled, language)
    keys = [one.key for one in asked.form.steps]
    context = {
        **_frame(view, actor, language),
        "step": shown,
        "noticed": queries.noticed_of(view, language) if page.key == keys[0] else (),
        "notice_from": view.bundle.notice_from,
        "current": keys.index(page.key) + 1,
        "total": len(keys) + 2,
        "errors": shown.errors,
        "page_errors": bool(shown.errors),
    }
    return unshared(render(request, "portal/bundle_step.html", context))


def _unanswered(request: HttpRequest) -> dict[str, str]:
    told = {}
    if not request.POST.getlist(CONFIRM):
        told[CONFIRM] = _("Wählen Sie mindestens einen Antrag aus.")
    if not request.POST.get(DECLARATION):
        told[DECLARATION] = _("Bestätigen Sie, dass die Angaben stimmen.")
    return told


def _member_key(request: HttpRequest, view: BundleView) -> str:
    key = request.POST.get(MEMBER, "")
    if key not in {member.procedure_key for member in view.members}:
        raise NotVisible("bundle_member", key)
    return key
