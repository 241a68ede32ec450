"""What the machine decides: how it is switched for each service, and which share it could."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amt.capabilities.cases import queries as cases
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.kernel import clock

MEASURED_DAYS = 90


@staff_only
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show it to those who lead a unit; the operator switches at the command line."""
    language, today = get_language() or "de", clock.today()
    since = today - timedelta(days=MEASURED_DAYS)
    rows = []
    for state in cases.list_automations(actor_of(request)):
        found = cases.measure_automation(state.procedure.key, since=since, until=today)
        against = [(_reason(state, key, language), count) for key, count in found.against.items()]
        rows.append(
            {
                "state": state,
                "title": state.procedure.title(language),
                "found": found,
                "share": round(found.share_percent),
                "against": against,
            }
        )
    context = desk_page(request, area="automation", rows=rows, since=since)
    return render(request, "desk/automation.html", context)


def _reason(state: cases.AutomationState, key: str, language: str) -> str:
    usual = {
        "not_granted": _("Der Vorschlag ist keine ganze Bewilligung."),
        "decided_before": _("Über den Fall war schon entschieden."),
        "no_act": _("Für die Entscheidung braucht es weitere Angaben."),
        "check_failed": _("Die Prüfung ist gescheitert."),
    }
    return state.procedure.texts.find(f"automation.{key}", language) or usual.get(key, key)
