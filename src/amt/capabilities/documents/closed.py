"""Why a file is closed to everybody: nobody opens one of a stranger before it was scanned."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amt.capabilities.documents.models import Document, ScanState
from amt.kernel.errors import Refusal

_CODES = {
    ScanState.PENDING: "not_scanned_yet",
    ScanState.FAILED: "scanner_down",
    ScanState.INFECTED: "virus_found",
    ScanState.TOO_LARGE: "too_large_to_scan",
}
SENTENCES: dict[str, Promise] = {
    "not_scanned_yet": _(
        "Diese Datei wird gerade auf Schadsoftware geprüft. Versuchen Sie es in einer Minute noch "
        "einmal."
    ),
    "scanner_down": _(
        "Diese Datei ist noch nicht auf Schadsoftware geprüft, weil die Prüfung gerade nicht "
        "möglich ist. Wir versuchen es alle fünf Minuten wieder."
    ),
    "too_large_to_scan": _(
        "Diese Datei ist zu groß für die Prüfung auf Schadsoftware. Deshalb öffnet sie niemand. "
        "Wir brauchen die Unterlage kleiner oder in Teilen."
    ),
    "virus_found": _("In dieser Datei war Schadsoftware. Wir haben die Datei gelöscht."),
}


class NotReadable(Refusal):
    """The file may not be opened (yet); `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code], code=code)


def require_scanned(document: Document) -> None:
    """Let a document be opened. :raises NotReadable: before it was scanned, or with a virus."""
    if not document.is_readable:
        raise NotReadable(_CODES[ScanState(document.scan_state)])
