"""What grants announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class RenewalInvited(Event):
    """A person was invited to apply again before the grant ends."""

    case_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class RunStarted(Event):
    """A run over many grants begins with its trial."""

    run_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class RunReleased(Event):
    """A run may decide, for the first time or after a pause."""

    run_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class RunEnded(Event):
    """A run over many grants has come to its end."""

    run_uuid: UUID
    at: datetime
