"""Reading the worklist, page by page without counting what lies before.

A page ends with a cursor that names its last row, so that items which others open or finish
meanwhile neither repeat nor hide anything.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from amt.capabilities.worklist.models import ItemState, WorkItem
from amt.capabilities.worklist.roles import LEADING_ROLES, WORKING_ROLES
from amt.kernel import ids
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

__all__ = [
    "LEADING_ROLES",
    "PAGE_SIZE",
    "WORKING_ROLES",
    "BadCursor",
    "Counts",
    "ItemPage",
    "ItemState",
    "Order",
    "View",
    "WorkItem",
    "count_items",
    "get_item",
    "items_about",
    "list_items",
]

PAGE_SIZE = 25


class View(StrEnum):
    """Which part of the worklist is read."""

    MINE = "mine"
    UNIT = "unit"
    DONE = "done"


class Order(StrEnum):
    """What comes first: what is due, or what waits longest."""

    DUE = "due"
    AGE = "age"


class BadCursor(ValueError):
    """A cursor was not made by `list_items`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open items there are."""

    mine: int
    unit: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A page of items, and the cursor of the next one (empty on the last)."""

    items: tuple[WorkItem, ...]
    next_cursor: str


_SORT = {
    (View.MINE, Order.DUE): ("due_on", "id"),
    (View.UNIT, Order.DUE): ("due_on", "id"),
    (View.MINE, Order.AGE): ("opened_at", "id"),
    (View.UNIT, Order.AGE): ("opened_at", "id"),
}
_SORT_DONE = ("-done_at", "-id")


def list_items(
    actor: Actor,
    *,
    view: str = View.UNIT,
    search: str = "",
    procedure_key: str = "",
    order: str = Order.DUE,
    after: str = "",
    limit: int = PAGE_SIZE,
) -> ItemPage:
    """List the items that the actor may work on.

    :raises BadCursor: when `after` is not a cursor of the same view and order.
    :raises ValueError: when view or order are unknown.
    """
    chosen, sort = View(view), _sort_of(View(view), Order(order))
    found = _visible(actor).select_related("unit", "assigned_to")
    found = _narrowed(found, actor, chosen)
    if search:
        typed = search.strip().upper()
        found = found.filter(
            Q(reference=ids.normalise_reference(typed)) | Q(reference__startswith=typed)
        )
    if procedure_key:
        found = found.filter(procedure_key=procedure_key)
    if after:
        found = found.filter(_beyond(sort, after))
    rows = list(found.order_by(*sort)[: limit + 1])
    page = rows[:limit]
    return ItemPage(tuple(page), _cursor(sort, page[-1]) if len(rows) > limit else "")


def count_items(actor: Actor) -> Counts:
    """Count the open items of the actor and of the actor's units."""
    open_items = _visible(actor).filter(state=ItemState.OPEN)
    counted = open_items.aggregate(
        unit=Count("id"),
        mine=Count("id", filter=Q(assigned_to_id=actor.account_id)),
    )
    return Counts(mine=counted["mine"], unit=counted["unit"])


def get_item(actor: Actor, item_uuid: UUID) -> WorkItem:
    """Return an item. :raises NotVisible: when the actor does not work in its unit."""
    item = (
        _visible(actor)
        .select_related("unit", "assigned_to", "done_by")
        .filter(uuid=item_uuid)
        .first()
    )
    if item is None:
        raise NotVisible("work_item", item_uuid)
    return item


def items_about(subject_kind: str, subject_id: object) -> list[WorkItem]:
    """List the open items of a subject, oldest first."""
    return list(
        WorkItem.objects.filter(
            subject_kind=subject_kind, subject_id=str(subject_id), state=ItemState.OPEN
        )
        .select_related("assigned_to")
        .order_by("id")
    )


def _visible(actor: Actor) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(unit_id__in=actor.unit_ids(*WORKING_ROLES))


def _narrowed(found: QuerySet[WorkItem], actor: Actor, view: View) -> QuerySet[WorkItem]:
    if view is View.DONE:
        return found.filter(state=ItemState.DONE)
    found = found.filter(state=ItemState.OPEN)
    return found.filter(assigned_to_id=actor.account_id) if view is View.MINE else found


def _sort_of(view: View, order: Order) -> tuple[str, str]:
    return _SORT_DONE if view is View.DONE else _SORT[view, order]


def _cursor(sort: tuple[str, str], item: WorkItem) -> str:
    value = getattr(item, sort[0].lstrip("-"))
    return urlsafe_b64encode(json.dumps([sort[0], value.isoformat(), item.id]).encode()).decode()


def _beyond(sort: tuple[str, str], cursor: str) -> Q:
    """Return the condition for rows after the one that a cursor names."""
    name, sign = sort[0].lstrip("-"), "lt" if sort[0].startswith("-") else "gt"
    try:
        field, text, item_id = json.loads(urlsafe_b64decode(cursor.encode()))
        value = _read(name, text)
        item_id = int(item_id)
    except (ValueError, TypeError) as fault:
        raise BadCursor(cursor) from fault
    if field != sort[0]:
        raise BadCursor(cursor)
    return Q(**{f"{name}__{sign}": value}) | Q(**{name: value, f"id__{sign}": item_id})


def _read(name: str, text: Any) -> date | datetime:
    return date.fromisoformat(text) if name == "due_on" else datetime.fromisoformat(text)
