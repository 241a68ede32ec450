"""Words for kinds of items whose subject has no service of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_TITLES = {
    "unreadable_scan": gettext_lazy("Unleserlicher Scan"),
}
_TASKS = {
    "unreadable_scan": gettext_lazy(
        "Ein Brief wurde eingescannt, aber nicht erkannt. Lesen Sie das Dokument und klären Sie, "
        "zu wem es gehört."
    ),
}


def title_of(kind: str) -> str:
    """Return what an item is called."""
    return str(_TITLES.get(kind, "")) or _("Aufgabe")


def task_of(kind: str) -> str:
    """Return what is to be done, or an empty text."""
    return str(_TASKS.get(kind, ""))
