"""The calculation of a case on a page of its own: what is proposed now, or what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.front.desk import facts_page
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import procedure_title
from amt.front.frame.explained import explained_view
from amt.front.frame.inputs import Origin
from amt.kernel import clock
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.cases.models import FactRecord


@staff_only
@require_safe
def show(request: HttpRequest, case_uuid: UUID, number: int = 0) -> HttpResponse:
    """Show the calculation of a decision by its number, without one that of the proposal."""
    actor, language = actor_of(request), get_language() or "de"
    found = cases.explained_case(actor, case_uuid)
    by_number = {one.decision.number: one for one in found.decided if one.decision}
    chosen = by_number.get(number) if number else found.proposed
    if chosen is None or found.procedure is None:
        raise NotVisible("calculation", case_uuid)
    services.note_viewed(case_uuid=case_uuid, actor=actor, at=clock.now())
    assessment = explained_view(chosen, found.procedure, found.form_key, language, _origin_of)
    context = desk_page(
        request,
        area="case",
        case_uuid=case_uuid,
        reference=found.reference,
        title=procedure_title(found.procedure_key),
        computed_at=chosen.computed_at,
        decision=chosen.decision,
        others=[one.decision for one in found.decided if one is not chosen],
        is_proposal=chosen.decision is None,
        assessment=assessment,
        remarks=assessment.remarks,
    )
    return render(request, "desk/calculation.html", context)


def _origin_of(fact: FactRecord) -> Origin:
    return Origin(*facts_page.origin_of(fact))
