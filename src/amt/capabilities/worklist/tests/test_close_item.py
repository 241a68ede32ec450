"""Noting that something is done, with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist import queries, services
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def open_scan(*, closed_by_hand: bool = True) -> WorkItem:
    return services.open_item(
        unit_id=get_unit_by_key("wohnen-bremen").id,
        subject_kind="scan",
        subject_id="00000000-0000-4000-8000-000000000001",
        kind="unreadable_scan",
        procedure_key="",
        reference="SCN-26-0001-AAAA",
        due_on=date(2026, 11, 25),
        at=AT,
        closed_by_hand=closed_by_hand,
    )


def close(item: WorkItem, who: Account, note: str = "Dem Fall zugeordnet.") -> WorkItem:
    return services.close_item(item_uuid=item.uuid, note=note, actor=actor_of(who), at=AT)


def test_item_is_closed_with_a_reason_that_stays(caseworker: Account) -> None:
    item = open_scan()

    close(item, caseworker, "  Dem Fall zugeordnet. ")

    done = queries.list_items(actor_of(caseworker), view="done").items
    assert [(one.note, one.done_by, one.done_at) for one in done] == [
        ("Dem Fall zugeordnet.", caseworker, AT)
    ]
    entry = trail.entries_about("work_item", item.uuid)[-1]
    assert entry.action == "worklist.item_closed"
    assert "zugeordnet" not in str(entry.details)


def test_reason_must_be_given_and_short(caseworker: Account) -> None:
    item = open_scan()

    with pytest.raises(services.NoteMissing):
        close(item, caseworker, " \n ")
    with pytest.raises(services.NoteTooLong):
        close(item, caseworker, "x" * (services.LONGEST_NOTE + 1))
    item.refresh_from_db()
    assert item.state == "open"


def test_item_that_ends_with_a_deed_is_not_closed_by_hand(caseworker: Account) -> None:
    with pytest.raises(services.NotClosedByHand):
        close(open_scan(closed_by_hand=False), caseworker)


def test_item_is_closed_once(caseworker: Account) -> None:
    item = open_scan()
    close(item, caseworker)

    with pytest.raises(services.ItemIsDone):
        close(item, caseworker)


def test_item_of_a_colleague_is_closed_by_the_head_alone(
    caseworker: Account, second_caseworker: Account, supervisor: Account
) -> None:
    item = open_scan()
    services.assign_item(
        item_uuid=item.uuid, account_id=caseworker.id, actor=actor_of(caseworker), at=AT
    )

    with pytest.raises(services.AlreadyTaken):
        close(item, second_caseworker)
    assert close(item, supervisor).state == "done"


@pytest.mark.parametrize("who", ["other_caseworker", "citizen", "stranger"])
def test_nobody_else_closes_it(
    caseworker: Account, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotVisible):
        close(open_scan(), request.getfixturevalue(who))
