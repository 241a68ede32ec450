"""Large files on a page with a form: where the script sends them, what was begun before.

The ordinary form takes every file as well; the parts here only let a large one survive a broken
line. The addresses are those of the tus protocol (`portal.views.uploads`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from amt.capabilities.documents import queries as documents
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
    begun = documents.uploads_begun(actor, owner_kind, owner_uuid, at=clock.now())
    return {
        "upload_url": url,
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
