"""Documents as images of their pages, so that nothing a stranger made runs in anybody's browser.

Pages are drawn by `page_renderer`, a process with limits, and kept in the file store beside the
document, with which they go. A file that cannot be drawn is refused with a sentence.
"""

from __future__ import annotations

import structlog
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amt.capabilities.documents import file_types, files, opening, page_renderer, programs
from amt.capabilities.documents.models import Document
from amt.kernel.errors import Refusal

log = structlog.get_logger(__name__)

PAGE_WIDTHS = (640, 960, 1280, 1920, 2560)
"""Widths in pixels in which a page may be asked for."""

SECONDS = programs.SECONDS
TURNS = (0, 90, 180, 270)
"""Degrees, clockwise, by which a reader may turn a page."""

_SENTENCES: dict[str, Promise] = {
    "broken": _(
        "Diese Datei lässt sich nicht als Bild zeigen, sie ist vielleicht beschädigt. "
        "Sie können sie herunterladen."
    ),
    "locked": _(
        "Diese Datei ist mit einem Kennwort geschützt. Bilder ihrer Seiten gibt es deshalb nicht."
    ),
    "damaged": _(
        "Diese Datei lässt sich bei uns gerade nicht lesen. Rufen Sie an, wir suchen den Fehler."
    ),
    "no_such_page": _("Diese Seite hat das Dokument nicht."),
    "too_much": _(
        "Diese Seite ist zu aufwendig, um sie als Bild zu zeigen. "
        "Sie können die Datei herunterladen."
    ),
    **opening.SENTENCES,
}
_CODES = {
    page_renderer.BROKEN: "broken",
    page_renderer.LOCKED: "locked",
    page_renderer.NO_SUCH_PAGE: "no_such_page",
}
_COUNT = "count"


class NoPageImage(Refusal):
    """The file or the page cannot be shown as an image; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(_SENTENCES[code], code=code)


def page_count(document: Document) -> int:
    """Return how many pages a document has; an image has one.

    :raises NoPageImage: when the file is broken, locked, too much, lost by the store, or was not
        scanned yet.
    """
    try:
        opening.require_readable(document)
    except opening.NotReadable as refusal:
        raise NoPageImage(refusal.code) from refusal
    kept = files.read_derived(document.sha256, _COUNT)
    if kept is None:
        _require_whole(document)
        try:
            kept = _ask(document, "count")
        except NoPageImage as problem:
            files.write_derived(document.sha256, _COUNT, problem.code.encode())
            raise
        files.write_derived(document.sha256, _COUNT, kept)
    if kept.isdigit():
        return int(kept)
    raise NoPageImage(kept.decode("ascii"))


def page_image(document: Document, number: int, width: int, turn: int = 0) -> bytes:
    """Return a page, counted from one, as PNG or JPEG of a width of `PAGE_WIDTHS`.

    A page that was scanned or photographed at a slant is shown straight; `turn` (of `TURNS`) turns
    it by what nobody could know.

    :raises NoPageImage: when there is no such page or it cannot be drawn.
    """
    _require_page(document, number)
    width = min(PAGE_WIDTHS, key=lambda known: (abs(known - width), known))
    turn = turn if turn in TURNS else 0
    name = f"{number}-{width}-{turn}" if turn else f"{number}-{width}"
    return _kept(document, name, "image", number, width, turn)


def page_text(document: Document, number: int) -> str:
    """Return the words of a page, an empty text where it is only a picture.

    :raises NoPageImage: when there is no such page or it cannot be read.
    """
    _require_page(document, number)
    words = _kept(document, f"{number}-text", "text", number, 1).decode("utf-8", "replace")
    return words.replace("\r\n", "\n").replace("\x00", "").strip()


def _require_whole(document: Document) -> None:
    """Ask once, before anything is drawn: are these the bytes that were handed in?"""
    try:
        files.require_whole(document.sha256)
    except files.FileDamaged as problem:
        log.error("documents.file_damaged", document=str(document.uuid))
        raise NoPageImage("damaged") from problem


def _require_page(document: Document, number: int) -> None:
    if not 1 <= number <= page_count(document):
        raise NoPageImage("no_such_page")


def _kept(
    document: Document, name: str, deed: str, number: int, width: int, turn: int = 0
) -> bytes:
    kept = files.read_derived(document.sha256, name)
    if kept is None:
        kept = _ask(document, deed, str(number), str(width), str(turn))
        files.write_derived(document.sha256, name, kept)
    return kept


def _ask(document: Document, deed: str, *more: str) -> bytes:
    kind = "pdf" if document.media_type == file_types.PDF else "image"
    try:
        with files.on_disk(document.sha256) as path:
            words = [deed, str(path), kind, *more]
            done = programs.run(page_renderer, words, document, SECONDS)
    except files.FileDamaged as problem:
        log.error("documents.file_damaged", document=str(document.uuid))
        raise NoPageImage("damaged") from problem
    except programs.TookTooLong as late:
        raise NoPageImage("too_much") from late
    if done.returncode == 0:
        return done.stdout
    log.info("documents.page_not_drawn", document=str(document.uuid), code=done.returncode)
    raise NoPageImage(_CODES.get(done.returncode, "too_much"))
