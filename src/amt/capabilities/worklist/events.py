"""What the worklist announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ItemOpened(Event):
    """Something waits for a unit."""

    item_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemDone(Event):
    """An item waits no more."""

    item_uuid: UUID
    at: datetime
