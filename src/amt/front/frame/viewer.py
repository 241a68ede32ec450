"""A document as images of its pages: what the viewer shows, for portal and desk alike.

The page of a viewer is plain HTML with one image: page and size stand in its address. Who may open
a document is for the views.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from amt.capabilities.acts import queries as acts
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents import services
from amt.capabilities.documents.queries import PAGE_WIDTHS, NoPageImage
from amt.kernel import clock
from amt.kernel.actors import Actor

PAGE, WIDTH, TURN = "seite", "breite", "drehung"
VERSION, ORIGINAL = "fassung", "original"
FITTING = 1280
"""Pixels of an image that is shown as wide as the page allows."""

_START_OF_PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Viewer:
    """One page of a document with the ways to the others; `problem` says why there is no image."""

    name: str
    media_type: str
    size: int
    number: int
    count: int
    width: int
    image_url: str
    text: tuple[str, ...]
    previous_url: str
    next_url: str
    larger_url: str
    smaller_url: str
    fitting_url: str
    left_url: str
    right_url: str
    turn: int = 0
    problem: str = ""
    is_readable: bool = True
    has_original: bool = False
    """Whether it is shown without notes that what was handed in has."""


def viewer(request: HttpRequest, document_uuid: UUID, image_url: Callable[[int], str]) -> Viewer:
    """Return what the page of a document shows; `image_url` gives the address of a page's image."""
    held = documents.get_document(document_uuid)
    width, turn = _width(request), _turn(request)
    problem, count, number = "", 0, 1
    text: tuple[str, ...] = ()
    try:
        count = documents.page_count(held)
        number = min(max(_number(request), 1), count)
        # Drawn here, so that the page can say what is wrong; the image's own address finds it kept.
        documents.page_image(held, number, width or FITTING, turn)
        text = tuple(line for line in documents.page_text(held, number).splitlines() if line)
    except NoPageImage as refusal:
        problem = str(refusal.message)
    smaller, larger = _neighbours(width)
    return Viewer(
        name=held.file_name,
        media_type=held.media_type,
        size=held.size,
        number=number,
        count=count,
        width=width,
        image_url=f"{image_url(number)}{_address(0, width or FITTING, turn)}",
        text=text,
        previous_url=_address(number - 1, width, turn) if number > 1 else "",
        next_url=_address(number + 1, width, turn) if number < count else "",
        larger_url=_address(number, larger, turn) if larger else "",
        smaller_url=_address(number, smaller, turn) if smaller else "",
        fitting_url=_address(number, 0, turn) if width else "",
        left_url=_address(number, width, (turn - 90) % 360),
        right_url=_address(number, width, (turn + 90) % 360),
        turn=turn,
        problem=problem,
        is_readable=held.is_readable,
        has_original=bool(held.original_sha256),
    )


def is_part_of(document_uuid: UUID, case_uuid: UUID, *more: tuple[str, UUID]) -> bool:
    """Tell whether a document is a paper or an act of a case, or belongs to one of more owners."""
    if any(documents.is_owned_by(document_uuid, *owner) for owner in (("case", case_uuid), *more)):
        return True
    act = acts.find_act_of_document(document_uuid)
    return act is not None and (act.subject_kind, act.subject_id) == ("case", str(case_uuid))


def page_image(request: HttpRequest, document_uuid: UUID, number: int) -> HttpResponse:
    """Give the image of a page.

    :raises Http404: when there is none.
    """
    held = documents.get_document(document_uuid)
    try:
        width = _width(request) or FITTING
        content = documents.page_image(held, number, width, _turn(request))
    except NoPageImage as refusal:
        raise Http404(refusal.code) from refusal
    kind = "image/png" if content.startswith(_START_OF_PNG) else "image/jpeg"
    response = HttpResponse(content, content_type=kind)
    _harmless(response)
    return response


def download(document_uuid: UUID, *, inline: bool = False) -> StreamingHttpResponse:
    """Hand a document down in pieces, so that a large one needs no memory.

    It never becomes a page of this site, whatever is in it; `inline` is for the office's own, which
    the browser may show.
    """
    held = documents.get_document(document_uuid)
    pieces: Iterator[bytes] = documents.stream_document(held)
    response = StreamingHttpResponse(pieces, content_type=held.media_type)
    response["Content-Length"] = str(held.size)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=not inline, filename=held.file_name)
        or "attachment"
    )
    _harmless(response, shown=inline)
    return response


def download_original(document_uuid: UUID, actor: Actor) -> StreamingHttpResponse:
    """Hand down what was handed in, with all its notes."""
    held = documents.get_document(document_uuid)
    size, pieces = services.open_original(document_uuid=document_uuid, actor=actor, at=clock.now())
    response = StreamingHttpResponse(pieces, content_type=held.media_type)
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=held.file_name) or "attachment"
    )
    _harmless(response)
    return response


def _harmless(response: HttpResponseBase, *, shown: bool = False) -> None:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    if not shown:
        # A browser's own reader of PDF does not open in a sandbox.
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"


def _number(request: HttpRequest) -> int:
    typed = request.GET.get(PAGE, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 1


def _width(request: HttpRequest) -> int:
    """Return the width that was chosen, or nought for as wide as the page allows."""
    typed = request.GET.get(WIDTH, "")
    wanted = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 0
    return min(PAGE_WIDTHS, key=lambda known: (abs(known - wanted), known)) if wanted else 0


def _turn(request: HttpRequest) -> int:
    """Return by how many degrees the reader turned the page."""
    typed = request.GET.get(TURN, "")
    return int(typed) if typed in {"90", "180", "270"} else 0


def _neighbours(width: int) -> tuple[int, int]:
    """Return the next smaller and larger width, nought where there is none."""
    if not width:
        # Nobody knows here how wide the window is; a fitting page is never the larger one.
        return 0, FITTING
    smaller = [known for known in PAGE_WIDTHS if known < width]
    larger = [known for known in PAGE_WIDTHS if known > width]
    return (smaller[-1] if smaller else 0, larger[0] if larger else 0)


def _address(number: int, width: int, turn: int) -> str:
    chosen = {PAGE: number, WIDTH: width, TURN: turn}
    return f"?{urlencode({name: value for name, value in chosen.items() if value})}"
