"""The page of an item whose subject has none of its own, such as an unreadable scan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.documents import queries as documents
from amt.capabilities.worklist import queries, services
from amt.front.desk import item_words
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import SUBJECT_PAGES, item_rows, page_of
from amt.front.frame import viewer
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, item_uuid: UUID) -> HttpResponse:
    """Show an item with its documents, and note that it is done."""
    item = queries.get_item(actor_of(request), item_uuid)
    if item.subject_kind in SUBJECT_PAGES:
        return HttpResponseRedirect(page_of(item))
    if request.method != "POST":
        return _page(request, item, "", "")
    note = request.POST.get("erledigung", "")
    try:
        services.close_item(item_uuid=item_uuid, note=note, actor=actor_of(request), at=clock.now())
    except Refusal as refusal:
        return _page(request, item, note, str(refusal.message))
    messages.success(request, _("%(reference)s ist erledigt.") % {"reference": item.reference})
    return HttpResponseRedirect(reverse("desk:worklist"))


@staff_only
@require_safe
def document(request: HttpRequest, item_uuid: UUID, document_uuid: UUID) -> StreamingHttpResponse:
    """Hand down a document of the item's subject."""
    item = queries.get_item(actor_of(request), item_uuid)
    owner = (item.subject_kind, item.subject_id)
    if item.subject_kind in SUBJECT_PAGES or not documents.is_owned_by(document_uuid, *owner):
        raise NotVisible("document", document_uuid)
    return viewer.download(document_uuid)


def _page(request: HttpRequest, item: queries.WorkItem, note: str, error: str) -> HttpResponse:
    held = documents.list_documents(item.subject_kind, item.subject_id)
    context = desk_page(
        request,
        area="item",
        row=item_rows([item], actor_of(request))[0],
        item=item,
        title=item_words.title_of(item.kind),
        task=item_words.task_of(item.kind),
        documents=[
            (
                one,
                reverse("desk:item_document", args=[item.uuid, one.uuid]),
                reverse("desk:item_pages", args=[item.uuid, one.uuid]),
            )
            for one in held
        ],
        note=note,
        longest_note=services.LONGEST_NOTE,
        errors=[("erledigung", error)] if error else [],
        page_errors=bool(error),
        note_error=error,
        here=request.get_full_path(),
    )
    return render(request, "desk/item.html", context, status=422 if error else 200)
