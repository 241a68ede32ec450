"""What bundles announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class BundleStarted(Event):
    """A notice began a bundle."""

    bundle_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class MemberSubmitted(Event):
    """A member of a bundle became an application."""

    bundle_uuid: UUID
    member_uuid: UUID
    at: datetime
