"""The page of a case, and its documents."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from amt.capabilities.acts import queries as acts
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.capabilities.documents import queries as documents
from amt.capabilities.worklist import queries as worklist
from amt.front.desk import case_page, deeds_page, entries_page, facts_page, intake, words
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.arrival import arrival_shown
from amt.front.desk.context import desk_page, live_url
from amt.front.desk.items import item_rows, procedure_title
from amt.front.frame import viewer
from amt.kernel import clock
from amt.kernel.errors import NotVisible

LISTED_BESIDE = 8
# What the office itself wrote may be shown in the browser; what others sent is only handed down.
OWN_KINDS = frozenset({"receipt", "act"})
OWN_TYPES = frozenset({"application/pdf"})


@staff_only
@require_safe
def show(request: HttpRequest, case_uuid: UUID) -> HttpResponse:
    """Show a case: facts, proposal, documents, acts, timeline."""
    actor, language = actor_of(request), get_language() or "de"
    view = cases.get_case(actor, case_uuid)
    services.note_viewed(case_uuid=case_uuid, actor=actor, at=clock.now())
    versions = documents.list_versions("case", view.case.uuid)
    informal = intake.taken_down(view.case.uuid)
    held = list({one.document.uuid: one.document for one in versions}.values())
    items = worklist.items_about("case", view.case.uuid)
    beside = worklist.list_items(actor, view=worklist.View.UNIT, limit=LISTED_BESIDE)
    rows = item_rows([*items, *beside.items], actor)
    state, state_kind = words.state_of(view.case.state, view.procedure, language)
    context = desk_page(
        request,
        area="case",
        view=view,
        case=view.case,
        title=procedure_title(view.case.procedure_key),
        state=state,
        state_kind=state_kind,
        item=rows[0] if items else None,
        informal=informal,
        register_entries=entries_page.entry_parts(view, language),
        arrival=arrival_shown(view.case.uuid, lacks_form=bool(informal and informal.waits)),
        rows=rows[len(items) :],
        pages=facts_page.fact_pages(view, held, language),
        common_source=facts_page.common_source(view),
        proposal=case_page.proposal_part(view.proposal, view.procedure, language),
        acts=case_page.act_parts(view, acts.list_acts("case", view.case.uuid)),
        papers=deeds_page.paper_rows(view, versions, language),
        terms=deeds_page.term_rows(view.terms, view.procedure, language) if view.procedure else [],
        fees=deeds_page.fee_rows(view, language),
        deeds=deeds_page.deed_links(view, language),
        told=deeds_page.told_rows(view, language),
        consultations=[
            deeds_page.consultation_row(one, view.procedure, language, _papers_of(view, one))
            for one in view.consultations
        ],
        timeline=case_page.timeline_entries(view, language),
        live_url=live_url(view.case.uuid),
        here=request.get_full_path(),
    )
    return render(request, "desk/case.html", context)


@staff_only
@require_safe
def document(request: HttpRequest, case_uuid: UUID, document_uuid: UUID) -> StreamingHttpResponse:
    """Hand down a document of a case; only the office's own letters open in the browser."""
    actor = actor_of(request)
    view = cases.get_case(actor, case_uuid)
    if document_uuid not in _documents_of(view):
        raise NotVisible("document", document_uuid)
    services.note_viewed(case_uuid=case_uuid, actor=actor, at=clock.now())
    held = documents.get_document(document_uuid)
    if request.GET.get(viewer.VERSION) == viewer.ORIGINAL:
        return viewer.download_original(document_uuid, actor)
    is_own = held.kind in OWN_KINDS and held.media_type in OWN_TYPES
    return viewer.download(document_uuid, inline=is_own)


def _papers_of(view: cases.CaseView, asked: cases.ConsultationView) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            one.document.file_name,
            reverse("desk:document", args=[view.case.uuid, one.document.uuid]),
        )
        for one in asked.handed_in
    )


def _documents_of(view: cases.CaseView) -> set[UUID]:
    held = documents.list_documents("case", view.case.uuid, current_only=False)
    declared = acts.list_acts("case", view.case.uuid)
    copies = {copy.document_uuid for one in declared for copy in one.addressees}
    return {one.uuid for one in held} | {uuid for uuid in copies if uuid}
