"""One page of an application: shown, saved, its files taken in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.queries import DraftView
from amt.contract.answers import Problem, asked_steps, read_step
from amt.contract.forms import FieldKind, FormStep
from amt.contract.registry import procedure
from amt.front.frame import forms, streets, uploads
from amt.front.frame.acting import without_autofill
from amt.front.frame.actors import actors_for
from amt.front.portal import changing, file_changes, kept, known, lookups, session_time
from amt.front.portal.access import to_sign_in, unkept
from amt.front.portal.drafts import (
    begin_url,
    later_url,
    own_draft,
    require_in_time,
    sent_url,
)
from amt.front.portal.entries import entries_changed, place_after
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import Actor


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, draft_uuid: UUID, step_key: str) -> HttpResponse:
    """Show one page of the form, or save it and go where its button says."""
    if not actors_for(request, draft_uuid):
        if request.method == "POST":
            kept.keep(request, draft_uuid, step_key, forms.raw_from(request.POST))
        return to_sign_in(request)
    actor, view = own_draft(request, draft_uuid)
    if view.draft.submitted_at is not None:
        return HttpResponseRedirect(sent_url(draft_uuid, again=True))
    page = _page(view, step_key)
    if page is None:
        return HttpResponseRedirect(reverse("portal:form_check", args=[draft_uuid]))
    if request.method == "POST":
        return unkept(_save(request, view, page, actor))
    require_in_time(view)
    session_time.touch(request)
    typed = kept.take(request, draft_uuid, step_key)
    if typed is not None:
        services.save_step(
            draft_uuid=draft_uuid, step_key=step_key, raw=typed, actor=actor, at=clock.now()
        )
        view = queries.get_draft(actor, draft_uuid)
    raw = view.draft.raw.get(step_key, {})
    told: list[Problem] = []
    if "fehler" in request.GET and step_key in view.draft.raw:
        answers = view.draft.answers
        found = read_step(view.form, page, raw, answers)[1]
        # What was saved by itself meanwhile is not missing, though it did not come with the page.
        told = [one for one in found if one.path in raw or one.path not in answers]
    return unkept(_step_page((request, actor), view, page, raw, told))


def _save(request: HttpRequest, view: DraftView, page: FormStep, actor: Actor) -> HttpResponse:
    action = request.POST.get(forms.ACTION, "weiter")
    raw = streets.taken(forms.raw_from(request.POST), action)
    raw = entries_changed(view.form, raw, action)
    action = "weiter" if action.startswith(f"{streets.TAKE}:") else action
    draft_uuid = view.draft.uuid
    refused = file_changes.change_draft(request, draft_uuid, actor, action)
    saved = services.save_step(
        draft_uuid=draft_uuid, step_key=page.key, raw=raw, actor=actor, at=clock.now()
    )
    if refused:
        fresh = queries.get_draft(actor, draft_uuid)
        return _step_page((request, actor), fresh, page, raw, [], refused)
    if action == "weiter":
        way = _way_on(view, page, saved, raw, comes_back=changing.comes_from_check(request))
        return HttpResponseRedirect(way)
    return HttpResponseRedirect(_way_aside(view, page, action, raw))


def _way_on(
    view: DraftView,
    page: FormStep,
    saved: services.StepResult,
    raw: dict[str, list[str]],
    *,
    comes_back: bool,
) -> str:
    """Return where "go on" leads: to what is wrong, to a question about a street, or onwards."""
    here = reverse("portal:form_step", args=[view.draft.uuid, page.key])
    way = f"&{changing.FROM}={changing.CHECK}" if comes_back else ""
    if saved.problems:
        new = forms.newly_asked(saved.problems, raw)
        only_new = all(problem.path in new for problem in saved.problems)
        return f"{here}?{'neu' if only_new else 'fehler'}=1{way}"
    if streets.doubts(page, saved.draft.answers, raw.get(streets.ASKED, [])):
        return f"{here}?{streets.TAKE}=1{way}"
    if saved.next_step is None or comes_back:
        return reverse("portal:form_check", args=[view.draft.uuid])
    return reverse("portal:form_step", args=[view.draft.uuid, saved.next_step])


def _way_aside(view: DraftView, page: FormStep, action: str, raw: dict[str, list[str]]) -> str:
    """Return where the other buttons of a page lead; what was typed is saved."""
    if action == "zurueck":
        return _url_before(view, page)
    if action == "spaeter":
        return later_url(view.draft)
    if action == "drucken":
        return reverse("portal:form_print", args=[view.draft.uuid])
    here = reverse("portal:form_step", args=[view.draft.uuid, page.key])
    return changing.page_wanted(view, action) or f"{here}#{_anchor(action, raw)}"


def _step_page(
    asked: tuple[HttpRequest, Actor],
    view: DraftView,
    page: FormStep,
    raw: Any,
    told: list[Problem],
    refused: dict[str, str] | None = None,
) -> HttpResponse:
    request, actor = asked
    found = procedure(view.draft.procedure_key)
    language = language_of(request)
    has_files = any(field.kind is FieldKind.FILE for field in page.fields)
    held = queries.files_of(view) if has_files else {}
    filled = forms.Filled(
        answers=view.draft.answers,
        raw=raw,
        problems=told,
        prefill=view.draft.prefill,
        carried=known.carried_marks(view.draft),
        files={uuid: (document.file_name, document.size) for uuid, document in held.items()},
        refused=refused or {},
    )
    shown = forms.step_view(found, view.form, page, filled, language)
    without_autofill(actor, shown)
    current, total = queries.position(view, page.key)
    context = {
        "draft": view.draft,
        "service": found.title(language),
        "step": shown,
        "step_key": page.key,
        "current": current,
        "total": total,
        "errors": shown.errors,
        "page_errors": bool(shown.errors),
        "asked_more": "neu" in request.GET,
        "is_first": current == 1,
        "doubts": streets.doubts(page, view.draft.answers) if streets.TAKE in request.GET else (),
        "topics": changing.topics_shown(view, page.key, language),
        "back_to_check": changing.comes_from_check(request),
        "code": queries.code_of_draft(view.draft),
        "autosave_url": reverse("portal:form_field", args=[view.draft.uuid]),
        **session_time.parts(request),
        **lookups.lookup_parts(request, view, actor, page.key),
    }
    if has_files:
        context |= uploads.draft_parts(view.draft.uuid, actor)
    return render(request, "portal/step.html", context)


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
        return begin_url(view.draft)
    return reverse("portal:form_step", args=[view.draft.uuid, keys[here - 1]])


def _anchor(action: str, raw: dict[str, list[str]]) -> str:
    """Return where on the page somebody was when they pressed a button inside it."""
    deed, _colon, rest = action.partition(":")
    if deed.startswith("datei"):
        return forms.field_id(rest.partition(":")[0])
    return place_after(raw, action)
