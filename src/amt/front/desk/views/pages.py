"""Papers as images of their pages: of a case, of a question to a body, of an item."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.capabilities.documents import queries as documents
from amt.capabilities.worklist import queries as worklist
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import SUBJECT_PAGES
from amt.front.frame import viewer
from amt.kernel import clock
from amt.kernel.errors import NotVisible


@staff_only
@require_safe
def of_case(request: HttpRequest, case_uuid: UUID, document_uuid: UUID) -> HttpResponse:
    """Show one page of a paper of a case."""
    reference = _case(request, case_uuid, document_uuid)
    services.note_viewed(case_uuid=case_uuid, actor=actor_of(request), at=clock.now())
    return _page(request, "document", "page_image", "case", case_uuid, document_uuid, reference)


@staff_only
@require_safe
def image_of_case(
    request: HttpRequest, case_uuid: UUID, document_uuid: UUID, number: int
) -> HttpResponse:
    """Give the image of a page of a case's paper."""
    _case(request, case_uuid, document_uuid)
    return viewer.page_image(request, document_uuid, number)


@staff_only
@require_safe
def of_consultation(
    request: HttpRequest, consultation_uuid: UUID, document_uuid: UUID
) -> HttpResponse:
    """Show one page of a paper that a body may see."""
    reference = _consultation(request, consultation_uuid, document_uuid)
    services.note_consulted(
        consultation_uuid=consultation_uuid, actor=actor_of(request), at=clock.now()
    )
    names = ("consultation_document", "consultation_page_image", "consultation")
    return _page(request, *names, consultation_uuid, document_uuid, reference)


@staff_only
@require_safe
def image_of_consultation(
    request: HttpRequest, consultation_uuid: UUID, document_uuid: UUID, number: int
) -> HttpResponse:
    """Give the image of a page that a body may see."""
    _consultation(request, consultation_uuid, document_uuid)
    return viewer.page_image(request, document_uuid, number)


@staff_only
@require_safe
def of_item(request: HttpRequest, item_uuid: UUID, document_uuid: UUID) -> HttpResponse:
    """Show one page of a document of an item, such as a scan."""
    reference = _item(request, item_uuid, document_uuid)
    names = ("item_document", "item_page_image", "item")
    return _page(request, *names, item_uuid, document_uuid, reference)


@staff_only
@require_safe
def image_of_item(
    request: HttpRequest, item_uuid: UUID, document_uuid: UUID, number: int
) -> HttpResponse:
    """Give the image of a page of an item's document."""
    _item(request, item_uuid, document_uuid)
    return viewer.page_image(request, document_uuid, number)


def _page(
    request: HttpRequest,
    download: str,
    image: str,
    back: str,
    subject_uuid: UUID,
    document_uuid: UUID,
    reference: str,
) -> HttpResponse:
    def image_url(number: int) -> str:
        return reverse(f"desk:{image}", args=[subject_uuid, document_uuid, number])

    shown = viewer.viewer(request, document_uuid, image_url)
    download_url = reverse(f"desk:{download}", args=[subject_uuid, document_uuid])
    has_original = shown.has_original and download == "document"
    context = desk_page(
        request,
        viewer=shown,
        download_url=download_url,
        original_url=f"{download_url}?{viewer.VERSION}={viewer.ORIGINAL}" if has_original else "",
        back_url=reverse(f"desk:{back}", args=[subject_uuid]),
        back_label=_("Zurück zu %(reference)s") % {"reference": reference},
        reference=reference,
    )
    return render(request, "desk/document_pages.html", context)


def _case(request: HttpRequest, case_uuid: UUID, document_uuid: UUID) -> str:
    """Return the reference. :raises NotVisible: when the paper is not of this case."""
    view = cases.get_case(actor_of(request), case_uuid)
    if not viewer.is_part_of(document_uuid, case_uuid):
        raise NotVisible("document", document_uuid)
    return view.case.reference


def _consultation(request: HttpRequest, consultation_uuid: UUID, document_uuid: UUID) -> str:
    """Return the reference. :raises NotVisible: when the body may not see the paper."""
    view = cases.get_consultation(actor_of(request), consultation_uuid)
    if document_uuid not in {one.document.uuid for one in (*view.documents, *view.handed_in)}:
        raise NotVisible("document", document_uuid)
    return view.consultation.case.reference


def _item(request: HttpRequest, item_uuid: UUID, document_uuid: UUID) -> str:
    """Return the reference. :raises NotVisible: when the document is not the item's."""
    item = worklist.get_item(actor_of(request), item_uuid)
    owner = (item.subject_kind, item.subject_id)
    if item.subject_kind in SUBJECT_PAGES or not documents.is_owned_by(document_uuid, *owner):
        raise NotVisible("document", document_uuid)
    return item.reference
