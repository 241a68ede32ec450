"""Opening, taking, giving back and closing items."""

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


def open_item(number: int = 1, *, unit: str = "wohnen-bremen", due: int = 25) -> WorkItem:
    return services.open_item(
        unit_id=get_unit_by_key(unit).id,
        subject_kind="case",
        subject_id=f"00000000-0000-4000-8000-{number:012d}",
        kind="decide",
        procedure_key="double_works",
        reference=f"BEE-26-{number:04d}-AAAA",
        due_on=date(2026, 11, due),
        at=AT,
    )


def test_item_is_opened_once_and_again_after_it_is_done(caseworker: Account) -> None:
    first, second = open_item(), open_item()

    assert first == second
    assert services.close_items(subject_kind="case", subject_id=first.subject_id, at=AT) == 1
    assert open_item() != first
    assert WorkItem.objects.count() == 2


def test_caseworker_takes_and_gives_back(caseworker: Account) -> None:
    item = open_item()
    actor = actor_of(caseworker)

    services.assign_item(item_uuid=item.uuid, account_id=caseworker.id, actor=actor, at=AT)
    assert queries.count_items(actor) == queries.Counts(mine=1, unit=1)
    services.assign_item(item_uuid=item.uuid, account_id=None, actor=actor, at=AT)

    item.refresh_from_db()
    assert item.assigned_to is None
    assert [entry.action for entry in trail.entries_about("work_item", item.uuid)] == [
        "worklist.item_opened",
        "worklist.item_assigned",
        "worklist.item_given_back",
    ]


def test_taken_item_is_refused_to_colleagues_but_not_to_the_head(
    caseworker: Account, second_caseworker: Account, supervisor: Account
) -> None:
    item = open_item()
    services.assign_item(
        item_uuid=item.uuid, account_id=caseworker.id, actor=actor_of(caseworker), at=AT
    )

    for account_id in (second_caseworker.id, None):
        with pytest.raises(services.AlreadyTaken):
            services.assign_item(
                item_uuid=item.uuid,
                account_id=account_id,
                actor=actor_of(second_caseworker),
                at=AT,
            )
    services.assign_item(
        item_uuid=item.uuid, account_id=second_caseworker.id, actor=actor_of(supervisor), at=AT
    )

    item.refresh_from_db()
    assert item.assigned_to == second_caseworker


def test_only_the_head_hands_items_to_others_and_only_of_the_unit(
    caseworker: Account,
    second_caseworker: Account,
    supervisor: Account,
    other_caseworker: Account,
) -> None:
    item = open_item()

    with pytest.raises(NotVisible):
        services.assign_item(
            item_uuid=item.uuid,
            account_id=second_caseworker.id,
            actor=actor_of(caseworker),
            at=AT,
        )
    with pytest.raises(services.NotOfThisUnit):
        services.assign_item(
            item_uuid=item.uuid,
            account_id=other_caseworker.id,
            actor=actor_of(supervisor),
            at=AT,
        )


@pytest.mark.parametrize("who", ["other_caseworker", "citizen", "stranger"])
def test_nobody_else_knows_of_an_item(
    caseworker: Account, who: str, request: pytest.FixtureRequest
) -> None:
    item = open_item()
    actor = actor_of(request.getfixturevalue(who))

    with pytest.raises(NotVisible):
        queries.get_item(actor, item.uuid)
    with pytest.raises(NotVisible):
        services.assign_item(item_uuid=item.uuid, account_id=actor.account_id, actor=actor, at=AT)
    assert queries.list_items(actor).items == ()


def test_done_item_is_not_taken(caseworker: Account) -> None:
    item = open_item()
    services.close_items(subject_kind="case", subject_id=item.subject_id, kind="decide", at=AT)

    with pytest.raises(services.ItemIsDone):
        services.assign_item(
            item_uuid=item.uuid, account_id=caseworker.id, actor=actor_of(caseworker), at=AT
        )


def test_closing_leaves_items_of_another_kind_open(caseworker: Account) -> None:
    item = open_item()

    closed = services.close_items(
        subject_kind="case", subject_id=item.subject_id, kind="look", at=AT
    )

    assert closed == 0
    assert queries.items_about("case", item.subject_id) == [item]
