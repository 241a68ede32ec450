"""The outgoing post of my units: print letters, one or a stack, and note that they were posted."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.dispatch import queries, services
from amt.contract.answers import Unreadable, read_field
from amt.contract.forms import Field, FieldKind
from amt.design import formats
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal

LETTERS = "brief"
DAY = "tag"
LONGEST_LIST = 100


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show the letters that wait, and note that the chosen ones were posted."""
    if request.method != "POST":
        return _page(request)
    chosen = _chosen(request)
    typed = request.POST.get(DAY, "").strip()
    errors: dict[str, str] = {} if chosen else {LETTERS: _("Wählen Sie mindestens einen Brief.")}
    try:
        day = read_field(Field(DAY, FieldKind.DATE, retention="letter"), (typed,))
    except Unreadable:
        day = None
    if not day:
        errors[DAY] = _("Geben Sie den Tag so ein: 21.11.2026.")
    if not errors:
        try:
            count = services.mark_all_posted(
                letter_uuids=chosen,
                actor=actor_of(request),
                at=clock.now(),
                posted_on=date.fromisoformat(day),
            )
        except Refusal as refusal:
            errors[DAY] = str(refusal.message)
        else:
            return _told(request, count)
    return _page(request, chosen=chosen, typed=typed, errors=errors)


@staff_only
@require_POST
def print_chosen(request: HttpRequest) -> HttpResponse:
    """Give the chosen letters as one file for the printer."""
    chosen = _chosen(request)
    if not chosen:
        return _page(request, errors={LETTERS: _("Wählen Sie mindestens einen Brief.")})
    return _file(queries.open_letters(actor_of(request), chosen), "Briefe.pdf")


@staff_only
@require_safe
def letter(request: HttpRequest, letter_uuid: UUID) -> HttpResponse:
    """Give one letter."""
    return _file(queries.open_letters(actor_of(request), {letter_uuid}), "Brief.pdf")


def _page(
    request: HttpRequest,
    *,
    chosen: set[UUID] | None = None,
    typed: str | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    waiting = queries.list_letters_to_print(actor, limit=LONGEST_LIST)
    problems = errors or {}
    first = f"{LETTERS}-{waiting[0].uuid}" if waiting else ""
    context = desk_page(
        request,
        area="post",
        columns=_columns(),
        rows=[_row(one, is_chosen=one.uuid in (chosen or set())) for one in waiting],
        total=queries.count_letters_to_print(actor),
        posted=[_posted(one) for one in queries.list_letters_posted(actor)],
        posted_columns=_posted_columns(),
        day=clock.today() if typed is None else typed,
        day_error=problems.get(DAY, ""),
        errors=[
            (first if field == LETTERS else field, problem) for field, problem in problems.items()
        ],
        page_errors=bool(problems),
    )
    return render(request, "desk/post.html", context, status=422 if problems else 200)


def _columns() -> list[dict[str, Any]]:
    return [
        {"key": "choice", "label": _("Auswahl")},
        {"key": "to", "label": _("Anschrift")},
        {"key": "since", "label": _("Wartet seit")},
        {"key": "letter", "label": _("Brief")},
    ]


def _row(one: queries.PrintJob, *, is_chosen: bool) -> dict[str, Any]:
    name, *address = one.address_lines or [""]
    return {
        "choice": _choice(one, name, is_chosen=is_chosen),
        "to": {"text": name, "note": ", ".join(address)},
        "since": {
            "text": formats.date_short(one.queued_at),
            "note": formats.time_of_day(one.queued_at),
        },
        "letter": {"text": _("PDF öffnen"), "url": reverse("desk:letter", args=[one.uuid])},
    }


def _choice(one: queries.PrintJob, name: str, *, is_chosen: bool) -> SafeString:
    context = {
        "id": f"{LETTERS}-{one.uuid}",
        "name": LETTERS,
        "value": one.uuid,
        "reference": one.reference or _("ohne Aktenzeichen"),
        "to": name,
        "checked": is_chosen,
    }
    return render_to_string("desk/_letter_choice.html", context)


def _posted_columns() -> list[dict[str, Any]]:
    return [
        {"key": "reference", "label": _("Aktenzeichen")},
        {"key": "to", "label": _("Empfänger")},
        {"key": "on", "label": _("Abgesandt am")},
    ]


def _posted(one: queries.PrintJob) -> dict[str, Any]:
    return {
        "reference": one.reference or _("ohne Aktenzeichen"),
        "to": next(iter(one.address_lines), ""),
        "on": formats.date_short(one.posted_at) if one.posted_at else "",
    }


def _chosen(request: HttpRequest) -> set[UUID]:
    """Return what was ticked. :raises NotVisible: when it is no id of a letter."""
    try:
        return {UUID(value) for value in request.POST.getlist(LETTERS)[:LONGEST_LIST]}
    except ValueError:
        raise NotVisible("letter", "") from None


def _told(request: HttpRequest, count: int) -> HttpResponse:
    told = ngettext(
        "Ein Brief ist als abgesandt vermerkt.",
        "%(count)s Briefe sind als abgesandt vermerkt.",
        count,
    )
    messages.success(request, told % {"count": count})
    return HttpResponseRedirect(reverse("desk:post"))


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
