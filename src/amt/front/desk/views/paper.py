"""Scans of paper forms: taken in, what was found in them, sheets that nobody could assign."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.applications.queries import paper as papers
from amt.capabilities.applications.services import (
    paper_assigning,
    paper_entry,
    paper_printing,
    paper_scans,
)
from amt.contract.answers import Unreadable, read_field
from amt.contract.forms import Field, FieldKind
from amt.front.desk import intake, paper_page
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.frame import viewer
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal

FILE, DAY, PLACE, UNIT = "scan", "eingang", "stelle", "einheit"


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_all(request: HttpRequest) -> HttpResponse:
    """List the scans of the unit, and take one in."""
    actor = actor_of(request)
    units = paper_page.unit_options(actor)
    if not units:
        raise NotVisible("page", "paper")
    only = units[0][0] if len(units) == 1 else ""
    typed = {DAY: f"{clock.today():%d.%m.%Y}", PLACE: "", UNIT: only}
    if request.method != "POST":
        return _list(request, typed, {})
    typed = {name: request.POST.get(name, "") for name in (DAY, PLACE, UNIT)}
    typed[UNIT] = only or typed[UNIT]
    day, errors = _read(request, typed)
    if typed[UNIT] not in dict(units):
        errors[UNIT] = _("Wählen Sie, welche Stelle die Briefe geöffnet hat.")
    file = request.FILES.get(FILE)
    if errors or day is None or not isinstance(file, UploadedFile):
        return _list(request, typed, errors)
    try:
        batch = paper_scans.take_scan(
            content=file.read(),
            file_name=file.name or "",
            place=typed[PLACE],
            unit_id=int(typed[UNIT]),
            received_on=day,
            actor=actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _list(request, typed, {FILE: str(refusal.message)})
    messages.success(request, _("Der Scan ist da und wird gelesen."))
    return HttpResponseRedirect(reverse("desk:scan", args=[batch.uuid]))


@staff_only
@require_safe
def show(request: HttpRequest, batch_uuid: UUID) -> HttpResponse:
    """Show what was found in a scan."""
    batch = papers.get_batch(actor_of(request), batch_uuid)
    context = desk_page(
        request,
        area="paper",
        batch=batch,
        is_waiting=batch.state == papers.BatchState.WAITING,
        is_failed=batch.state == papers.BatchState.FAILED,
        problem=papers.problem_of_batch(batch),
        papers=[
            (paper_page.heading(one), one, reverse("desk:paper", args=[one.paper.uuid]))
            for one in papers.papers_of(batch)
        ],
        loose=[
            (one, reverse("desk:paper_sheet", args=[one.uuid]))
            for one in papers.loose_sheets_of(batch)
        ],
    )
    return render(request, "desk/scan.html", context)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, sheet_uuid: UUID) -> HttpResponse:
    """Show a sheet that belongs to nothing yet, and say where it belongs."""
    actor = actor_of(request)
    view = papers.get_sheet(actor, sheet_uuid)
    if request.method != "POST":
        return _sheet_page(request, view, {})
    chosen, note = request.POST.get("antrag", ""), request.POST.get("erledigung", "")
    options = dict(paper_page.candidate_options(view, get_language() or "de"))
    now = clock.now()
    try:
        if chosen in options:
            paper_uuid, number, label = chosen.split(":", 2)
            paper_assigning.assign_sheet(
                sheet_uuid=sheet_uuid,
                paper_uuid=UUID(paper_uuid),
                number=int(number) if number else None,
                label=label,
                actor=actor,
                at=now,
            )
        elif chosen == "wieder":
            paper_assigning.reopen_sheet(sheet_uuid=sheet_uuid, actor=actor, at=now)
            messages.success(request, _("Das Blatt wartet wieder."))
            return HttpResponseRedirect(request.path)
        elif chosen == "nichts":
            paper_assigning.settle_sheet(sheet_uuid=sheet_uuid, note=note, actor=actor, at=now)
        else:
            return _sheet_page(request, view, {"antrag": _("Wählen Sie, wohin das Blatt gehört.")})
    except Refusal as refusal:
        name = "erledigung" if chosen == "nichts" else "antrag"
        return _sheet_page(request, view, {name: str(refusal.message)})
    messages.success(request, _("Das Blatt ist zugeordnet."))
    return HttpResponseRedirect(reverse("desk:scan", args=[view.sheet.batch.uuid]))


@staff_only
@require_safe
def image(request: HttpRequest, sheet_uuid: UUID) -> HttpResponse:
    """Give the image of a sheet."""
    view = papers.get_sheet(actor_of(request), sheet_uuid)
    return viewer.page_image(request, view.sheet.document_uuid, 1)


@staff_only
@require_POST
def print_form(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Print the form of a case that lacks it; its scan will find the case again."""
    content = paper_printing.print_for_case(
        case_uuid=case_uuid, actor=actor_of(request), at=clock.now()
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="Formular.pdf"'
    return response


def _read(request: HttpRequest, typed: dict[str, str]) -> tuple[date | None, dict[str, str]]:
    errors: dict[str, str] = {}
    day = None
    try:
        read = read_field(Field(DAY, FieldKind.DATE, intake.KEEP), [typed[DAY]])
        day = date.fromisoformat(read)
    except Unreadable:
        errors[DAY] = _("Geben Sie den Tag an, an dem die Briefe ankamen, zum Beispiel 30.4.2026.")
    if typed[PLACE] not in [key for key, *_rest in intake.places()]:
        errors[PLACE] = _("Wählen Sie, für welchen Ort die Briefe sind.")
    if FILE not in request.FILES:
        errors[FILE] = _("Wählen Sie die PDF-Datei des Scanners aus.")
    return day, errors


def _list(request: HttpRequest, typed: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    actor = actor_of(request)
    units, rows = paper_page.unit_options(actor), papers.list_batches(actor)
    infected = papers.infected_batches(rows)
    context = desk_page(
        request,
        area="paper",
        batches=[
            (one, reverse("desk:scan", args=[one.uuid]), one.uuid in infected) for one in rows
        ],
        units=units if len(units) > 1 else [],
        typed=typed,
        places=intake.places(),
        error=errors,
        errors=list(errors.items()),
        page_errors=bool(errors),
    )
    return render(request, "desk/scans.html", context, status=422 if errors else 200)


def _sheet_page(
    request: HttpRequest, view: papers.SheetView, errors: dict[str, str]
) -> HttpResponse:
    one = view.sheet
    options = paper_page.candidate_options(view, get_language() or "de")
    context = desk_page(
        request,
        area="paper",
        sheet=one,
        is_loose=one.paper is None and one.settled_at is None,
        problem=paper_page.problem_of(one.problem),
        image_url=reverse("desk:paper_image", args=[one.uuid]),
        batch_url=reverse("desk:scan", args=[one.batch.uuid]),
        paper_url=reverse("desk:paper", args=[one.paper.uuid]) if one.paper else "",
        options=[*options, ("nichts", _("Es gehört zu keinem Antrag aus diesem Scan"))],
        chosen=request.POST.get("antrag", options[0][0] if len(options) == 1 else ""),
        note=request.POST.get("erledigung", ""),
        longest_note=paper_entry.LONGEST_NOTE,
        error=errors,
        errors=list(errors.items()),
        page_errors=bool(errors),
    )
    return render(request, "desk/paper_sheet.html", context, status=422 if errors else 200)
