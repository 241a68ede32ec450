"""Items of the worklist as rows: what, whose, until when, and who works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from amt.capabilities.cases import queries as cases
from amt.capabilities.worklist.queries import ItemState, WorkItem
from amt.contract import registry
from amt.contract.texts import UnknownText
from amt.front.desk import item_words
from amt.kernel import clock
from amt.kernel.actors import Actor

SOON_DAYS = 7
SUBJECT_PAGES = {
    "case": "desk:case",
    "consultation": "desk:consultation",
    "grant": "desk:case",
    "bulk_item": "desk:bulk_item",
    "access_question": "desk:access_question",
    "payment_run": "desk:payment_run",
    "register_report": "desk:register_report",
    "payment_ledger": "desk:payment_account",
    "paper": "desk:paper",
    "paper_sheet": "desk:paper_sheet",
}
"""Where an item leads by the kind of its subject; a grant has the id of its case."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as the worklist shows it."""

    item: WorkItem
    title: str
    mark: str
    """What kind of item it is, where that is not the usual one."""
    person: str
    url: str
    is_mine: bool
    is_open: bool
    is_overdue: bool
    is_due_soon: bool
    received_on: date


def item_rows(items: Sequence[WorkItem], actor: Actor) -> list[ItemRow]:
    """Return items as rows, with the names of the people they are about in one query."""
    uuids = [UUID(item.subject_id) for item in items if item.subject_kind == "case"]
    names = cases.party_names(uuids) if uuids else {}
    today = clock.today()
    return [_row(item, names, actor, today) for item in items]


def _row(item: WorkItem, names: dict[UUID, str], actor: Actor, today: date) -> ItemRow:
    is_case = item.subject_kind == "case"
    is_open = item.state == ItemState.OPEN
    days = (item.due_on - today).days
    service = procedure_title(item.procedure_key)
    return ItemRow(
        item=item,
        title=service or item_words.title_of(item.kind),
        mark=item_words.mark_of(item.kind) if service else "",
        person=names.get(UUID(item.subject_id), "") if is_case else "",
        url=page_of(item),
        is_mine=item.assigned_to_id is not None and item.assigned_to_id == actor.account_id,
        is_open=is_open,
        is_overdue=is_open and days < 0,
        is_due_soon=is_open and 0 <= days <= SOON_DAYS,
        received_on=clock.day_of(item.opened_at),
    )


def page_of(item: WorkItem) -> str:
    """Return the address of what an item is about; of the item itself where that has no page."""
    page = SUBJECT_PAGES.get(item.subject_kind)
    return reverse(page, args=[item.subject_id]) if page else reverse("desk:item", args=[item.uuid])


def procedure_title(procedure_key: str) -> str:
    """Return the name of a service, or its key when nobody brings it any more."""
    procedure = registry.procedures().get(procedure_key)
    if procedure is None:
        return procedure_key
    try:
        return procedure.title(get_language() or "de")
    except UnknownText:
        return procedure_key
