"""Carrying out a deed that was found allowed: all that follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases import timeline
from amt.capabilities.cases.choice import ASSESS, waits_for_decision
from amt.capabilities.cases.chronicle import next_due_on, procedure_of, terms_of
from amt.capabilities.cases.events import DeedDone
from amt.capabilities.cases.facts import supersede
from amt.capabilities.cases.models import Case, Consultation, DeedRecord, Party
from amt.capabilities.cases.services import papers, wording
from amt.capabilities.cases.services.assessing import assess_locked
from amt.capabilities.cases.services.consulting import (
    consult,
    planned_consultations,
    release_bodies,
)
from amt.capabilities.cases.services.opening import DAYS_TO_DECIDE, DECIDE, open_decision_item
from amt.capabilities.cases.services.parties import described_party, invite_party
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.worklist import services as worklist
from amt.capabilities.worklist.queries import items_about
from amt.contract.deeds import Deed, DeedBy, Entry
from amt.contract.facts import FactSource
from amt.contract.procedure import Procedure, Workflow
from amt.kernel import clock, events, faults
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

DEED = "deed"
"""Kind of the item that asks the unit to go on where no decision is waited for."""


class PartiesFull(Refusal):
    """The procedure allows no further party of the role."""

    code = "parties_full"


@dataclass(frozen=True, slots=True)
class Doing:
    """A deed about to be done: allowed in the case's state and to who does it, answers checked.

    `on` is the day that counts.
    """

    case: Case
    procedure: Procedure
    deed: Deed
    target: str
    actor: Actor
    on: date
    at: datetime
    party: Party | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    documents: tuple[papers.NewDocument, ...] = ()

    @property
    def entry(self) -> Entry:
        """The deed as the chronicle will tell it."""
        role = self.party.role if self.party else ""
        return Entry(self.deed.key, self.on, self.values, role)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deed brings with it, before anything is stored."""

    added: Party | None
    asked: tuple[Consultation, ...]
    act: wording.Draft | None


def plan(doing: Doing) -> Plan:
    """Work out what follows from a deed; nothing is stored.

    :raises PartiesFull: when the procedure allows no further party of the role.
    :raises NoUnitCompetent: when nobody is competent to be consulted.
    """
    added = described_party(doing.case, doing.deed, doing.values)
    if added is not None:
        _require_room(doing, added.role)
    asked = planned_consultations(doing.case, doing.on) if doing.deed.asks_bodies else ()
    return Plan(added, asked, _act(doing, added, asked))


def carry_out(doing: Doing) -> DeedRecord:
    """Do the deed with all that follows, in the running transaction that has locked the case.

    :raises ActCannotBeComposed: when the procedure cannot word the act.
    """
    planned = plan(doing)
    entry, before = doing.entry, doing.case.state
    _join(doing, planned)
    for consultation in planned.asked:
        consult(consultation, actor=doing.actor, at=doing.at)
    act = wording.declare(planned.act, actor=doing.actor) if planned.act else None
    record = DeedRecord.objects.create(
        case=doing.case,
        key=doing.deed.key,
        on=doing.on,
        at=doing.at,
        actor_id=doing.actor.account_id,
        role=entry.role,
        party=doing.party,
        values=dict(doing.values),
        act_uuid=act.uuid if act else None,
    )
    papers.take_in(doing.case, doing.documents, party=doing.party, actor=doing.actor, at=doing.at)
    move(doing.case, doing.procedure.workflow, doing.target, actor=doing.actor, at=doing.at)
    changed = _record_facts(doing)
    _take_up(doing, before, changed=changed)
    _keep_items(doing)
    _tell(doing, record)
    faults.point("cases.deed.before_commit")
    return record


def move(case: Case, workflow: Workflow, target: str, *, actor: Actor, at: datetime) -> None:
    """Bring a case into a state: what nobody waits for any more is closed, its next day is set."""
    case.state = target
    if target in workflow.final and case.closed_at is None:
        case.closed_at = at
    case.next_due_on = next_due_on(case, terms_of(case, on=clock.day_of(at)))
    case.save(update_fields=["state", "closed_at", "next_due_on"])
    if case.closed_at is not None:
        release_bodies(case, actor=actor, at=at)
    waits = case.closed_at is None and waits_for_decision(
        procedure_of(case), workflow, target, decided=case.decisions.exists()
    )
    if not waits:
        worklist.close_items(
            subject_kind=SUBJECT_KIND, subject_id=case.uuid, kind=DECIDE, at=at, actor=actor
        )


