"""Fetching from a register on a page of the form: choosing, using what came or not, reporting.

The buttons belong to the form of the page, so that what was typed and chosen on it is saved first.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications import queries, services
from amt.contract.registry import procedure
from amt.front.frame import forms
from amt.front.portal import file_changes
from amt.front.portal.access import opened_page
from amt.front.portal.drafts import own_draft, require_in_time, sent_url
from amt.front.portal.entries import entries_changed
from amt.front.portal.lookups import PROBLEM_KEY, box_of
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal

DEED = "register"


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def lookup(request: HttpRequest, draft_uuid: UUID, lookup_key: str) -> HttpResponse:
    """Show one lookup by itself, for a page that waits; or do what its button says."""
    actor, view = own_draft(request, draft_uuid)
    if view.draft.submitted_at is not None:
        return HttpResponseRedirect(sent_url(draft_uuid, again=True))
    require_in_time(view)
    found = procedure(view.draft.procedure_key)
    shown = {one.lookup.key: one for one in queries.lookups_of(view.draft, actor)}
    if lookup_key not in shown:
        raise NotVisible("lookup", lookup_key)
    if request.method != "POST":
        box = box_of(shown[lookup_key], found, view.form, view.draft, language_of(request))
        return render(request, "portal/_lookup.html", {"box": box})
    step_key = shown[lookup_key].lookup.step
    raw = forms.raw_from(request.POST)
    if forms.SHOWN in raw:
        services.save_step(
            draft_uuid=draft_uuid,
            step_key=step_key,
            raw=entries_changed(view.form, raw, ""),
            actor=actor,
            at=clock.now(),
        )
    # Without scripts the files chosen on the page come with its form, and only this once.
    told = list(file_changes.change_draft(request, draft_uuid, actor, "").values())
    try:
        _do(request, draft_uuid, lookup_key, actor)
    except Refusal as refusal:
        told.append(str(refusal.message))
    if told:
        request.session[PROBLEM_KEY] = [str(draft_uuid), lookup_key, " ".join(told)]
    here = reverse("portal:form_step", args=[draft_uuid, step_key])
    return HttpResponseRedirect(f"{here}#register-{lookup_key}")


def _do(request: HttpRequest, draft_uuid: UUID, key: str, actor: Actor) -> None:
    posted, now = request.POST, clock.now()
    match posted.get(DEED):
        case "abrufen" | "selbst" as choice:
            services.choose_lookup(
                draft_uuid=draft_uuid,
                lookup_key=key,
                fetch=choice == "abrufen",
                consents=bool(posted.get(f"zustimmung-{key}")),
                actor=actor,
                at=now,
            )
        case "uebernehmen":
            services.use_lookup(
                draft_uuid=draft_uuid,
                lookup_key=key,
                replace=[str(one) for one in posted.getlist(f"ersetzen-{key}")],
                actor=actor,
                at=now,
            )
        case "ablehnen":
            services.refuse_lookup(draft_uuid=draft_uuid, lookup_key=key, actor=actor, at=now)
        case "melden":
            _report(request, draft_uuid, key, actor)


def _report(request: HttpRequest, draft_uuid: UUID, key: str, actor: Actor) -> None:
    view = queries.get_draft(actor, draft_uuid)
    asked = next(
        one.lookup for one in queries.lookups_of(view.draft, actor) if one.lookup.key == key
    )
    wrong = [str(one) for one in request.POST.getlist(f"falsch-{key}")]
    services.report_lookup(
        draft_uuid=draft_uuid,
        lookup_key=key,
        attributes=services.attributes_of(asked, wrong),
        note=request.POST.get(f"falsch-text-{key}", ""),
        actor=actor,
        at=clock.now(),
    )
