"""Every request has a number: in each log line, in the answer's header, on error pages."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

# Without signs that are mistaken for each other on the phone.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
HEADER = "X-Request-ID"

log = structlog.get_logger(__name__)


def new_request_id() -> str:
    """Return a number such as K7QF-3M2P: 40 bits, easily read out on the phone."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def request_id_of(request: HttpRequest) -> str:
    """Return the number of a request, or an empty text where it has none."""
    return getattr(request, "request_id", "")


class RequestIdMiddleware:
    """Number the request and log one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        request_id = new_request_id()
        request.request_id = request_id  # type: ignore[attr-defined]  # read by request_id_of
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            match = request.resolver_match
            # The route's name, never the path: a path can hold a reference or a code.
            log.info(
                "http.request_answered",
                method=request.method,
                route=match.view_name if match else None,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - began) * 1000, 1),
            )
        response[HEADER] = request_id
        return response