def open_deed_item(case: Case, *, actor: Actor, at: datetime) -> None:
    """Let the case wait for its unit, where no decision is waited for."""
    worklist.open_item(
        unit_id=case.unit_id,
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        kind=DEED,
        procedure_key=case.procedure_key,
        reference=case.reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_TO_DECIDE),
        at=at,
        actor=actor,
    )


def _require_room(doing: Doing, role: str) -> None:
    held = doing.case.parties.filter(role=role).count()
    if held >= doing.procedure.role(role).maximum:
        raise PartiesFull(_("In diesem Fall kann niemand mehr in dieser Rolle dazukommen."))


def _act(
    doing: Doing, added: Party | None, asked: tuple[Consultation, ...]
) -> wording.Draft | None:
    if not doing.deed.act:
        return None
    parties = [_after(doing, party) for party in doing.case.parties.order_by("id")]
    stored = doing.case.consultations.select_related("unit").order_by("id")
    return wording.Draft(
        case=doing.case,
        procedure=doing.procedure,
        spec=doing.procedure.act(doing.deed.act),
        entry=doing.entry,
        parties=(*parties, *((added,) if added else ())),
        consultations=(*stored, *asked),
        at=doing.at,
        inputs=doing.values,
        only=added,
    )


def _after(doing: Doing, party: Party) -> Party:
    """Return a party in the role that it has once the deed is done."""
    if doing.deed.role_after and doing.party is not None and party.pk == doing.party.pk:
        party.role = doing.deed.role_after
    return party


def _join(doing: Doing, planned: Plan) -> None:
    if planned.added is not None:
        planned.added.save()
        invites = planned.act is not None and planned.act.spec.invites
        invite_party(planned.added, by_notice=not invites, actor=doing.actor, at=doing.at)
    if doing.deed.role_after and doing.party is not None:
        Party.objects.filter(pk=doing.party.pk).update(role=doing.deed.role_after)


def _record_facts(doing: Doing) -> bool:
    """Make the answers facts of the case where the deed says so; tell whether any is new."""
    if not doing.deed.records_facts:
        return False
    changed = [
        supersede(
            doing.case,
            path,
            value,
            source=FactSource.OFFICER,
            basis=doing.deed.norm,
            actor=doing.actor,
            at=doing.at,
        )
        for path, value in doing.values.items()
    ]
    return any(changed)


def _take_up(doing: Doing, before: str, *, changed: bool) -> None:
    """Assess anew where facts are new, or a decided case came into a state with a proposal."""
    case, workflow = doing.case, doing.procedure.workflow
    if workflow.target(case.state, ASSESS) is None:
        return
    again = workflow.target(before, ASSESS) is None and case.decisions.exists()
    if changed or again:
        assess_locked(case, actor=doing.actor, at=doing.at)
    if again:
        open_decision_item(case, actor=doing.actor, at=doing.at, since=doing.on)


def _keep_items(doing: Doing) -> None:
    """Close the item of what the office did; open one where now the office must go on."""
    case, workflow = doing.case, doing.procedure.workflow
    if doing.deed.by is DeedBy.OFFICE or case.closed_at is not None:
        worklist.close_items(
            subject_kind=SUBJECT_KIND, subject_id=case.uuid, kind=DEED, at=doing.at,
            actor=doing.actor,
        )  # fmt: skip
        return
    waits = any(
        deed.by is DeedBy.OFFICE and workflow.target(case.state, deed.key) is not None
        for deed in doing.procedure.deeds
    )
    if waits and not items_about(SUBJECT_KIND, case.uuid):
        open_deed_item(case, actor=doing.actor, at=doing.at)


def _tell(doing: Doing, record: DeedRecord) -> None:
    values = {"act": str(record.act_uuid)} if record.act_uuid else {}
    timeline.add(doing.case, doing.deed.key, actor=doing.actor, at=doing.at, deed=record, **values)
    trail.record(
        actor=doing.actor,
        action="cases.deed_done",
        subject_kind=SUBJECT_KIND,
        subject_id=doing.case.uuid,
        at=doing.at,
        details={"deed": str(record.uuid), "key": record.key},
    )
    events.publish(DeedDone(doing.case.uuid, record.uuid, doing.at))
