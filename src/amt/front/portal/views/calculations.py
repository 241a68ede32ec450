"""How the office calculated: the page behind a decision, for the person whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amt.capabilities.cases import queries as cases
from amt.contract.facts import FactSource
from amt.design import formats
from amt.front.frame.explained import explained_view
from amt.front.frame.inputs import Origin
from amt.front.portal.access import looked, opened_page
from amt.front.portal.words import language_of, service_name
from amt.kernel import clock
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.cases.models import FactRecord


@require_safe
@opened_page
def calculation(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Show the calculations of the decisions that have reached the reader, the newest first."""
    _actor, found = looked(request, case_uuid, lambda actor: cases.explained_case(actor, case_uuid))
    procedure = found.procedure
    if procedure is None or procedure.assess is None:
        raise NotVisible("calculation", case_uuid)
    language = language_of(request)
    calculations = [
        (
            clock.day_of(one.decision.decided_at) if one.decision else None,
            explained_view(one, procedure, found.form_key, language, origin_of),
        )
        for one in reversed(found.decided)
    ]
    decided_on, assessment = calculations[0] if calculations else (None, None)
    context = {
        "case_uuid": case_uuid,
        "title": service_name(found.procedure_key, language),
        "reference": found.reference,
        "decided_on": decided_on,
        "assessment": assessment,
        "earlier": calculations[1:],
        "without_count": True,
    }
    return render(request, "portal/calculation.html", context)


def origin_of(fact: FactRecord) -> Origin:
    """Return the source of a fact in words for the person; an officer's reason is in the act."""
    day = formats.date_long(clock.day_of(fact.obtained_at))
    match fact.source:
        case FactSource.REGISTER.value:
            return Origin(_("Register"), "confirmed", day, fact.basis)
        case FactSource.DOCUMENT.value:
            return Origin(_("Nachweis"), "confirmed", day)
        case FactSource.OFFICER.value:
            return Origin(_("Von der Stelle eingetragen"), "corrected", day)
    return Origin(_("Ihre Angabe"), "typed", day)
