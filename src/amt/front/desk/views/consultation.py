"""The page of a body that is asked: the question, what the body may see, its opinion."""

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
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.contract.deeds import Opinion
from amt.front.desk import deeds_page, facts_page
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import procedure_title
from amt.front.frame import viewer
from amt.kernel import clock
from amt.kernel.errors import NotVisible, Refusal

LONGEST_TEXT = 10_000


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, consultation_uuid: UUID) -> HttpResponse:
    """Show what a body is asked, and take its opinion."""
    view = cases.get_consultation(actor_of(request), consultation_uuid)
    if request.method != "POST":
        services.note_consulted(
            consultation_uuid=consultation_uuid, actor=actor_of(request), at=clock.now()
        )
        return _page(request, view, "", "", [])
    opinion = request.POST.get("stellungnahme", "")
    text = request.POST.get("worte", "").strip()
    errors = _errors(opinion, text)
    if not errors:
        try:
            services.answer_consultation(
                consultation_uuid=consultation_uuid,
                opinion=Opinion(opinion),
                text=text,
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            errors = [("stellungnahme", str(refusal.message))]
        else:
            messages.success(request, _("Ihre Stellungnahme ist eingegangen."))
            return HttpResponseRedirect(request.path)
    return _page(request, view, opinion, text, errors)


@staff_only
@require_safe
def document(
    request: HttpRequest, consultation_uuid: UUID, document_uuid: UUID
) -> StreamingHttpResponse:
    """Hand down a paper that the body may see."""
    view = cases.get_consultation(actor_of(request), consultation_uuid)
    if document_uuid not in {one.document.uuid for one in (*view.documents, *view.handed_in)}:
        raise NotVisible("document", document_uuid)
    return viewer.download(document_uuid)


def _errors(opinion: str, text: str) -> list[tuple[str, str]]:
    errors = []
    if opinion not in set(Opinion):
        errors.append(("stellungnahme", _("Wählen Sie, wie Sie Stellung nehmen.")))
    elif opinion != Opinion.CONSENT and not text:
        errors.append(("worte", _("Schreiben Sie, welche Auflagen oder Gründe Sie haben.")))
    if len(text) > LONGEST_TEXT:
        told = _("Kürzen Sie Ihren Text auf höchstens %(maximum)s Zeichen.")
        errors.append(("worte", told % {"maximum": LONGEST_TEXT}))
    return errors


def _page(
    request: HttpRequest,
    view: cases.ConsultationView,
    opinion: str,
    text: str,
    errors: list[tuple[str, str]],
) -> HttpResponse:
    language = get_language() or "de"
    procedure = view.procedure
    asked = view.consultation
    question = (
        procedure.texts.lines(f"consultations.{asked.key}.question", language)
        if procedure and procedure.texts.find(f"consultations.{asked.key}.question", language)
        else ()
    )
    by_field = dict(reversed(errors))
    context = desk_page(
        request,
        area="case",
        row=deeds_page.consultation_row(view, procedure, language),
        asked=asked,
        title=procedure_title(asked.case.procedure_key),
        question=question,
        facts=facts_page.plain_rows(view.facts, procedure, language),
        documents=[
            (
                deeds_page.paper_title(procedure, one.label, language) or one.document.file_name,
                reverse("desk:consultation_document", args=[asked.uuid, one.document.uuid]),
                one.document.size,
                reverse("desk:consultation_pages", args=[asked.uuid, one.document.uuid]),
            )
            for one in view.documents
        ],
        kinds=[(one.value, str(label), "") for one, label in _labels()],
        opinion=opinion,
        text=text,
        longest_text=LONGEST_TEXT,
        errors=errors,
        page_errors=bool(errors),
        kind_error=by_field.get("stellungnahme", ""),
        text_error=by_field.get("worte", ""),
    )
    return render(request, "desk/consultation.html", context, status=422 if errors else 200)


def _labels() -> list[tuple[Opinion, str]]:
    return [(one, str(deeds_page.OPINIONS[one.value])) for one in Opinion]
