"""The status of a case as its parties, holders of its code and its unit see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from amt.capabilities.acts import queries as acts
from amt.capabilities.authorities.queries import offices_of
from amt.capabilities.cases.chronicle import land_at, procedure_of, terms_of, workflow_of
from amt.capabilities.cases.fact_views import FactView, fact_views
from amt.capabilities.cases.facts import facts_of
from amt.capabilities.cases.histories import load
from amt.capabilities.cases.models import Case, CaseEvent, DeedRecord, Party
from amt.capabilities.cases.queries.history import CaseHistory, history_from
from amt.capabilities.cases.services.deeds import deeds_open_to
from amt.capabilities.cases.sight import (
    ALL,
    shows,
    shows_paper,
    sight_of,
    told_state,
    visible_facts,
)
from amt.capabilities.cases.timeline import (
    ACT_DELIVERED,
    ACT_RETRIEVED,
    CONSULTED,
    FOR_RESIDENTS,
    OPINION_GIVEN,
)
from amt.capabilities.cases.visibility import SUBJECT_KIND, can_work_on, parties_of, visible_case
from amt.capabilities.documents.queries import list_versions
from amt.contract.deeds import ConsultationState, Deed, Term, consultation_state
from amt.contract.facts import Facts
from amt.contract.law import Channel
from amt.contract.procedure import Sight
from amt.kernel import clock
from amt.kernel.actors import Actor

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Office, Unit
    from amt.capabilities.documents.queries import DocumentVersion

OF_ACTS = frozenset({ACT_DELIVERED, ACT_RETRIEVED})
OF_BODIES = frozenset({CONSULTED, OPINION_GIVEN})


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened, as a party sees it; `deed` is the key of a deed of the procedure.

    `by_me` marks a deed of the reader's own, `role` is the role of the party who did it, `text`
    what a partner reported in words.
    """

    kind: str
    at: datetime
    by_office: bool
    outcome: str = ""
    path: str = ""
    act_uuid: UUID | None = None
    deed: str = ""
    role: str = ""
    by_me: bool = False
    on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class AskedBody:
    """A consulted body and where its opinion stands, without what it says."""

    key: str
    body: str
    asked_on: date
    ends_on: date
    state: ConsultationState
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """The state of a case as a party or the holder of its code sees it.

    `sentence` is one of `received`, `in_progress`, `decided`, `closed` or the workflow's own state;
    `next_step` is `read_act`, `do_deed`, `wait` or `none`. `mine` are the parties as whom the
    reader sees it, none for staff, who see all. What their roles may not see is left out. Of
    documents all versions are named. `history` is there for who sees all facts, where terms or
    payments follow from it.
    """

    case_uuid: UUID
    reference: str
    procedure_key: str
    state: str
    sentence: str
    applied_on: date
    unit: Unit
    office: Office | None
    timeline: tuple[TimelineEntry, ...]
    acts: tuple[acts.ActView, ...]
    next_step: str
    mine: tuple[Party, ...] = ()
    visible_facts: Facts = field(default_factory=lambda: Facts({}))
    fact_views: tuple[FactView, ...] = ()
    visible_documents: tuple[DocumentVersion, ...] = ()
    terms: tuple[Term, ...] = ()
    bodies: tuple[AskedBody, ...] = ()
    open_deeds: tuple[Deed, ...] = ()
    history: CaseHistory | None = None

    @property
    def my_roles(self) -> tuple[str, ...]:
        """The roles in which the reader sees the case."""
        return tuple(dict.fromkeys(party.role for party in self.mine))


def status_of(actor: Actor, case_uuid: UUID, *, on: date | None = None) -> CaseStatus:
    """Return the state of a case for a party, a code holder or its unit, terms as of a day.

    :raises NotVisible: when the actor may not know of it.
    """
    case, day = visible_case(actor, case_uuid), on or clock.today()
    works, mine = can_work_on(actor, case), parties_of(actor, case)
    sight = ALL if works else sight_of(case, mine)
    shown_acts = _acts_shown(actor, case, mine, sight)
    open_deeds = deeds_open_to(actor, case, mine=mine)
    documents = list_versions(SUBJECT_KIND, case.uuid) if sight.documents != () else []
    views = fact_views(case) if sight.facts != () else ()
    facts = facts_of([one.record for one in views])
    history = _history(case, views) if sight.facts is None or sight.terms else None
    events = _events(case)
    return CaseStatus(
        case_uuid=case.uuid,
        reference=case.reference,
        procedure_key=case.procedure_key,
        state=told_state(case, sight),
        sentence=told_state(case, sight),
        applied_on=case.applied_on,
        unit=case.unit,
        office=next(iter(offices_of(case.unit)), None),
        timeline=_timeline(events, mine, sight, shown_acts),
        acts=shown_acts,
        next_step=_next_step(case, shown_acts, open_deeds, actor),
        mine=mine,
        visible_facts=visible_facts(sight, facts),
        fact_views=tuple(one for one in views if shows(sight.facts, one.record.path)),
        visible_documents=tuple(one for one in documents if works or shows_paper(sight, one.label)),
        terms=_terms(case, history, day) if history and sight.terms else (),
        bodies=_bodies(case, events, day) if sight.terms else (),
        open_deeds=open_deeds,
        history=history if sight.facts is None else None,
    )


