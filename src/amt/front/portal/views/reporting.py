"""Reporting a change: which of the own grants it is about, and what can be said."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amt.capabilities.cases import queries as cases
from amt.contract import registry
from amt.contract.deeds import DeedBy
from amt.front.frame.actors import find_actor
from amt.front.portal.access import personal_page
from amt.front.portal.matter_parts import DeedShown, deeds_shown
from amt.front.portal.words import language_of
from amt.kernel.actors import ActorKind
from amt.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Reportable:
    """A grant of the reader and what they can report or hand in now."""

    title: str
    reference: str
    deeds: tuple[DeedShown, ...]


@require_safe
@personal_page
def report(request: HttpRequest) -> HttpResponse:
    """List the own matters that are paid monthly, each with what can be reported."""
    actor = find_actor(request)
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("page", "report")
    language = language_of(request)
    rows = []
    for case in cases.list_cases_of(actor.account_id):
        found = registry.procedures().get(case.procedure_key)
        if found is None or found.benefit is None or case.state in found.workflow.final:
            continue
        deeds = tuple(d for d in cases.open_deeds(actor, case.case_uuid) if d.by is DeedBy.PARTY)
        if deeds:
            shown = tuple(deeds_shown(deeds, found, case.case_uuid, language))
            rows.append(Reportable(found.title(language), case.reference, shown))
    return render(request, "portal/report.html", {"rows": rows})
