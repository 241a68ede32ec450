"""Opening, taking, giving back and closing items.

Rooms above open and close items of their subjects in their own transactions; people take items and
give them back. Whether somebody may work on the subject is asked by the subject's room.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity.queries import staff_of_unit
from amt.capabilities.worklist.events import ItemDone, ItemOpened
from amt.capabilities.worklist.models import ItemState, WorkItem
from amt.capabilities.worklist.roles import LEADING_ROLES, WORKING_ROLES
from amt.kernel import events, live
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal
from amt.kernel.new_rows import add_row_unless_there


class ItemIsDone(Refusal):
    """The item waits for nobody any more."""

    code = "item_is_done"


class AlreadyTaken(Refusal):
    """Somebody else works on the item."""

    code = "already_taken"


class NotOfThisUnit(Refusal):
    """The person who should take the item does not work in its unit."""

    code = "not_of_this_unit"


class NotClosedByHand(Refusal):
    """The item ends with a deed of its subject, not by somebody saying so."""

    code = "not_closed_by_hand"


class NoteMissing(Refusal):
    """Nobody said why there is nothing to do any more."""

    code = "note_missing"


class NoteTooLong(Refusal):
    """The reason is longer than anybody reads."""

    code = "note_too_long"


LONGEST_NOTE = 1_000


def topic_of(unit_id: int) -> str:
    """Return the topic under which open worklists of a unit hear of changes."""
    return f"worklist:{unit_id}"


@transaction.atomic(savepoint=False)
def open_item(
    *,
    unit_id: int,
    subject_kind: str,
    subject_id: object,
    kind: str,
    procedure_key: str,
    reference: str,
    due_on: date,
    at: datetime,
    title_values: Mapping[str, Any] | None = None,
    closed_by_hand: bool = False,
    actor: Actor = SYSTEM,
) -> WorkItem:
    """Let something wait for a unit; an open item of this kind and subject is returned.

    `closed_by_hand` is for subjects without a deed that would end it, such as an unreadable scan;
    its documents are those that belong to the subject.
    """
    said = {"subject_kind": subject_kind, "subject_id": str(subject_id), "kind": kind}
    item = WorkItem(
        **said,
        state=ItemState.OPEN,
        unit_id=unit_id,
        procedure_key=procedure_key,
        reference=reference,
        due_on=due_on,
        opened_at=at,
        title_values=dict(title_values or {}),
        closed_by_hand=closed_by_hand,
    )
    if not add_row_unless_there(item):
        return WorkItem.objects.get(**said, state=ItemState.OPEN)
    _record(item, actor, "worklist.item_opened", at)
    events.publish(ItemOpened(item.uuid, at))
    live.announce(topic=topic_of(unit_id), kind="changed")
    return item


@transaction.atomic
def assign_item(*, item_uuid: UUID, account_id: int | None, actor: Actor, at: datetime) -> WorkItem:
    """Give an item to a person of its unit, or back to the unit with None.

    A caseworker takes items that nobody has and gives back own ones; a supervisor may do both for
    everybody of the unit.

    :raises NotVisible: when the actor does not work in the unit.
    :raises ItemIsDone: when nothing is to be done any more.
    :raises AlreadyTaken: when somebody else has it and the actor is no supervisor.
    :raises NotOfThisUnit: when the person does not work in the unit.
    """
    item = _locked_item(item_uuid, actor)
    if item.state != ItemState.OPEN:
        raise ItemIsDone(_("Diese Aufgabe ist schon erledigt."))
    _require_assignable(item, account_id, actor)
    if item.assigned_to_id == account_id:
        return item
    item.assigned_to_id = account_id
    item.save(update_fields=["assigned_to"])
    deed = "worklist.item_given_back" if account_id is None else "worklist.item_assigned"
    _record(item, actor, deed, at)
    live.announce(topic=topic_of(item.unit_id), kind="changed")
    return item


@transaction.atomic
def close_item(*, item_uuid: UUID, note: str, actor: Actor, at: datetime) -> WorkItem:
    """Note that an item is done, and why; only of items that are closed by hand.

    :raises NotVisible: when the actor does not work in the unit.
    :raises ItemIsDone: when nothing is to be done any more.
    :raises NotClosedByHand: when a deed of its subject closes it.
    :raises AlreadyTaken: when somebody else has it and the actor is no supervisor.
    :raises NoteMissing: when no reason is given.
    :raises NoteTooLong: when it is longer than `LONGEST_NOTE` characters.
    """
    item, reason = _locked_item(item_uuid, actor), note.strip()
    if item.state != ItemState.OPEN:
        raise ItemIsDone(_("Diese Aufgabe ist schon erledigt."))
    if not item.closed_by_hand:
        raise NotClosedByHand(_("Diese Aufgabe endet mit der Bearbeitung des Falls."))
    _require_assignable(item, actor.account_id, actor)
    if not reason:
        raise NoteMissing(_("Schreiben Sie, was Sie getan haben."))
    if len(reason) > LONGEST_NOTE:
        told = _("Kürzen Sie Ihren Text auf höchstens %(maximum)s Zeichen.")
        raise NoteTooLong(told % {"maximum": LONGEST_NOTE})
    item.state, item.done_at = ItemState.DONE, at
    item.done_by_id, item.note = actor.account_id, reason
    item.save(update_fields=["state", "done_at", "done_by", "note"])
    _announce_done(item, actor, at)
    return item


@transaction.atomic
def close_items(
    *,
    subject_kind: str,
    subject_id: object,
    kind: str | None = None,
    at: datetime,
    actor: Actor = SYSTEM,
) -> int:
    """Mark the open items of a subject as done; return how many there were."""
    items = WorkItem.objects.select_for_update().filter(
        subject_kind=subject_kind, subject_id=str(subject_id), state=ItemState.OPEN
    )
    if kind is not None:
        items = items.filter(kind=kind)
    closed = list(items)
    for item in closed:
        item.state, item.done_at = ItemState.DONE, at
        item.save(update_fields=["state", "done_at"])
        _announce_done(item, actor, at)
    return len(closed)


def _announce_done(item: WorkItem, actor: Actor, at: datetime) -> None:
    _record(item, actor, "worklist.item_closed", at)
    events.publish(ItemDone(item.uuid, at))
    live.announce(topic=topic_of(item.unit_id), kind="changed")


def _locked_item(item_uuid: UUID, actor: Actor) -> WorkItem:
    item = WorkItem.objects.select_for_update().filter(uuid=item_uuid).first()
    if item is None or not actor.has_role(WORKING_ROLES, item.unit_id):
        raise NotVisible("work_item", item_uuid)
    return item


def _require_assignable(item: WorkItem, account_id: int | None, actor: Actor) -> None:
    leads = actor.has_role(LEADING_ROLES, item.unit_id)
    if item.assigned_to_id not in (None, actor.account_id) and not leads:
        raise AlreadyTaken(_("Eine andere Person bearbeitet diese Aufgabe bereits."))
    if account_id in (None, actor.account_id):
        return
    if not leads:
        raise NotVisible("work_item", item.uuid)
    if account_id not in {member.id for member in staff_of_unit(item.unit_id)}:
        raise NotOfThisUnit(_("Diese Person arbeitet nicht in der zuständigen Stelle."))


def _record(item: WorkItem, actor: Actor, action: str, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="work_item",
        subject_id=item.uuid,
        at=at,
        details={"subject": f"{item.subject_kind}:{item.subject_id}", "kind": item.kind},
    )
