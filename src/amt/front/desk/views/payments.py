"""Runs of payments: look, propose, approve by a second person, carry the file, take in returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amt.capabilities.payments import queries, services
from amt.capabilities.payments.queries import PaymentState, RunState
from amt.front.desk import payments_page as page
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal
from amt.kernel.periods import add_months, first_of_month

AREA = "payments"
SHOWN = 100
LARGEST_FILE = 20 * 1024 * 1024


@staff_only
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """List the runs of the actor's units, and what to do next."""
    actor = actor_of(request)
    month = _next_month()
    context = desk_page(
        request,
        area=AREA,
        columns=page.run_columns(),
        rows=page.run_rows(queries.list_runs(actor)),
        month=page.month_label(month),
        units=[
            (name, f"{reverse('desk:payment_propose')}?stelle={key}&monat={month:%Y-%m}")
            for _unit_id, key, name in queries.units_with_payments(actor)
        ],
        returned=queries.list_returns(actor)[:5],
    )
    return render(request, "desk/payment_runs.html", context)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Show what a run would pay, and propose it."""
    actor = actor_of(request)
    given = request.POST if request.method == "POST" else request.GET
    if "stelle" not in given:
        return HttpResponseRedirect(reverse("desk:payment_runs"))
    unit_id, key, name = _unit(request, given.get("stelle", ""))
    month = _month(given.get("monat", ""))
    if request.method == "POST":
        try:
            run = services.start_run(unit_id=unit_id, month=month, actor=actor, at=clock.now())
        except Refusal as refusal:
            messages.warning(request, str(refusal.message))
        else:
            return HttpResponseRedirect(reverse("desk:payment_run", args=[run.uuid]))
    found = queries.preview_run(actor, unit_id, month)
    last = queries.last_approved(actor, unit_id)
    shown = [*found.payments[:SHOWN], *found.not_paid, *found.overpaid]
    conspicuous = [
        one for one in found.payments if page.is_conspicuous(mark.value for mark in one.marks)
    ]
    _note_seen(request, (one.ledger.uuid for one in [*shown, *conspicuous]))
    context = desk_page(
        request,
        area=AREA,
        unit={"key": key, "name": name},
        month=page.month_label(month),
        month_value=f"{month:%Y-%m}",
        found=found,
        count=len(found.payments),
        last=last,
        last_month=page.month_label(last.month) if last else "",
        difference=found.cents - (last.approved_cents or 0) if last else 0,
        columns=page.due_columns(),
        conspicuous=page.due_rows(conspicuous),
        rows=page.due_rows(found.payments)[:SHOWN],
        shown=min(SHOWN, len(found.payments)),
        not_paid=page.due_rows(found.not_paid),
        overpaid=page.due_rows(found.overpaid),
        open_run=queries.open_run(actor, unit_id),
    )
    return render(request, "desk/payment_propose.html", context)


@staff_only
@require_safe
def show(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Show a run; that somebody looked is noted."""
    services.note_viewed(run_uuid=run_uuid, actor=actor_of(request), at=clock.now())
    return _run_page(request, run_uuid)


