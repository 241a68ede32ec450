"""Actor and polite refusals around every view."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from amt.front.frame import actors
from amt.kernel import clock
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal

GetResponse = Callable[[HttpRequest], HttpResponse]
_FORBIDDEN = frozenset({"trust_too_low", "forbidden"})
_TOO_MANY = "too_many_tries"


class ActorMiddleware:
    """Puts `request.actor` in place; it is built when somebody first asks."""

    def __init__(self, get_response: GetResponse) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on with an actor."""
        request.__dict__["actor"] = SimpleLazyObject(lambda: actors.find_actor(request))
        return self._next(request)


class RefusalMiddleware:
    """Turns anticipated refusals into pages: 404 with an audit row, or a sentence and a way on."""

    def __init__(self, get_response: GetResponse) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; exceptions of views arrive in `process_exception`."""
        return self._next(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else is a defect and goes on its way."""
        if isinstance(problem, NotVisible):
            record_refused(request, problem)
            return not_found_page(request)
        if isinstance(problem, Refusal):
            return refusal_page(request, problem)
        return None


def record_refused(request: HttpRequest, problem: NotVisible) -> None:
    """Write down that somebody asked for what they may not see."""
    with transaction.atomic():
        trail.record(
            actor=actors.find_actor(request),
            action="access.refused",
            subject_kind=problem.subject_kind[:40],
            subject_id=problem.subject_id[:64],
            at=clock.now(),
        )


def not_found_page(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing here, the same for what is hidden and what never was."""
    return render(request, "frame/not_found.html", status=404)


def refusal_page(request: HttpRequest, problem: Refusal) -> HttpResponse:
    """Show the sentence of a refusal and where to go on."""
    status = 403 if problem.code in _FORBIDDEN else 429 if problem.code == _TOO_MANY else 409
    return render(request, "frame/refused.html", {"text": problem.message}, status=status)
