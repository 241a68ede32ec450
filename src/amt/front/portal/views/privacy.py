"""Who saw or got which data of somebody, why and by which norm; asking about it, taking it along.

The signed-in person sees their own list alone (Regulation 2016/679, article 15; section 10 OZG).
"""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services
from amt.design import formats
from amt.front.frame.actors import find_actor
from amt.front.portal.access import personal_page
from amt.front.portal.accesses import (
    ACCESS,
    TRANSFER,
    AccessRow,
    access_page,
    own_row,
    unit_to_ask,
    whole_list,
)
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible, Refusal

DAYS = {"30": 30, "365": 365}
KINDS = {"zugriff": ACCESS, "weitergabe": TRANSFER}
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")


@require_safe
@personal_page
def accesses(request: HttpRequest) -> HttpResponse:
    """List every access and every transfer about the signed-in person, newest first."""
    _actor, account_id = _reader(request)
    return _page(request, account_id)


@require_safe
@personal_page
def print_list(request: HttpRequest) -> HttpResponse:
    """Show the whole list on one page, for printing or keeping as PDF."""
    _actor, account_id = _reader(request)
    rows = whole_list(account_id, language_of(request))
    context = {"entries": _entries(rows), "count": len(rows), "now": clock.now()}
    return render(request, "portal/accesses_print.html", context)


@require_POST
@personal_page
def ask(request: HttpRequest, kind: str, about: UUID) -> HttpResponse:
    """Ask the office about an entry, in one click or with words of one's own."""
    actor, account_id = _reader(request)
    about_kind = KINDS.get(kind, "")
    row = own_row(account_id, about_kind, about, language_of(request)) if about_kind else None
    if row is None:
        raise NotVisible("data_access", about)
    try:
        question = services.ask_about_access(
            about_kind=about_kind,
            about_id=about,
            unit_id=unit_to_ask(account_id, about_kind, about),
            text=request.POST.get("frage", ""),
            actor=actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _page(request, account_id, problem=str(refusal.message))
    return HttpResponseRedirect(f"{reverse('portal:accesses')}?gefragt={question.reference}")


@require_safe
@personal_page
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Hand down the whole list as JSON or CSV."""
    _actor, account_id = _reader(request)
    rows = whole_list(account_id, language_of(request))
    name = f"datenzugriffe-{clock.today().isoformat()}.{form}"
    if form == "json":
        response: HttpResponse = JsonResponse(
            {"created_at": clock.now().isoformat(), "entries": [_plain(row) for row in rows]},
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )
    elif form == "csv":
        response = HttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    else:
        raise NotVisible("page", form)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _reader(request: HttpRequest) -> tuple[Actor, int]:
    """Return who reads their own list. :raises NotVisible: for everybody but residents."""
    actor = find_actor(request)
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("data_access", "")
    return actor, actor.account_id


def _page(request: HttpRequest, account_id: int, *, problem: str = "") -> HttpResponse:
    who, days = request.GET.get("wer", ""), request.GET.get("zeitraum", "")
    who = who if who in identity.AccessKind.values else ""
    since = clock.now() - timedelta(days=DAYS[days]) if days in DAYS else None
    after = request.GET.get("nach", "")
    try:
        page = access_page(account_id, language_of(request), by_kind=who, since=since, after=after)
    except ValueError:
        return HttpResponseRedirect(_address(who, days))
    asked = identity.questions_of(account_id).values()
    context = {
        "entries": _entries(page.rows),
        "kinds": identity.AccessKind.choices,
        "who": who,
        "days": days if days in DAYS else "",
        "periods": [("30", _("letzte 30 Tage")), ("365", _("letzte 12 Monate"))],
        "is_narrowed": bool(who or since),
        "next_url": _address(who, days, page.next_cursor) if page.next_cursor else "",
        "first_url": _address(who, days) if after else "",
        "asked": next((one for one in asked if one.reference == request.GET.get("gefragt")), None),
        "problem": problem,
    }
    return render(request, "portal/accesses.html", context, status=422 if problem else 200)


def _address(who: str, days: str, after: str = "") -> str:
    told = {"wer": who, "zeitraum": days, "nach": after}
    query = urlencode({key: value for key, value in told.items() if value})
    page = reverse("portal:accesses")
    return f"{page}?{query}" if query else page


def _entries(rows: list[AccessRow] | tuple[AccessRow, ...]) -> list[tuple[str, list[AccessRow]]]:
    """Put the rows of a day below its name."""
    days: dict[str, list[AccessRow]] = {}
    for row in rows:
        days.setdefault(formats.date_long(row.at), []).append(row)
    return list(days.items())


def _plain(row: AccessRow) -> dict[str, object]:
    return {
        "id": str(row.uuid),
        "kind": row.kind,
        "at": row.at.isoformat(),
        "by": row.who,
        "by_kind": row.who_kind,
        "purpose": row.purpose,
        "legal_basis": row.basis,
        "data": list(row.facts),
        "matter": row.matter,
    }


def _csv(rows: list[AccessRow]) -> str:
    """Write the list as spreadsheets of this country open it; no cell starts a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    columns = (_("Wann"), _("Wer"), _("Wozu"), _("Grundlage"), _("Welche Angaben"), _("Vorgang"))
    writer.writerow(columns)
    for row in rows:
        cells = (_local(row.at), row.who, row.purpose, row.basis, ", ".join(row.facts), row.matter)
        writer.writerow([f"'{one}" if one.startswith(_FORMULA_SIGNS) else one for one in cells])
    return out.getvalue()


def _local(at: datetime) -> str:
    return f"{formats.date_short(at)} {formats.time_of_day(at)}"