@staff_only
@require_safe
def progress(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Give the part of the page that changes while a run is collected, for pages that are open."""
    run = queries.get_run(actor_of(request), run_uuid).run
    return render(
        request, "desk/_payment_progress.html", {"run": run, "failure": page.failure(run)}
    )


@staff_only
@require_POST
def collect(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Collect a run once more after that failed."""

    def deed() -> str:
        services.collect_again(run_uuid=run_uuid, actor=actor_of(request), at=clock.now())
        return _("Der Vorschlag wird noch einmal zusammengestellt.")

    return _do(request, run_uuid, deed)


@staff_only
@require_POST
def approve(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Approve a run, if it still is what the person saw."""
    seen = _seen(request)

    def deed() -> str:
        services.approve_run(run_uuid=run_uuid, actor=actor_of(request), at=clock.now(), seen=seen)
        return _("Die Auszahlung ist freigegeben. Die Datei für die Bank wird erstellt.")

    return _do(request, run_uuid, deed)


@staff_only
@require_POST
def withdraw(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Take a proposal back."""

    def deed() -> str:
        services.withdraw_run(
            run_uuid=run_uuid,
            reason=request.POST.get("grund", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("Der Vorschlag ist zurückgezogen. Die Zahlungen sind wieder offen.")

    return _do(request, run_uuid, deed, field="grund")


@staff_only
@require_POST
def void(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Declare a file void that the bank has refused."""

    def deed() -> str:
        services.void_run(
            run_uuid=run_uuid,
            reason=request.POST.get("grund", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("Die Datei ist ungültig. Die Zahlungen sind wieder offen.")

    return _do(request, run_uuid, deed, field="grund")


@staff_only
@require_POST
def hand_over(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Hand a file to the bank once more."""

    def deed() -> str:
        services.hand_over_again(run_uuid=run_uuid, actor=actor_of(request), at=clock.now())
        return _("Die Datei wird noch einmal übergeben.")

    return _do(request, run_uuid, deed)


@staff_only
@require_POST
def file(request: HttpRequest, run_uuid: UUID) -> HttpResponse:
    """Give the file for the bank to a person who carries it; each time is noted."""
    try:
        name, content = services.fetch_file(
            run_uuid=run_uuid, actor=actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
        return HttpResponseRedirect(reverse("desk:payment_run", args=[run_uuid]))
    response = HttpResponse(content, content_type="application/xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: HttpRequest) -> HttpResponse:
    """List payments that came back, and take in a file of the bank's notes."""
    actor, error = actor_of(request), ""
    if request.method == "POST":
        unit_id, _key, _name = _unit(request, request.POST.get("stelle", ""))
        sent = request.FILES.get("datei")
        if sent is None or (sent.size or 0) > LARGEST_FILE:
            error = _("Wählen Sie eine Datei camt.054 der Bank mit höchstens 20 MB.")
        else:
            try:
                taken = services.take_in_statement(
                    unit_id=unit_id, content=sent.read(), actor=actor, at=clock.now()
                )
            except Refusal as refusal:
                error = str(refusal.message)
            else:
                messages.success(request, _told(taken))
                return HttpResponseRedirect(reverse("desk:payment_returns"))
    came_back = queries.list_returns(actor)
    _note_seen(request, (one.ledger.uuid for one in came_back))
    context = desk_page(
        request,
        area=AREA,
        units=[(key, name) for _unit_id, key, name in queries.units_with_payments(actor)],
        columns=page.payment_columns(),
        rows=page.payment_rows(came_back),
        file_error=error,
        errors=[("datei", error)] if error else [],
        page_errors=bool(error),
    )
    return render(request, "desk/payment_returns.html", context, status=422 if error else 200)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, ledger_uuid: UUID) -> HttpResponse:
    """Show all payments of one subject, and confirm an account from which one came back."""
    actor = actor_of(request)
    if request.method == "POST":
        services.confirm_account(ledger_uuid=ledger_uuid, actor=actor, at=clock.now())
        messages.success(request, _("Das Konto ist bestätigt. Es wird wieder dorthin gezahlt."))
        return HttpResponseRedirect(reverse("desk:payment_account", args=[ledger_uuid]))
    view = queries.find_account(actor, ledger_uuid)
    _note_seen(request, [ledger_uuid])
    is_case = view.subject_kind == "case"
    context = desk_page(
        request,
        area=AREA,
        account=view,
        case_url=reverse("desk:case", args=[view.subject_id]) if is_case else "",
        hindrance=page.mark_label(view.hindrance.value) if view.hindrance else "",
        is_returned=view.hindrance is queries.Mark.RETURNED,
        month_columns=page.month_columns(),
        months=page.account_months(view),
        columns=page.payment_columns(),
        rows=page.payment_rows(view.payments),
        demands=view.demands,
    )
    return render(request, "desk/payment_account.html", context)


def _run_page(
    request: HttpRequest, run_uuid: UUID, *, errors: dict[str, str] | None = None
) -> HttpResponse:
    view = queries.get_run(actor_of(request), run_uuid)
    problems = errors or {}
    start = _number(request.GET.get("ab", ""))
    listed = [one for one in view.payments if one.state != PaymentState.RELEASED]
    gone = [one for one in view.payments if one.state == PaymentState.RELEASED]
    marked = [one for one in listed if page.is_conspicuous(one.marks)]
    search = request.GET.get("q", "").strip().upper()
    chosen = [one for one in listed if search in one.ledger.reference.upper()]
    marked = marked[:SHOWN] if view.run.state == RunState.PROPOSED else []
    chosen_here, gone = chosen[start : start + SHOWN], gone[:SHOWN]
    _note_seen(request, (one.ledger.uuid for one in [*marked, *chosen_here, *gone]))
    state, kind = page.run_state(view.run)
    here = reverse("desk:payment_run", args=[run_uuid])
    context = desk_page(
        request,
        area=AREA,
        view=view,
        run=view.run,
        state=state,
        state_kind=kind,
        month=page.month_label(view.run.month),
        failure=page.failure(view.run),
        is_moving=page.is_moving(view.run),
        columns=page.payment_columns(),
        marked=page.payment_rows(marked),
        rows=page.payment_rows(chosen_here),
        gone=page.payment_rows(gone),
        search=search,
        here=here,
        next_url=f"{here}?ab={start + SHOWN}&q={search}" if len(chosen) > start + SHOWN else "",
        previous_url=f"{here}?ab={max(0, start - SHOWN)}&q={search}" if start else "",
        reason_error=problems.get("grund", ""),
        reason=request.POST.get("grund", ""),
        errors=list(problems.items()),
        page_errors=bool(problems),
    )
    return render(request, "desk/payment_run.html", context, status=422 if problems else 200)


def _note_seen(request: HttpRequest, ledger_uuids: Iterable[UUID]) -> None:
    """Note, for the people who are paid, that their name, account and payments were shown."""
    services.note_accounts_viewed(
        ledger_uuids=set(ledger_uuids), actor=actor_of(request), at=clock.now()
    )


def _do(
    request: HttpRequest, run_uuid: UUID, deed: Callable[[], str], *, field: str = ""
) -> HttpResponse:
    """Do something with a run; tell a refusal where it belongs."""
    try:
        told = deed()
    except services.ReasonMissing as refusal:
        return _run_page(request, run_uuid, errors={field: str(refusal.message)})
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, told)
    return HttpResponseRedirect(reverse("desk:payment_run", args=[run_uuid]))


def _unit(request: HttpRequest, key: str) -> tuple[int, str, str]:
    """Return the unit that was chosen. :raises NotVisible: when it is none of the actor's."""
    for row in queries.units_with_payments(actor_of(request)):
        if row[1] == key:
            return row
    raise NotVisible("unit", key)


def _month(typed: str) -> date:
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError:
        return _next_month()


def _next_month() -> date:
    return add_months(first_of_month(clock.today()), 1)


def _seen(request: HttpRequest) -> tuple[int, int]:
    return _number(request.POST.get("zahlungen", "")), _number(request.POST.get("cent", ""))


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0


def _told(taken: Any) -> str:
    parts = [
        ngettext("%(n)s Rückgabe", "%(n)s Rückgaben", taken.returned) % {"n": taken.returned},
        ngettext("%(n)s Zahlung auf Forderungen", "%(n)s Zahlungen auf Forderungen", taken.received)
        % {"n": taken.received},
        _("%(n)s ungeklärt") % {"n": taken.unclear},
        _("%(n)s schon bekannt") % {"n": taken.known},
    ]
    return _("Die Datei ist übernommen: %(parts)s.") % {"parts": ", ".join(parts)}
