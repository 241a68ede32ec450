"""Large files on a page with a form: where the script sends them, what was begun before.

The ordinary form takes every file as well; the parts here only let a large one survive a broken
line. The addresses are those of the tus protocol (`portal.views.uploads`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.documents import queries as documents
from amt.capabilities.documents.queries import HandedIn, ScanState
from amt.kernel import clock
from amt.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class BegunUpload:
    """A file of which only a part has arrived; `label` is the path of the field it answers."""

    label: str
    name: str
    size: int
    received: int
    url: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file on the page: its kind in a word, and how far its scan is.

    `state` is one of waiting, failed, clean, infected, large, aside; `button` is what undoes: the
    removal of one that lies aside until `kept_until`, or the notice about one that is gone.
    """

    uuid: str
    label: str
    name: str
    kind: str
    state: str
    sentence: str
    button: str = ""
    kept_until: datetime | None = None


_KINDS: dict[str, str | Promise] = {
    "application/pdf": "PDF",
    "image/jpeg": gettext_lazy("Foto"),
    "image/heic": gettext_lazy("Foto"),
    "image/png": gettext_lazy("Bild"),
}
_STATES = {
    ScanState.PENDING: "waiting",
    ScanState.FAILED: "failed",
    ScanState.CLEAN: "clean",
    ScanState.INFECTED: "infected",
    ScanState.TOO_LARGE: "large",
}


def draft_parts(draft_uuid: UUID, actor: Actor) -> dict[str, Any]:
    """Return what the page of a form needs besides its fields."""
    url = reverse("portal:upload_to_draft", args=[draft_uuid])
    return _parts(url, actor, "draft", draft_uuid)


def deed_parts(
    case_uuid: UUID, deed_key: str, actor: Actor, owner: tuple[str, UUID]
) -> dict[str, Any]:
    """Return what the page of a party's deed needs; `owner` has the papers until it is done."""
    url = reverse("portal:upload_to_deed", args=[case_uuid, deed_key])
    return _parts(url, actor, *owner)


def _parts(url: str, actor: Actor, owner_kind: str, owner_uuid: UUID) -> dict[str, Any]:
    at = clock.now()
    begun = documents.uploads_begun(actor, owner_kind, owner_uuid, at=at)
    papers = [_paper(one) for one in documents.list_handed_in(owner_kind, owner_uuid, at=at)]
    return {
        "upload_url": url,
        "papers": papers,
        "papers_waiting": any(one.state == "waiting" for one in papers),
        "uploads_begun": [
            BegunUpload(
                label=upload.label,
                name=upload.file_name,
                size=upload.size,
                received=upload.received,
                url=reverse("portal:upload", args=[upload.uuid]),
            )
            for upload in begun
        ],
    }


def _paper(one: HandedIn) -> Paper:
    document = one.document
    state = _STATES.get(ScanState(document.scan_state), "")
    button = ""
    if one.kept_until is not None:
        state, button = "aside", f"datei-zurueck:{one.label}:{document.uuid}"
    elif state == "infected":
        button = f"datei-weg:{one.label}:{document.uuid}"
    return Paper(
        uuid=str(document.uuid),
        label=one.label,
        name=document.file_name,
        kind=str(_KINDS.get(document.media_type, "")),
        state=state,
        sentence=_sentences().get(state, ""),
        button=button,
        kept_until=one.kept_until,
    )


def _sentences() -> dict[str, str]:
    return {
        "waiting": _("Wird auf Schadsoftware geprüft. Sie können weitermachen."),
        "failed": _(
            "Die Prüfung auf Schadsoftware ist gerade nicht möglich. Wir versuchen es von selbst "
            "wieder. Sie können weitermachen."
        ),
        "large": _(
            "Diese Datei ist zu groß für die Prüfung auf Schadsoftware. Niemand kann sie öffnen. "
            "Entfernen Sie die Datei und laden Sie sie kleiner oder in Teilen hoch."
        ),
        "clean": _("Auf Schadsoftware geprüft."),
        "infected": _(
            "In dieser Datei war Schadsoftware. Wir haben sie gelöscht. Prüfen Sie Ihr Gerät und "
            "laden Sie die Unterlage aus einer anderen Quelle hoch."
        ),
    }
