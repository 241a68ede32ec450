"""Reading the worklist page by page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist import queries, services
from amt.capabilities.worklist.tests.test_items import AT, open_item


def test_pages_follow_each_other_without_gap_or_repetition(caseworker: Account) -> None:
    items = [open_item(number, due=1 + number % 3) for number in range(7)]
    actor = actor_of(caseworker)

    seen, after = [], ""
    for _ in range(4):
        page = queries.list_items(actor, after=after, limit=2)
        seen += [item.reference for item in page.items]
        after = page.next_cursor

    expected = sorted(items, key=lambda item: (item.due_on, item.id))
    assert seen == [item.reference for item in expected]
    assert after == ""


def test_item_opened_meanwhile_moves_no_page(caseworker: Account) -> None:
    for number in range(4):
        open_item(number, due=10)
    actor = actor_of(caseworker)
    first = queries.list_items(actor, limit=2)

    open_item(99, due=1)
    second = queries.list_items(actor, after=first.next_cursor, limit=2)

    assert [item.reference[7:11] for item in second.items] == ["0002", "0003"]


def test_age_brings_what_waits_longest(caseworker: Account) -> None:
    late = open_item(1, due=1)
    early = open_item(2, due=20)
    type(early).objects.filter(id=early.id).update(opened_at=AT - timedelta(days=3))

    page = queries.list_items(actor_of(caseworker), order="age")

    assert list(page.items) == [early, late]


def test_views_show_mine_unit_and_done(caseworker: Account, other_caseworker: Account) -> None:
    mine, free, done = open_item(1), open_item(2), open_item(3)
    open_item(4, unit="wohnen-bremerhaven")
    actor = actor_of(caseworker)
    services.assign_item(item_uuid=mine.uuid, account_id=caseworker.id, actor=actor, at=AT)
    services.close_items(subject_kind="case", subject_id=done.subject_id, at=AT)

    assert list(queries.list_items(actor, view="mine").items) == [mine]
    assert list(queries.list_items(actor, view="unit").items) == [mine, free]
    assert list(queries.list_items(actor, view="done").items) == [done]
    assert len(queries.list_items(actor_of(other_caseworker)).items) == 1


def test_done_items_are_paged_newest_first(caseworker: Account) -> None:
    for number in range(3):
        item = open_item(number)
        at = AT + timedelta(hours=number)
        services.close_items(subject_kind="case", subject_id=item.subject_id, at=at)
    actor = actor_of(caseworker)

    first = queries.list_items(actor, view="done", limit=2)
    second = queries.list_items(actor, view="done", limit=2, after=first.next_cursor)

    references = [item.reference[7:11] for item in (*first.items, *second.items)]
    assert references == ["0002", "0001", "0000"]


@pytest.mark.parametrize("typed", ["BEE-26-0002", "bee-26-0002-aaaa", "bee 26 0002 aaaa"])
def test_reference_is_found_as_it_is_typed(caseworker: Account, typed: str) -> None:
    open_item(1)
    wanted = open_item(2)

    assert list(queries.list_items(actor_of(caseworker), search=typed).items) == [wanted]


def test_one_procedure_can_be_picked(caseworker: Account) -> None:
    open_item(1)

    assert queries.list_items(actor_of(caseworker), procedure_key="another").items == ()


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJvcGVuZWRfYXQiLCAieCIsIDFd", "%%%", "bnVsbA=="])
def test_forged_cursor_is_refused(caseworker: Account, cursor: str) -> None:
    with pytest.raises(queries.BadCursor):
        queries.list_items(actor_of(caseworker), after=cursor)


def test_list_costs_one_query_however_long(
    caseworker: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        open_item(number)
    actor = actor_of(caseworker)

    with django_assert_num_queries(1):
        page = queries.list_items(actor)
        assert [item.unit.name for item in page.items]
