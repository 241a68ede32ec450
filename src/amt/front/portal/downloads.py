"""A document as a download that never becomes a page of this site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from amt.capabilities.documents import queries as documents
from amt.front.portal.access import unkept

if TYPE_CHECKING:
    from amt.capabilities.documents.models import Document


def as_download(found: Document) -> HttpResponseBase:
    """Return a document as a file to save; the caller has shown that the reader may have it."""
    response = StreamingHttpResponse(
        documents.stream_document(found), content_type=found.media_type
    )
    response["Content-Length"] = str(found.size)
    response["X-Content-Type-Options"] = "nosniff"
    # The document must not become a page of this site, whatever is in it.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    disposition = content_disposition_header(as_attachment=True, filename=found.file_name)
    response["Content-Disposition"] = disposition or "attachment"
    return unkept(response)
