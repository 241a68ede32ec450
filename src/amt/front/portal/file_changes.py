"""Files of a page with a form: taken in, taken away, brought back; what is refused is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.http import Http404, HttpRequest

from amt.capabilities.applications import services
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import Refusal

REMOVE, RESTORE = "datei-weg", "datei-zurueck"
MOST_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with a form, for the field of a path."""

    path: str
    content: IO[bytes]
    name: str
    media_type: str


def sent_files(request: HttpRequest) -> Iterator[SentFile]:
    """Yield the files that came with a form; a field may bring several."""
    for path, several in request.FILES.lists():
        for one in several[:MOST_AT_ONCE]:
            if one.file is not None:
                yield SentFile(path, one.file, one.name or "", one.content_type or "")


def deed_of(action: str) -> tuple[str, str, UUID] | None:
    """Read the value of a button: what to do, at which path, with which document.

    :raises Http404: when it names no document.
    """
    deed, _colon, rest = action.partition(":")
    path, _colon, document = rest.rpartition(":")
    if deed not in (REMOVE, RESTORE) or not path:
        return None
    try:
        return deed, path, UUID(document)
    except ValueError:
        raise Http404(document) from None


def take_in(request: HttpRequest, keep: Callable[[SentFile], object]) -> dict[str, str]:
    """Keep each file that came; return the sentences about those that were refused, by path."""
    refused: dict[str, str] = {}
    for one in sent_files(request):
        try:
            keep(one)
        except Refusal as refusal:
            told = f"{one.name}: {refusal.message}" if one.name else str(refusal.message)
            refused[one.path] = f"{refused[one.path]} {told}" if one.path in refused else told
    return refused


def change_draft(
    request: HttpRequest, draft_uuid: UUID, actor: Actor, action: str
) -> dict[str, str]:
    """Change the files of a draft as the page says; return refusals by path."""
    now = clock.now()

    def keep(one: SentFile) -> None:
        services.add_file(
            draft_uuid=draft_uuid,
            path=one.path,
            content=one.content,
            file_name=one.name,
            media_type=one.media_type,
            actor=actor,
            at=now,
        )

    refused = take_in(request, keep)
    wanted = deed_of(action)
    if wanted is not None:
        deed, path, document_uuid = wanted
        change = services.remove_file if deed == REMOVE else services.restore_file
        try:
            change(
                draft_uuid=draft_uuid, path=path, document_uuid=document_uuid, actor=actor, at=now
            )
        except Refusal as refusal:
            refused[path] = str(refusal.message)
    return refused
