"""Polite pages for what goes wrong: a sentence, a next step, the number of the request.

They must work when nothing else does, so a page that cannot be rendered falls back to plain HTML
without database, session or template.
"""

from __future__ import annotations

import structlog
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amt.config.pages.requests import request_id_of

log = structlog.get_logger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return _page(
        request,
        400,
        _("Diese Anfrage haben wir nicht verstanden"),
        _("Bitte gehen Sie einen Schritt zurück und versuchen Sie es noch einmal."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that this person may not make."""
    return _page(
        request,
        403,
        _("Diese Seite ist für Sie nicht freigegeben"),
        _("Bitte melden Sie sich an oder gehen Sie zur Startseite."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open for too long or came from elsewhere."""
    log.info("http.form_refused", reason="csrf")
    return _page(
        request,
        403,
        _("Diese Seite war zu lange offen"),
        _(
            "Zu Ihrer Sicherheit haben wir nichts übernommen. Gehen Sie zurück, laden Sie die "
            "Seite neu und senden Sie sie noch einmal ab."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for a page that is not there, or not there for this person."""
    return _page(
        request,
        404,
        _("Diese Seite gibt es nicht"),
        _("Vielleicht wurde sie verschoben, oder die Adresse ist nicht vollständig."),
    )


def defect(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed through our fault, and log the defect once."""
    # Django calls this while it handles the exception.
    log.error("http.request_failed", exc_info=True)  # noqa: LOG014
    return _page(
        request,
        500,
        _("Etwas hat nicht geklappt"),
        _("Der Fehler liegt bei uns, nicht bei Ihnen. Was Sie gespeichert haben, bleibt erhalten."),
    )


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    reference = request_id_of(request)
    context = {"title": title, "text": text, "reference": reference}
    try:
        content = loader.render_to_string("design/error.html", context, request)
    except Exception:
        # The last page must come, whatever else is broken.
        log.exception("http.error_page_failed")
        content = format_html(
            '<!doctype html><html lang="de"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>{0}</title></head>'
            '<body><main><h1>{0}</h1><p>{1}</p><p>{2}</p><p><a href="/">{3}</a></p></main></body>'
            "</html>",
            title,
            text,
            reference,
            _("Zur Startseite"),
        )
    return HttpResponse(content, status=status)
