"""The form of a service on paper: a PDF to print and to write on, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from amt.capabilities.applications.services import NoOnlineForm, paper_printing
from amt.contract.procedure import Handling
from amt.front.portal.views.service import find_procedure
from amt.front.portal.words import language_of
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
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{key}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
