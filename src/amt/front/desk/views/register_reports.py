"""What a person says to be wrong in a register, and what its office found."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from amt.capabilities.registers import queries, services
from amt.capabilities.worklist import queries as worklist
from amt.contract.lookups import Relation
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import item_rows
from amt.kernel import clock
from amt.kernel.errors import Refusal

OUTCOMES = {
    queries.ReportState.CORRECTED.value: gettext_lazy("Das Register ist berichtigt."),
    queries.ReportState.UNCHANGED.value: gettext_lazy("Die Angaben sind richtig."),
}
WHOSE = {
    Relation.SELF.value: gettext_lazy("die Person selbst"),
    Relation.SPOUSE.value: gettext_lazy("Ehepartner"),
    Relation.MINOR_CHILDREN.value: gettext_lazy("minderjährige Kinder"),
}


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, report_uuid: UUID) -> HttpResponse:
    """Show a report, and note what was found."""
    report = queries.report_for(actor_of(request), report_uuid)
    if request.method != "POST":
        return _page(request, report, {})
    outcome = request.POST.get("ergebnis", "")
    errors = (
        {}
        if outcome in OUTCOMES
        else {"ergebnis": _("Wählen Sie aus, was Sie festgestellt haben.")}
    )
    if not errors:
        try:
            services.settle_report(
                report_uuid=report_uuid,
                outcome=queries.ReportState(outcome),
                answer=request.POST.get("antwort", ""),
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            errors = {"antwort": str(refusal.message)}
    if errors:
        return _page(request, queries.report_for(actor_of(request), report_uuid), errors)
    told = _("%(reference)s ist erledigt. Die Person bekommt Ihre Antwort.")
    messages.success(request, told % {"reference": report.reference})
    return HttpResponseRedirect(reverse("desk:worklist"))


def _page(request: HttpRequest, report: queries.Report, errors: dict[str, str]) -> HttpResponse:
    actor = actor_of(request)
    items = worklist.items_about(queries.REPORT, report.uuid)
    context = desk_page(
        request,
        area="item",
        report=report,
        is_open=report.state == queries.ReportState.OPEN,
        whose=WHOSE.get(report.relation, ""),
        born_on=date.fromisoformat(born) if (born := report.person.get("birth_date")) else None,
        words=queries.words_for(report.attributes),
        outcome_word=OUTCOMES.get(report.state, ""),
        outcomes=list(OUTCOMES.items()),
        outcome=request.POST.get("ergebnis", ""),
        answer=request.POST.get("antwort", ""),
        longest_answer=services.LONGEST_ANSWER,
        row=item_rows(items, actor)[0] if items else None,
        errors=list(errors.items()),
        page_errors=bool(errors),
        outcome_error=errors.get("ergebnis", ""),
        answer_error=errors.get("antwort", ""),
        here=request.get_full_path(),
    )
    return render(request, "desk/register_report.html", context, status=422 if errors else 200)
