"""What payments announces; amounts and accounts are read by uuid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class RunStarted(Event):
    """A proposal was ordered; what it pays is collected now."""

    run_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class RunApproved(Event):
    """A run was approved; its file is made now."""

    run_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class PaymentReturned(Event):
    """A payment came back from the bank; nothing goes to that account until it is corrected."""

    payment_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DemandSettled(Event):
    """A demand was paid whole."""

    demand_uuid: UUID
    subject_kind: str
    subject_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaymentsViewed(Event):
    """Somebody of a unit saw what is paid to subjects: pairs of their kind and id."""

    subjects: tuple[tuple[str, str], ...]
    unit_id: int
    account_id: int
    at: datetime
