"""The grants of a run: what was, what would be, and the results that people check."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services as case_services
from amt.capabilities.grants import queries, services
from amt.capabilities.worklist import queries as worklist
from amt.capabilities.worklist import services as worklist_services
from amt.contract.assessment import Assessment
from amt.design import formats
from amt.front.desk import facts_page, grant_words
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import procedure_title
from amt.front.frame.assessment import AssessmentView, assessment_view
from amt.front.frame.inputs import Origin, input_views
from amt.kernel import clock
from amt.kernel.errors import Refusal
from amt.kernel.money import Money

PAGE = queries.PAGE_SIZE
SHOWN = {
    "alle": "all",
    "stichprobe": "sample",
    "von-hand": "people",
    "gleich": "same",
    "entschieden": "decided",
    "offen": "open",
}
LONGEST_NOTE = 1_000


@staff_only
@require_safe
def show_all(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Show a page of the grants of a run, before and after."""
    actor, show = actor_of(request), request.GET.get("zeige", "alle")
    show = show if show in SHOWN else "alle"
    after = request.GET.get("nach", "")
    found = queries.list_items(
        actor,
        run_uuid,
        show=SHOWN[show],
        after=int(after) if after.isdecimal() and len(after) < 18 else 0,
        limit=PAGE + 1,
    )
    view, items = queries.get_run(actor, run_uuid), found[:PAGE]
    base = reverse("desk:bulk_items", args=[run_uuid])
    context = desk_page(
        request,
        area="grants",
        run=view.run,
        title=procedure_title(view.run.procedure_key),
        tabs=[(label, f"{base}?zeige={key}", key == show) for key, label in _tabs()],
        columns=_columns(),
        rows=[_row(item) for item in items],
        next_url=f"{base}?zeige={show}&nach={items[-1].pk}" if len(found) > PAGE else "",
        first_url=f"{base}?zeige={show}" if after else "",
    )
    return render(request, "desk/bulk_items.html", context)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, item_uuid: UUID) -> HttpResponse:
    """Show a result with its calculation, and note what a person found."""
    note, error = request.POST.get("anmerkung", "").strip()[:LONGEST_NOTE], ""
    if request.method == "POST" and "erledigt" in request.POST:
        return _close(request, item_uuid, note)
    if request.method == "POST":
        try:
            item = services.check_item(
                item_uuid=item_uuid,
                is_right=request.POST.get("ergebnis") == "richtig",
                note=note,
                actor=actor_of(request),
                at=clock.now(),
            )
        except services.NoteNeeded as refusal:
            error = str(refusal.message)
        except Refusal as refusal:
            messages.warning(request, str(refusal.message))
            return HttpResponseRedirect(reverse("desk:bulk_item", args=[item_uuid]))
        else:
            return _on(request, item)
    view = queries.get_item(actor_of(request), item_uuid)
    context = _context(request, view)
    context |= {"note": note, "note_error": error, "page_errors": bool(error)}
    context["errors"] = [("anmerkung", error)] if error else []
    case_services.note_viewed(
        case_uuid=view.item.case_uuid, actor=actor_of(request), at=clock.now()
    )
    return render(request, "desk/bulk_item.html", context, status=422 if error else 200)


def _close(request: HttpRequest, item_uuid: UUID, note: str) -> HttpResponse:
    """Note that nothing is left to do about a grant that was left to people."""
    view = queries.get_item(actor_of(request), item_uuid)
    try:
        for one in worklist.items_about(queries.ITEM, view.item.uuid):
            worklist_services.close_item(
                item_uuid=one.uuid, note=note, actor=actor_of(request), at=clock.now()
            )
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(
            request, _("%(reference)s ist erledigt.") % {"reference": view.item.reference}
        )
    return HttpResponseRedirect(reverse("desk:bulk_item", args=[item_uuid]))


def _on(request: HttpRequest, item: queries.BulkItem) -> HttpResponse:
    """Lead to the next result of the sample, or back to the run."""
    if item.verdict == "wrong":
        messages.warning(request, _("Der Lauf ist abgebrochen. Es wurde nichts entschieden."))
        return HttpResponseRedirect(reverse("desk:bulk_run", args=[item.run.uuid]))
    following = queries.next_unchecked(item)
    messages.success(request, _("%(reference)s ist bestätigt.") % {"reference": item.reference})
    if following is None:
        return HttpResponseRedirect(reverse("desk:bulk_run", args=[item.run.uuid]))
    return HttpResponseRedirect(reverse("desk:bulk_item", args=[following]))


def _context(request: HttpRequest, view: queries.ItemView) -> dict[str, Any]:
    item = view.item
    return desk_page(
        request,
        area="grants",
        item=item,
        run=item.run,
        title=procedure_title(item.run.procedure_key),
        state=grant_words.item_state(item),
        problem=grant_words.item_problem(item.problem or view.problem),
        before=_view(request, view, view.before),
        assessment=_view(request, view, view.after),
        before_amount=formats.money(Money(item.before_cents)),
        after_amount=_money(item.after_cents),
        may_check=item.sampled and item.run.state == queries.RunState.SAMPLING,
        waits=worklist.items_about(queries.ITEM, item.uuid),
        longest_note=LONGEST_NOTE,
    )


def _view(
    request: HttpRequest, view: queries.ItemView, assessment: Assessment | None
) -> AssessmentView | None:
    if assessment is None or view.procedure is None:
        return None
    language = get_language() or "de"
    facts = cases.get_case(actor_of(request), view.item.case_uuid).facts
    values = {one.record.path: one.record.value for one in facts if one.record.value is not None}
    origins = {one.record.path: Origin(*facts_page.origin_of(one.record)) for one in facts}
    known = input_views(view.procedure, values, language, origins=origins)
    return assessment_view(assessment, view.procedure, language, known)


def _tabs() -> list[tuple[str, str]]:
    return [
        ("alle", _("Alle")),
        ("stichprobe", _("Stichprobe")),
        ("von-hand", _("Von Hand")),
        ("gleich", _("Bleibt gleich")),
        ("entschieden", _("Entschieden")),
        ("offen", _("Offen")),
    ]


def _columns() -> list[dict[str, Any]]:
    return [
        {"key": "reference", "label": _("Aktenzeichen")},
        {"key": "before", "label": _("Bisher im Monat"), "kind": "number"},
        {"key": "after", "label": _("Neu im Monat"), "kind": "number"},
        {"key": "more", "label": _("Unterschied"), "kind": "number"},
        {"key": "state", "label": _("Stand")},
    ]


def _row(item: queries.BulkItem) -> dict[str, Any]:
    label, kind = grant_words.item_state(item)
    who = item.checked_by
    told = _("geprüft von %(name)s") % {"name": who.full_name} if who else ""
    return {
        "reference": {
            "text": item.reference,
            "url": reverse("desk:bulk_item", args=[item.uuid]),
            "keys_item": True,
        },
        "before": formats.money(Money(item.before_cents)),
        "after": _money(item.after_cents),
        "more": _money(
            item.after_cents - item.before_cents if item.after_cents is not None else None
        ),
        "state": {
            "text": label,
            "badge": kind,
            "note": grant_words.item_problem(item.problem) or told,
        },
    }


def _money(cents: int | None) -> str:
    return formats.money(Money(cents)) if cents is not None else ""
