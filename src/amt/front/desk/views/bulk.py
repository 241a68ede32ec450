"""Deciding many running grants once more: start a run, see how far it is, release it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.grants import queries, services
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract.answers import Unreadable, read_field
from amt.contract.forms import Field, FieldKind
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.front.desk import grant_words
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import procedure_title
from amt.kernel import clock, installation, live
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal
from amt.kernel.money import Money

SAMPLE = 20
DEEDS = {
    "freigeben": services.release_run,
    "anhalten": services.pause_run,
    "fortsetzen": services.continue_run,
}


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_all(request: HttpRequest) -> HttpResponse:
    """Show the runs of my units and the form that starts one."""
    if request.method != "POST":
        return _list_page(request, {}, {})
    typed = {name: request.POST.get(name, "").strip() for name in ("leistung", "tag", "norm")}
    typed["stichprobe"] = request.POST.get("stichprobe", "").strip()
    typed["stelle"] = request.POST.get("stelle", "").strip()
    errors, read = _read(typed, actor_of(request))
    if errors:
        return _list_page(request, typed, errors)
    try:
        run = services.start_run(**read, actor=actor_of(request), at=clock.now())
    except Refusal as refusal:
        return _list_page(request, typed, {"leistung": str(refusal.message)})
    return HttpResponseRedirect(reverse("desk:bulk_run", args=[run.uuid]))


@staff_only
@require_safe
def show(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Show a run: how far it is, what it changes, what is to be done next."""
    return render(request, "desk/bulk_run.html", _run_context(request, run_uuid))


@staff_only
@require_safe
def progress(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Give the part of the page that moves, for pages that are open."""
    return render(request, "desk/_bulk_progress.html", _run_context(request, run_uuid))


@staff_only
@require_POST
def do(request: HttpRequest, run_uuid: UUID, deed: str) -> HttpResponse:
    """Release a run, let it stand still, let it go on, end it."""
    actor, at = actor_of(request), clock.now()
    try:
        if deed == "abbrechen":
            services.stop_run(
                run_uuid=run_uuid, note=request.POST.get("grund", "")[:1000], actor=actor, at=at
            )
        elif deed in DEEDS:
            DEEDS[deed](run_uuid=run_uuid, actor=actor, at=at)
        else:
            raise NotVisible("bulk_run", run_uuid)
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    return HttpResponseRedirect(reverse("desk:bulk_run", args=[run_uuid]))


def _run_context(request: HttpRequest, run_uuid: UUID) -> dict[str, Any]:
    view = queries.get_run(actor_of(request), run_uuid)
    run, found, language = view.run, view.progress, get_language() or "de"
    procedure = {one.key: one for one in queries.runnable()}.get(run.procedure_key)
    is_trial = run.state == queries.RunState.TRYING
    base = installation.live_url()
    topic = queries.topic_of(run)
    return desk_page(
        request,
        area="grants",
        view=view,
        run=run,
        progress=found,
        title=procedure_title(run.procedure_key),
        norm=grant_words.norm_of(procedure, run.norm, language),
        state=grant_words.run_state(run),
        reason=grant_words.stop_reason(run),
        is_moving=run.state in (queries.RunState.TRYING, queries.RunState.RELEASED)
        and not run.stop_reason,
        may_continue=run.state == queries.RunState.PAUSED or bool(is_trial and run.stop_reason),
        done=found.total - found.waiting if is_trial else found.decided,
        of=found.total if is_trial else found.to_decide,
        before=formats.money(Money(found.before_cents)),
        after=formats.money(Money(found.after_cents)),
        more=formats.money(Money(found.after_cents - found.before_cents)),
        sample_is_done=found.checked == found.sampled,
        live_url=f"{base}/events/{live.token_for(topic)}" if base else "",
    )


def _read(typed: dict[str, str], actor: Actor) -> tuple[dict[str, str], dict[str, Any]]:
    """Read the form of a start; errors by field, else the values."""
    errors: dict[str, str] = {}
    procedure = {one.key: one for one in queries.runnable()}.get(typed["leistung"])
    if procedure is None:
        errors["leistung"] = _("Wählen Sie eine Leistung.")
    units = [unit.id for unit in _units(actor)]
    unit = int(typed["stelle"]) if typed["stelle"].isdecimal() else next(iter(units), 0)
    if unit not in units:
        errors["stelle"] = _("Wählen Sie Ihre Stelle.")
    try:
        day = str(read_field(Field("tag", FieldKind.DATE, retention="run"), (typed["tag"],)) or "")
    except Unreadable:
        day = ""
    if not day:
        errors["tag"] = _("Geben Sie den Tag so ein: 1.1.2027.")
    norms = queries.norms_of(procedure) if procedure else ()
    if not typed["norm"] or (norms and typed["norm"] not in norms):
        errors["norm"] = _("Wählen Sie die Vorschrift, nach der neu entschieden wird.")
    if not typed["stichprobe"].isdecimal() or not 1 <= int(typed["stichprobe"]) <= 200:
        errors["stichprobe"] = _("Geben Sie eine Zahl von 1 bis 200 ein, zum Beispiel 20.")
    if errors:
        return errors, {}
    return {}, {
        "procedure_key": typed["leistung"],
        "unit_id": unit,
        "effective_on": date.fromisoformat(day),
        "norm": typed["norm"],
        "sample_size": int(typed["stichprobe"]),
    }


def _list_page(request: HttpRequest, typed: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    actor, language = actor_of(request), get_language() or "de"
    services_here = queries.runnable()
    context = desk_page(
        request,
        area="grants",
        columns=_columns(),
        rows=[_row(run, found) for run, found in queries.list_runs(actor)],
        procedures=[(one.key, one.title(language)) for one in services_here],
        units=[(str(unit.id), unit.name) for unit in _units(actor)],
        norms=_norms(services_here, language),
        typed={"stichprobe": str(SAMPLE), **typed},
        field_errors=errors,
        errors=list(errors.items()),
        page_errors=bool(errors),
    )
    return render(request, "desk/bulk_runs.html", context, status=422 if errors else 200)


def _norms(procedures: list[Procedure], language: str) -> list[tuple[str, str]]:
    found = {
        norm: grant_words.norm_of(one, norm, language)
        for one in procedures
        for norm in queries.norms_of(one)
    }
    return list(found.items())


def _units(actor: Actor) -> list[Any]:
    return [authorities.get_unit(unit) for unit in sorted(actor.unit_ids(*WORKING_ROLES))]


def _columns() -> list[dict[str, Any]]:
    return [
        {"key": "title", "label": _("Leistung")},
        {"key": "day", "label": _("Neue Werte ab")},
        {"key": "count", "label": _("Bewilligungen"), "kind": "number"},
        {"key": "decided", "label": _("Neu entschieden"), "kind": "number"},
        {"key": "started", "label": _("Begonnen")},
        {"key": "state", "label": _("Stand")},
    ]


def _row(run: queries.BulkRun, found: queries.Progress) -> dict[str, Any]:
    label, kind = grant_words.run_state(run)
    return {
        "title": {
            "text": procedure_title(run.procedure_key),
            "url": reverse("desk:bulk_run", args=[run.uuid]),
            "keys_item": True,
        },
        "day": formats.date_short(run.effective_on),
        "count": formats.number(found.total),
        "decided": formats.number(found.decided),
        "started": {
            "text": formats.date_short(run.started_at),
            "note": run.started_by.full_name if run.started_by else _("Technischer Betrieb"),
        },
        "state": {"text": label, "badge": kind},
    }
