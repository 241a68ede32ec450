"""The worklist: what waits for the unit, for me, and what is done."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amt.capabilities.identity import queries as identity
from amt.capabilities.worklist import queries, services
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import item_rows
from amt.kernel import clock
from amt.kernel.errors import Refusal

VIEWS = {"meine": queries.View.MINE, "team": queries.View.UNIT, "erledigt": queries.View.DONE}
ORDERS = {"frist": queries.Order.DUE, "eingang": queries.Order.AGE}


@staff_only
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a page of the worklist."""
    view = request.GET.get("ansicht", "team")
    order = request.GET.get("sortierung", "frist")
    search = request.GET.get("q", "").strip()[:40]
    view = view if view in VIEWS else "team"
    order = order if order in ORDERS else "frist"
    actor = actor_of(request)
    if identity.is_agent(actor) and not actor.unit_ids(*queries.WORKING_ROLES):
        return HttpResponseRedirect(reverse("agent:start"))
    try:
        page = queries.list_items(
            actor,
            view=VIEWS[view],
            order=ORDERS[order],
            search=search,
            after=request.GET.get("nach", ""),
        )
    except queries.BadCursor:
        return HttpResponseRedirect(_address(ansicht=view, sortierung=order, q=search))
    context = desk_page(
        request,
        area="worklist",
        view=view,
        order=order,
        search=search,
        is_later_page="nach" in request.GET,
        rows=item_rows(page.items, actor),
        sorts=[
            (_("Nach Frist"), _address(ansicht=view, q=search), order == "frist"),
            (
                _("Nach Eingang"),
                _address(ansicht=view, sortierung="eingang", q=search),
                order == "eingang",
            ),
        ],
        next_url=_address(ansicht=view, sortierung=order, q=search, nach=page.next_cursor)
        if page.next_cursor
        else "",
        first_url=_address(ansicht=view, sortierung=order, q=search),
        here=request.get_full_path(),
    )
    context["tabs"] = _tabs(context["item_counts"], view)
    return render(request, "desk/worklist.html", context)


@staff_only
@require_POST
def take(request: HttpRequest, item_uuid: UUID) -> HttpResponse:
    """Take an item."""
    return _assign(request, item_uuid, account_id=actor_of(request).account_id)


@staff_only
@require_POST
def give_back(request: HttpRequest, item_uuid: UUID) -> HttpResponse:
    """Give an item back to the unit."""
    return _assign(request, item_uuid, account_id=None)


def _assign(request: HttpRequest, item_uuid: UUID, *, account_id: int | None) -> HttpResponse:
    try:
        item = services.assign_item(
            item_uuid=item_uuid, account_id=account_id, actor=actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        told = (
            _("%(reference)s gehört jetzt zu Ihren Aufgaben.")
            if account_id
            else _("%(reference)s liegt wieder beim Team.")
        )
        messages.success(request, told % {"reference": item.reference})
    return HttpResponseRedirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    back = request.POST.get("zurueck", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if is_ours else reverse("desk:worklist")


def _tabs(counts: queries.Counts, view: str) -> list[tuple[str, str, bool, int | None]]:
    return [
        (_("Team"), _address(ansicht="team"), view == "team", counts.unit),
        (_("Meine"), _address(ansicht="meine"), view == "meine", counts.mine),
        (_("Erledigt"), _address(ansicht="erledigt"), view == "erledigt", None),
    ]


def _address(**query: str) -> str:
    usual = {"ansicht": "team", "sortierung": "frist"}
    kept = {name: value for name, value in query.items() if value and value != usual.get(name)}
    base = reverse("desk:worklist")
    return f"{base}?{urlencode(kept)}" if kept else base
