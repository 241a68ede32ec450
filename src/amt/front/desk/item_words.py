"""Words for kinds of items whose subject has no service of its own, and for closed files."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.documents.queries import ScanState

_TITLES = {
    "register_report": gettext_lazy("Fehler im Register"),
    "unreadable_scan": gettext_lazy("Unleserlicher Scan"),
    "infected_paper": gettext_lazy("Datei mit Schadsoftware gelöscht"),
    "paper_entry": gettext_lazy("Papierformular erfassen"),
    "paper_incomplete": gettext_lazy("Papierformular unvollständig"),
    "paper_known": gettext_lazy("Papier zu einem Fall"),
    "access_question": gettext_lazy("Frage zum Datenschutz"),
    "approve_payment_run": gettext_lazy("Auszahlung freigeben"),
    "payment_returned": gettext_lazy("Zahlung zurückgekommen"),
    "unclear_bank_entry": gettext_lazy("Ungeklärter Zahlungseingang"),
}
_MARKS = {
    "unreadable_scan": gettext_lazy("Scan"),
    "paper_entry": gettext_lazy("Formular vom Papier"),
    "paper_incomplete": gettext_lazy("Formular vom Papier, unvollständig"),
    "paper_known": gettext_lazy("Papier zu einem Fall"),
}
_FILES = {
    ScanState.PENDING: gettext_lazy("wird auf Schadsoftware geprüft"),
    ScanState.FAILED: gettext_lazy("noch nicht auf Schadsoftware geprüft"),
    ScanState.INFECTED: gettext_lazy("Schadsoftware, Datei gelöscht"),
    ScanState.TOO_LARGE: gettext_lazy("zu groß für die Prüfung, niemand kann sie öffnen"),
}
_TASKS = {
    "unreadable_scan": gettext_lazy(
        "Ein Brief wurde eingescannt, aber nicht erkannt. Lesen Sie das Dokument und klären Sie, "
        "zu wem es gehört."
    ),
    "infected_paper": gettext_lazy(
        "In einer Datei zu diesem Aktenzeichen war Schadsoftware. Die Datei ist gelöscht, niemand "
        "hat sie geöffnet. Bitten Sie die Person, die Unterlage noch einmal zu schicken."
    ),
    "unclear_bank_entry": gettext_lazy(
        "Bei der Bank ist Geld eingegangen, das zu keiner Forderung und zu keiner Zahlung passt. "
        "Klären Sie mit der Kasse, wem es gehört."
    ),
}


def title_of(kind: str) -> str:
    """Return what an item is called."""
    return str(_TITLES.get(kind, "")) or _("Aufgabe")


def mark_of(kind: str) -> str:
    """Return what stands beside the name of the service, empty for the usual items."""
    return str(_MARKS.get(kind, ""))


def file_state(state: str) -> str:
    """Return why nobody may open a file, empty where it may be opened."""
    return str(_FILES.get(ScanState(state), ""))


def task_of(kind: str) -> str:
    """Return what is to be done, or an empty text."""
    return str(_TASKS.get(kind, ""))
