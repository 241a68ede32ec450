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
class MemberConfirmed(Event):
    """Everybody whom the law wants has confirmed a member; it can be sent."""

    member_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class MemberSubmitted(Event):
    """A member of a bundle became an application."""

    member_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentGiven(Event):
    """Somebody consents to passing a proof on to a member."""

    member_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class FactsProduced(Event):
    """A member was decided, and its decision says what others may take."""

    bundle_uuid: UUID
    at: datetime
