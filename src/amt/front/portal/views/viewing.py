"""The papers of a matter as images of their pages, for each party what its role sees."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.queries import CaseStatus
from amt.front.frame import viewer
from amt.front.portal.access import looked, opened_page
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible


@require_safe
@opened_page
def pages(request: HttpRequest, case_uuid: UUID, document_uuid: UUID) -> HttpResponse:
    """Show one page of a paper, with the ways to the others."""
    found = _opened(request, case_uuid, document_uuid)
    context = {
        "viewer": viewer.viewer(
            request,
            document_uuid,
            lambda number: reverse("portal:page_image", args=[case_uuid, document_uuid, number]),
        ),
        "download_url": reverse("portal:document", args=[document_uuid]),
        "back_url": reverse("portal:matter", args=[case_uuid]),
        "back_label": _("Zurück zum Vorgang %(reference)s") % {"reference": found.reference},
    }
    return render(request, "portal/document_pages.html", context)


@require_safe
@opened_page
def image(request: HttpRequest, case_uuid: UUID, document_uuid: UUID, number: int) -> HttpResponse:
    """Give the image of a page."""
    _opened(request, case_uuid, document_uuid)
    return viewer.page_image(request, document_uuid, number)


def _opened(request: HttpRequest, case_uuid: UUID, document_uuid: UUID) -> CaseStatus:
    """Return the matter. :raises NotVisible: when paper and reader do not belong to it."""

    def look(actor: Actor) -> CaseStatus:
        found = cases.status_of(actor, case_uuid)
        own = [("party", party.uuid) for party in found.mine]
        if not viewer.is_part_of(document_uuid, case_uuid, *own) or not cases.may_open_document(
            actor, document_uuid
        ):
            raise NotVisible("document", document_uuid)
        return found

    return looked(request, case_uuid, look)[1]
