"""What is paid monthly: the grants of my units, what ends first at the top."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amt.capabilities.cases import queries as cases
from amt.capabilities.grants import queries
from amt.design import formats
from amt.front.desk import grant_words
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import procedure_title
from amt.kernel import clock
from amt.kernel.money import Money

PAGE = queries.PAGE_SIZE


@staff_only
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a page of the running grants."""
    search = request.GET.get("q", "").strip()[:40]
    found = queries.list_grants(
        actor_of(request), search=search, after=_place(request.GET.get("nach", "")), limit=PAGE + 1
    )
    grants = found[:PAGE]
    names = cases.party_names([grant.case_uuid for grant in grants])
    last = grants[-1] if len(found) > PAGE else None
    base = reverse("desk:grants")
    context = desk_page(
        request,
        area="grants",
        search=search,
        columns=_columns(),
        rows=[_row(grant, names.get(grant.case_uuid, "")) for grant in grants],
        next_url=_address(base, q=search, nach=f"{last.ends_on.isoformat()}.{last.pk}")
        if last
        else "",
        first_url=_address(base, q=search) if "nach" in request.GET else "",
    )
    return render(request, "desk/grants.html", context)


def _columns() -> list[dict[str, Any]]:
    return [
        {"key": "reference", "label": _("Aktenzeichen")},
        {"key": "title", "label": _("Leistung")},
        {"key": "person", "label": _("Person")},
        {"key": "span", "label": _("Zeitraum")},
        {"key": "amount", "label": _("Im Monat"), "kind": "number"},
        {"key": "state", "label": _("Stand")},
    ]


def _row(grant: queries.Grant, person: str) -> dict[str, Any]:
    today = clock.today()
    label, kind = grant_words.grant_state(grant, today)
    return {
        "reference": {
            "text": grant.reference,
            "url": reverse("desk:case", args=[grant.case_uuid]),
            "keys_item": True,
        },
        "title": procedure_title(grant.procedure_key),
        "person": person,
        "span": _("%(start)s bis %(end)s")
        % {
            "start": formats.date_short(grant.starts_on),
            "end": formats.date_short(grant.ends_on),
        },
        "amount": _amount(grant, max(today, grant.starts_on)),
        "state": {"text": label, "badge": kind},
    }


def _amount(grant: queries.Grant, day: date) -> str:
    """Write what is paid in the month of a day; for months without amount that it is open."""
    if grant.open_from is not None and grant.open_from <= day:
        return _("noch offen")
    paid = formats.money(Money(grant.cents_in(day)))
    if grant.open_from is None:
        return paid
    later = {"amount": paid, "day": formats.date_short(grant.open_from)}
    return _("%(amount)s, ab %(day)s noch offen") % later


def _place(cursor: str) -> tuple[date, int] | None:
    """Read where the page before ended; anything else begins anew."""
    day, _dot, pk = cursor.partition(".")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        return None


def _address(base: str, **query: str) -> str:
    kept = {name: value for name, value in query.items() if value}
    return f"{base}?{urlencode(kept)}" if kept else base
