"""What cases announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amt.kernel.events import Event


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """A case exists."""

    case_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseAssessed(Event):
    """A proposal, or the reason why there is none, is stored."""

    case_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseMayBeAutomatic(Event):
    """A case was assessed of whose service the machine may decide cases."""

    case_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseDecided(Event):
    """A case was decided; the act is on its way."""

    case_uuid: UUID
    decision_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CasesRedecided(Event):
    """Cases were decided once more by one review; in place of a `CaseDecided` for each."""

    case_uuids: list[str]
    review_key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeedDone(Event):
    """A deed was done in a case, by whomever."""

    case_uuid: UUID
    deed_uuid: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class OpinionGiven(Event):
    """A consulted body said what it thinks."""

    case_uuid: UUID
    consultation_uuid: UUID
    at: datetime
