"""Filling in an application page by page, checking it, sending it once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.queries import DraftView
from amt.capabilities.applications.services import AlreadySubmitted, DraftExpired, NotComplete
from amt.capabilities.identity import services as identity
from amt.contract.answers import Problem, asked_steps, check_form, read_step, step_of
from amt.contract.forms import FieldKind, Form, FormStep
from amt.contract.registry import procedure
from amt.front.frame import forms, problems
from amt.front.frame.actors import find_actor
from amt.front.portal import kept
from amt.front.portal.access import personal_page, to_sign_in, unkept
from amt.front.portal.delivery import NO, YES, consent_options
from amt.front.portal.views.service import find_procedure
from amt.front.portal.views.trial import entries_changed
from amt.front.portal.words import draft_url, language_of
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import Refusal

APPLICATION = "application"
CONSENT, DECLARATION = "zustellung", "erklaerung"


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def apply(request: HttpRequest, key: str) -> HttpResponse:
    """Offer to begin an application, or to go on with the one begun."""
    found = find_procedure(key)
    if APPLICATION not in found.forms:
        raise Http404(key)
    actor = find_actor(request)
    if request.method == "POST":
        draft = services.start_draft(procedure_key=key, actor=actor, at=clock.now())
        return HttpResponseRedirect(draft_url(draft))
    language = language_of(request)
    draft_begun = queries.find_draft(actor, key)
    form = found.forms[APPLICATION]
    context = {
        "procedure": found,
        "title": found.title(language),
        "draft": draft_begun,
        "draft_url": draft_url(draft_begun) if draft_begun else "",
        "needed": _lines(found, "service.needed", language),
        "topics": [queries.step_title(found, form, step, language) for step in form.steps],
    }
    return render(request, "portal/apply.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, draft_uuid: UUID, step_key: str) -> HttpResponse:
    """Show one page of the form, or save it and go where its button says."""
    actor = find_actor(request)
    if actor.kind is ActorKind.ANONYMOUS:
        if request.method == "POST":
            kept.keep(request, draft_uuid, step_key, forms.raw_from(request.POST))
        return to_sign_in(request)
    view = queries.get_draft(actor, draft_uuid)
    if view.draft.submitted_at is not None:
        return HttpResponseRedirect(_sent_url(draft_uuid, again=True))
    page = _page(view, step_key)
    if page is None:
        return HttpResponseRedirect(reverse("portal:form_check", args=[draft_uuid]))
    if request.method == "POST":
        return unkept(_save(request, view, page, actor))
    _require_in_time(view)
    typed = kept.take(request, draft_uuid, step_key)
    if typed is not None:
        services.save_step(
            draft_uuid=draft_uuid, step_key=step_key, raw=typed, actor=actor, at=clock.now()
        )
        view = queries.get_draft(actor, draft_uuid)
    raw = view.draft.raw.get(step_key, {})
    told: list[Problem] = []
    if "fehler" in request.GET and step_key in view.draft.raw:
        told = read_step(view.form, page, raw, view.draft.answers)[1]
    return unkept(_step_page(request, view, page, raw, told))


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def check(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Show all answers, ask for consent and declaration, and send."""
    actor = find_actor(request)
    view = queries.get_draft(actor, draft_uuid)
    if request.method != "POST":
        if view.draft.submitted_at is not None:
            return HttpResponseRedirect(_sent_url(draft_uuid, again=True))
        _require_in_time(view)
        return _check_page(request, view, _told(request), "")
    unanswered = _unanswered(request, view)
    if unanswered:
        # Sent back by address, so that going back later does not ask to send again.
        given = request.POST.get(CONSENT, "")
        kept_choice = {CONSENT: given} if given in (YES, NO) else {}
        query = urlencode({"fehlt": " ".join(unanswered), **kept_choice})
        return HttpResponseRedirect(f"{request.path}?{query}")
    if actor.account_id is not None:
        # The confirmation and later notices come in the language in which somebody applies.
        identity.set_language(
            account_id=actor.account_id,
            language=language_of(request),
            actor=actor,
            at=clock.now(),
        )
    try:
        submitted = services.submit_application(
            draft_uuid=draft_uuid,
            consent_electronic=request.POST.get(CONSENT) == YES,
            actor=actor,
            at=clock.now(),
        )
    except NotComplete:
        return HttpResponseRedirect(reverse("portal:form_check", args=[draft_uuid]))
    except DraftExpired:
        raise
    except Refusal as refusal:
        return _check_page(request, view, {}, str(refusal.message))
    return HttpResponseRedirect(_sent_url(draft_uuid, again=not submitted.is_new))


