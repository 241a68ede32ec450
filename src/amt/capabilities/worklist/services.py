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


class ItemIsDone(Refusal):
    """The item waits for nobody any more."""

    code = "item_is_done"


class AlreadyTaken(Refusal):
    """Somebody else works on the item."""

    code = "already_taken"


class NotOfThisUnit(Refusal):
    """The person who should take the item does not work in its unit."""

    code = "not_of_this_unit"


def topic_of(unit_id: int) -> str:
    """Return the topic under which open worklists of a unit hear of changes."""
    return f"worklist:{unit_id}"


@transaction.atomic
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
    actor: Actor = SYSTEM,
) -> WorkItem:
    """Let something wait for a unit; an open item of this kind and subject is returned."""
    item, is_new = WorkItem.objects.get_or_create(
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        kind=kind,
        state=ItemState.OPEN,
        defaults={
            "unit_id": unit_id,
            "procedure_key": procedure_key,
            "reference": reference,
            "due_on": due_on,
            "opened_at": at,
            "title_values": dict(title_values or {}),
        },
    )
    if is_new:
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
        _record(item, actor, "worklist.item_closed", at)
        events.publish(ItemDone(item.uuid, at))
        live.announce(topic=topic_of(item.unit_id), kind="changed")
    return len(closed)


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
