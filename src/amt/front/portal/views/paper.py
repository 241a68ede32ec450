"""Forms on paper: blank for everybody, of a draft with what was filled in so far."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from amt.capabilities.applications.services import NoOnlineForm, paper_printing
from amt.contract.forms import FieldKind
from amt.contract.procedure import Handling
from amt.contract.registry import procedure
from amt.front.portal.access import opened_page
from amt.front.portal.drafts import own_draft, require_in_time, sent_url
from amt.front.portal.views.service import find_procedure
from amt.front.portal.words import draft_url, language_of
from amt.kernel import clock


@require_safe
def blank(request: HttpRequest, key: str) -> HttpResponse:
    """Give the form as PDF. It is a print of its own each time, so nobody keeps it for others."""
    found = find_procedure(key)
    if found.handling is Handling.EXTERNAL:
        raise Http404(key)
    try:
        content = paper_printing.print_blank(
            procedure_key=key, language=language_of(request), at=clock.now()
        )
    except NoOnlineForm:
        raise Http404(key) from None
    return _as_pdf(content, f"{key}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def draft(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Say what is printed and where it goes; give the PDF to who asks for it."""
    actor, view = own_draft(request, draft_uuid)
    if view.draft.submitted_at is not None:
        return HttpResponseRedirect(sent_url(draft_uuid, again=True))
    require_in_time(view)
    language = language_of(request)
    if request.method == "POST":
        content = paper_printing.print_for_draft(
            draft_uuid=draft_uuid, language=language, actor=actor, at=clock.now()
        )
        return _as_pdf(content, f"{view.draft.procedure_key}.pdf")
    context = {
        "draft": view.draft,
        "title": procedure(view.draft.procedure_key).title(language),
        "draft_url": draft_url(view.draft),
        "has_files": any(one.kind is FieldKind.FILE for one in view.form.fields()),
    }
    return render(request, "portal/print.html", context)


def _as_pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