@require_safe
@personal_page
def sent(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Say what has happened, how to prove it, and what comes next."""
    application = queries.application_of_draft(find_actor(request), draft_uuid)
    language = language_of(request)
    found = procedure(application.procedure_key)
    context = {
        "application": application,
        "title": found.title(language),
        "code": queries.code_of(application),
        "again": "schon" in request.GET,
        "next_steps": queries.next_steps(found, language),
    }
    return render(request, "portal/sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def discard(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Ask, then throw a draft away."""
    actor = find_actor(request)
    view = queries.get_draft(actor, draft_uuid)
    if view.draft.submitted_at is not None:
        raise AlreadySubmitted
    if request.method == "POST":
        services.discard_draft(draft_uuid=draft_uuid, actor=actor, at=clock.now())
        return HttpResponseRedirect(f"{reverse('portal:area')}?geloescht=1")
    found = procedure(view.draft.procedure_key)
    context = {
        "draft": view.draft,
        "title": found.title(language_of(request)),
        "draft_url": draft_url(view.draft),
    }
    return render(request, "portal/discard.html", context)


def _save(request: HttpRequest, view: DraftView, page: FormStep, actor: Actor) -> HttpResponse:
    action = request.POST.get(forms.ACTION, "weiter")
    raw = entries_changed(view.form, forms.raw_from(request.POST), action)
    draft_uuid = view.draft.uuid
    refused = _change_files(request, view, page, actor, action)
    saved = services.save_step(
        draft_uuid=draft_uuid, step_key=page.key, raw=raw, actor=actor, at=clock.now()
    )
    here = reverse("portal:form_step", args=[draft_uuid, page.key])
    if refused:
        fresh = queries.get_draft(actor, draft_uuid)
        return _step_page(request, fresh, page, raw, [], refused)
    if action == "zurueck":
        return HttpResponseRedirect(_url_before(view, page))
    if action == "spaeter":
        return HttpResponseRedirect(f"{reverse('portal:area')}?gespeichert=1")
    if action != "weiter":
        return HttpResponseRedirect(f"{here}#{_anchor(action)}")
    if saved.problems:
        new = forms.newly_asked(saved.problems, raw)
        only_new = all(problem.path in new for problem in saved.problems)
        return HttpResponseRedirect(f"{here}?{'neu' if only_new else 'fehler'}=1")
    if saved.next_step is None:
        return HttpResponseRedirect(reverse("portal:form_check", args=[draft_uuid]))
    return HttpResponseRedirect(reverse("portal:form_step", args=[draft_uuid, saved.next_step]))


def _change_files(
    request: HttpRequest, view: DraftView, page: FormStep, actor: Actor, action: str
) -> dict[str, str]:
    """Take in what was uploaded, remove what was asked; return refusals by path."""
    refused: dict[str, str] = {}
    draft_uuid, now = view.draft.uuid, clock.now()
    for path, file in request.FILES.items():
        if not isinstance(file, UploadedFile):
            continue
        try:
            services.add_file(
                draft_uuid=draft_uuid,
                path=path,
                content=file.read(),
                file_name=file.name or "",
                media_type=file.content_type or "",
                actor=actor,
                at=now,
            )
        except Refusal as refusal:
            refused[path] = str(refusal.message)
    deed, _colon, rest = action.partition(":")
    path, _colon, document = rest.rpartition(":")
    if deed == "datei-weg" and path:
        try:
            document_uuid = UUID(document)
        except ValueError:
            raise Http404(document) from None
        services.remove_file(
            draft_uuid=draft_uuid, path=path, document_uuid=document_uuid, actor=actor, at=now
        )
    return refused


def _step_page(
    request: HttpRequest,
    view: DraftView,
    page: FormStep,
    raw: Any,
    told: list[Problem],
    refused: dict[str, str] | None = None,
) -> HttpResponse:
    found = procedure(view.draft.procedure_key)
    language = language_of(request)
    has_files = any(field.kind is FieldKind.FILE for field in page.fields)
    held = queries.files_of(view) if has_files else {}
    filled = forms.Filled(
        answers=view.draft.answers,
        raw=raw,
        problems=told,
        prefill=view.draft.prefill,
        files={uuid: (document.file_name, document.size) for uuid, document in held.items()},
        refused=refused or {},
    )
    shown = forms.step_view(found, view.form, page, filled, language)
    current, total = queries.position(view, page.key)
    context = {
        "draft": view.draft,
        "service": found.title(language),
        "step": shown,
        "current": current,
        "total": total,
        "errors": shown.errors,
        "page_errors": bool(shown.errors),
        "asked_more": "neu" in request.GET,
        "is_first": current == 1,
    }
    return render(request, "portal/step.html", context)


def _check_page(
    request: HttpRequest, view: DraftView, errors: dict[str, str], refusal: str
) -> HttpResponse:
    found = procedure(view.draft.procedure_key)
    language = language_of(request)
    missing = _missing(view, language)
    context = {
        "draft": view.draft,
        "service": found.title(language),
        "pages": queries.summary_of(view, language),
        "missing": missing,
        "missing_paths": {row["path"] for row in missing},
        "prefill": {
            path: view.draft.answers.get(path) == value
            for path, value in view.draft.prefill.items()
        },
        "asks_declaration": _asks_declaration(view.form),
        "next_steps": queries.next_steps(found, language),
        "errors": list(errors.items()),
        "error": errors,
        "page_errors": bool(errors),
        "refusal": refusal,
        "consent": request.POST.get(CONSENT) or request.GET.get(CONSENT, ""),
        "declared": bool(request.POST.get(DECLARATION)),
        "consent_options": consent_options(found.law),
        "total": len(asked_steps(view.form, view.draft.answers)) + 1,
        "back_url": _last_url(view),
    }
    return render(request, "portal/check.html", context)


def _unanswered(request: HttpRequest, view: DraftView) -> list[str]:
    """Name what must be answered on the check page itself; nothing once it was sent."""
    if view.draft.submitted_at is not None:
        return []
    names = []
    if request.POST.get(CONSENT) not in (YES, NO):
        names.append(CONSENT)
    if _asks_declaration(view.form) and not request.POST.get(DECLARATION):
        names.append(DECLARATION)
    return names


def _told(request: HttpRequest) -> dict[str, str]:
    """Return the sentences for what was not answered when the page was sent."""
    known = {
        CONSENT: _("Wählen Sie, wie der Bescheid zu Ihnen kommen soll."),
        DECLARATION: _("Bestätigen Sie, dass Ihre Angaben stimmen."),
    }
    return {name: known[name] for name in request.GET.get("fehlt", "").split() if name in known}


def _missing(view: DraftView, language: str) -> list[dict[str, str]]:
    found = procedure(view.draft.procedure_key)
    rows = []
    for problem in check_form(view.form, view.draft.answers):
        page = step_of(view.form, problem.path, view.draft.answers)
        url = reverse("portal:form_step", args=[view.draft.uuid, page.key])
        rows.append(
            {
                "path": problem.path,
                "label": queries.label_of(found, problem.path, language),
                "text": problems.sentence(problem, found, view.form, language),
                "url": f"{url}#{forms.field_id(problem.path)}",
            }
        )
    return rows


def _asks_declaration(form: Form) -> bool:
    """Ask for the general declaration only where the form has none of its own."""
    return not any(field.kind is FieldKind.DECLARATION for field in form.fields())


def _require_in_time(view: DraftView) -> None:
    if view.draft.expires_on < clock.today():
        raise DraftExpired


def _page(view: DraftView, step_key: str) -> FormStep | None:
    """Return a page of the form, or None when it is not asked (any more)."""
    for page in asked_steps(view.form, view.draft.answers):
        if page.key == step_key:
            return page
    if step_key not in {page.key for page in view.form.steps}:
        raise Http404(step_key)
    return None


def _url_before(view: DraftView, page: FormStep) -> str:
    keys = [asked.key for asked in asked_steps(view.form, view.draft.answers)]
    here = keys.index(page.key)
    if here == 0:
        return reverse("portal:apply", args=[view.draft.procedure_key])
    return reverse("portal:form_step", args=[view.draft.uuid, keys[here - 1]])


def _last_url(view: DraftView) -> str:
    last = asked_steps(view.form, view.draft.answers)[-1]
    return reverse("portal:form_step", args=[view.draft.uuid, last.key])


def _sent_url(draft_uuid: UUID, *, again: bool) -> str:
    url = reverse("portal:form_sent", args=[draft_uuid])
    return f"{url}?schon=1" if again else url


def _anchor(action: str) -> str:
    """Return where on the page somebody was when they pressed a button inside it."""
    deed, _colon, rest = action.partition(":")
    key = rest.partition(":")[0]
    return forms.field_id(key) if deed.startswith("datei") else f"{key}-1"


def _lines(found: Any, key: str, language: str) -> list[str]:
    return list(found.texts.lines(key, language)) if found.texts.find(key, language) else []
