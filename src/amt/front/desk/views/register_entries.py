"""Deciding about an entry that a register named after the application."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.front.desk.access import actor_of, staff_only
from amt.kernel import clock
from amt.kernel.errors import Refusal

TAKE = "uebernehmen"


@staff_only
@require_POST
def decide(request: HttpRequest, case_uuid: UUID, group: str, number: int) -> HttpResponse:
    """Take an entry into the case or leave it, as the button says."""
    actor, takes = actor_of(request), request.POST.get("eintrag") == TAKE
    cases.get_case(actor, case_uuid)
    deed = services.take_register_entry if takes else services.leave_register_entry
    try:
        deed(case_uuid=case_uuid, group=group, number=number, actor=actor, at=clock.now())
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        told = (
            _("Der Eintrag gehört jetzt zum Fall. Der Vorschlag ist neu berechnet.")
            if takes
            else _("Der Eintrag ist nicht übernommen.")
        )
        messages.success(request, told)
    return HttpResponseRedirect(reverse("desk:case", args=[case_uuid]))