def open_deeds(actor: Actor, case_uuid: UUID) -> tuple[Deed, ...]:
    """List the deeds that the actor may do now, in the order of the procedure.

    :raises NotVisible: when the actor may not know of the case.
    """
    return deeds_open_to(actor, visible_case(actor, case_uuid))


def sees_act(
    actor: Actor, case: Case, mine: Sequence[Party], sight: Sight, row: acts.AddresseeView
) -> bool:
    """Tell whether a copy of an act is the reader's, or of a role whose acts the reader sees."""
    addressee = row.addressee
    if can_work_on(actor, case):
        return True
    if addressee.party_uuid is None:
        # Acts from before copies knew their party name the account alone.
        return any(
            addressee.account_id == party.account_id and addressee.name == party.name
            for party in mine
        )
    return addressee.role in sight.acts_of or any(
        addressee.party_uuid == party.uuid for party in mine
    )


def _acts_shown(
    actor: Actor, case: Case, mine: Sequence[Party], sight: Sight
) -> tuple[acts.ActView, ...]:
    shown = []
    for view in acts.list_acts(SUBJECT_KIND, str(case.uuid)):
        rows = tuple(row for row in view.addressees if sees_act(actor, case, mine, sight, row))
        if rows:
            shown.append(replace(view, addressees=rows))
    return tuple(shown)


def _history(case: Case, views: Sequence[FactView]) -> CaseHistory | None:
    """Return what happened, of a procedure that computes something from it."""
    procedure = procedure_of(case)
    if procedure is None or (procedure.terms is None and procedure.benefit is None):
        return None
    # Who sees terms alone has read no facts yet.
    known = [one.record for one in views] or None
    return history_from(load([case], known=known)[0])


def _terms(case: Case, history: CaseHistory, on: date) -> tuple[Term, ...]:
    """Return the terms on a day, without a second look at what was loaded."""
    procedure = procedure_of(case)
    if procedure is None or procedure.terms is None:
        return ()
    land = land_at(case, str(history.facts.get(procedure.place_path) or ""))
    return terms_of(case, on=on, chronicle=history.chronicle, land=land)


def _events(case: Case) -> list[CaseEvent]:
    shown = case.events.filter(Q(kind__in=FOR_RESIDENTS) | Q(deed__isnull=False))
    return list(shown.select_related("deed").order_by("at", "id"))


def _timeline(
    events: Sequence[CaseEvent],
    mine: Sequence[Party],
    sight: Sight,
    shown_acts: Sequence[acts.ActView],
) -> tuple[TimelineEntry, ...]:
    known_acts = {view.act.uuid for view in shown_acts}
    my_ids = {party.pk for party in mine}
    entries = [(event, _entry(event, my_ids)) for event in events]
    return tuple(
        entry if entry.act_uuid in known_acts else replace(entry, act_uuid=None)
        for event, entry in entries
        if _is_shown(event, entry, sight, known_acts)
    )


def _is_shown(event: CaseEvent, entry: TimelineEntry, sight: Sight, known_acts: set[UUID]) -> bool:
    if event.kind in OF_ACTS:
        return entry.act_uuid in known_acts
    if event.kind in OF_BODIES and not sight.terms:
        return False
    if entry.path and not shows(sight.facts, entry.path):
        return False
    return sight.timeline or entry.by_me or entry.act_uuid in known_acts


def _entry(event: CaseEvent, my_ids: set[int]) -> TimelineEntry:
    act, deed = event.values.get("act"), event.deed
    return TimelineEntry(
        kind=event.kind,
        at=event.at,
        by_office=event.actor_kind in ("staff", "system"),
        outcome=event.values.get("outcome", ""),
        path=event.values.get("path", ""),
        act_uuid=UUID(act) if act else None,
        deed=deed.key if deed else "",
        role=deed.role if deed else "",
        by_me=deed is not None and deed.party_id in my_ids,
        on=deed.on if deed else None,
        text=_reported(deed),
    )


def _reported(deed: DeedRecord | None) -> str:
    """Return what a partner wrote; answers of people are shown nowhere but in the unit."""
    is_report = deed is not None and "message" in deed.values and deed.party_id is None
    return str(deed.values.get("text", "")) if deed and is_report else ""


def _bodies(case: Case, events: Sequence[CaseEvent], on: date) -> tuple[AskedBody, ...]:
    """Return whom the unit asked; the timeline tells whether it asked anybody."""
    if not any(event.kind == CONSULTED for event in events):
        return ()
    return tuple(
        AskedBody(
            key=one.key,
            body=one.unit.name,
            asked_on=one.asked_on,
            ends_on=one.ends_on,
            state=consultation_state(one.ends_on, one.answered_on, on=on),
            answered_on=one.answered_on,
        )
        for one in case.consultations.select_related("unit").order_by("id")
    )


def _next_step(
    case: Case, shown_acts: tuple[acts.ActView, ...], open_deeds: tuple[Deed, ...], actor: Actor
) -> str:
    waiting = [
        shown
        for act in shown_acts
        for shown in act.addressees
        if shown.addressee.channel == Channel.MAILBOX
        and shown.addressee.provided_at is not None
        and shown.addressee.retrieved_at is None
        and actor.account_id in (None, shown.addressee.account_id)
    ]
    if waiting:
        return "read_act"
    workflow = workflow_of(case)
    going_on = [one for one in workflow.transitions if one.source == case.state]
    if case.state in workflow.final or not going_on:
        return "none"
    return "none" if {one.deed for one in going_on} == {"close"} else "wait"
