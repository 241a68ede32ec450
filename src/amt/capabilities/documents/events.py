"""What documents announce; the document itself is read by its uuid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class DocumentReceived(Event):
    """A file of a stranger is there, which nobody may open before it was scanned."""

    document_uuid: UUID


@dataclass(frozen=True, slots=True)
class DocumentInfected(Event):
    """A file has a virus and is gone; `owner_kind` and `owner_id` had it as `label`."""

    document_uuid: UUID
    owner_kind: str
    owner_id: str
    label: str
    at: datetime
