"""What is done in a case beside assessing and deciding: deeds, their clock, who is asked.

A deed is data: who does it, what is asked, which act it declares. Where a case may take it stands
in the workflow, under the same key. The chronicle says which deeds were done on which day; from it
a pure function of the procedure computes the terms of the law.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from amt.contract.facts import Facts
from amt.contract.forms import Form
from amt.kernel.periods import Period, deadline

RECEIVED = "received"
DECIDED = "decided"


class DeedBy(StrEnum):
    """Who does it: a caseworker, a party, the end of a term, a partner's message."""

    OFFICE = "office"
    PARTY = "party"
    TIME = "time"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done in a case.

    `form` is asked of who does it (one page). `act` is declared with it. A party's deed is open to
    `roles`; `role_after` is what the party is then. `adds_party` names the role of the person whom
    the form describes (`Field.person`); the act then goes to this person alone. A deed of time
    happens after the last day of the term `due_at`. `new_documents` lets the doer hand in new
    versions of documents, at any rate of the kinds in `documents` (paths of file fields of the
    application); `asks_bodies` starts the consultations. With `records_facts` the answers
    become facts of the case, found out by the office, and it is assessed anew.
    """

    key: str
    by: DeedBy
    norm: str
    form: Form | None = None
    act: str = ""
    roles: tuple[str, ...] = ("applicant",)
    role_after: str = ""
    adds_party: str = ""
    due_at: str = ""
    new_documents: bool = False
    documents: tuple[str, ...] = ()
    asks_bodies: bool = False
    records_facts: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed that was done on a day; `values` are the answers to its form."""

    deed: str
    on: date
    values: Mapping[str, Any] = field(default_factory=dict)
    role: str = ""


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The deeds of a case in order; the first is its receipt (`received`)."""

    entries: tuple[Entry, ...]

    @property
    def received_on(self) -> date:
        """The day on which the application arrived."""
        return self.entries[0].on

    def all(self, deed: str) -> tuple[Entry, ...]:
        """Return every entry of a deed, oldest first."""
        return tuple(entry for entry in self.entries if entry.deed == deed)

    def first(self, deed: str) -> Entry | None:
        """Return the first entry of a deed, or None."""
        return next(iter(self.all(deed)), None)

    def last(self, deed: str) -> Entry | None:
        """Return the last entry of a deed, or None."""
        found = self.all(deed)
        return found[-1] if found else None


class TermState(StrEnum):
    """What became of a term."""

    RUNNING = "running"
    KEPT = "kept"
    ELAPSED = "elapsed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Term:
    """A period of the law in a case, both days counted.

    Its texts are `terms.<key>.title` and `terms.<key>.<state>` of the procedure, with `values`.
    """

    key: str
    norm: str
    starts_on: date
    ends_on: date
    state: TermState
    values: tuple[tuple[str, str], ...] = ()


class Silence(StrEnum):
    """What it means that a consulted body says nothing in time."""

    CONSENT = "consent"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Consultation:
    """Another body that is asked for its opinion, in parallel with others.

    Who answers is data of the organisation, under `<procedure>/<key>`. The body sees the documents
    of `documents` (paths of file fields) and the facts below `facts` alone.
    """

    key: str
    norm: str
    period: Period
    silence: Silence
    documents: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    needed: Callable[[Facts], bool] | None = None


class Opinion(StrEnum):
    """What a consulted body says."""

    CONSENT = "consent"
    CONDITIONS = "conditions"
    OBJECTION = "objection"


class ConsultationState(StrEnum):
    """Where a consultation stands; a late opinion was given after the period."""

    WAITING = "waiting"
    ANSWERED = "answered"
    SILENT = "silent"
    LATE = "late"


def consultation_ends_on(asked_on: date, period: Period, land: str) -> date:
    """Return the last day for an opinion (section 31 VwVfG, sections 187 to 193 BGB)."""
    return deadline(asked_on, period, land)


def consultation_state(ends_on: date, answered_on: date | None, *, on: date) -> ConsultationState:
    """Say where a consultation stands on a day."""
    if answered_on is not None:
        late = answered_on > ends_on
        return ConsultationState.LATE if late else ConsultationState.ANSWERED
    return ConsultationState.SILENT if on > ends_on else ConsultationState.WAITING


Terms = Callable[[Chronicle, date, str], tuple[Term, ...]]
"""`(chronicle, day, Land) -> terms`: pure, so that both sides see the same days."""
