"""Stamps: they change with every row that is watched, and with nothing else."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from amt.capabilities.authorities.models import Authority, Office, Unit
from amt.kernel.stamps import Rows, stamp_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    authority = Authority.objects.create(key="court", name="Gericht")
    return Unit.objects.create(key="court-one", name="Eins", authority=authority)


def stamp(unit: Unit) -> str:
    rows = (Rows(Unit, "key = $2"), Rows(Office, "unit_id IN (SELECT id FROM authorities_unit)"))
    return stamp_of(rows, kind="unit", subject=unit.key)


def test_stamp_stays_while_nothing_changes(unit: Unit) -> None:
    Authority.objects.update(name="Ein anderes Gericht")

    assert stamp(unit) == stamp(unit)


def test_stamp_follows_what_is_added_changed_and_removed(unit: Unit) -> None:
    seen = [stamp(unit)]
    office = Office.objects.create(key="door", unit=unit, name="Tür")
    seen.append(stamp(unit))
    Unit.objects.filter(pk=unit.pk).update(name="Zwei")
    seen.append(stamp(unit))
    office.delete()
    seen.append(stamp(unit))

    assert len(set(seen)) == len(seen)


def test_stamp_follows_a_change_that_is_taken_back(unit: Unit) -> None:
    before = stamp(unit)
    Unit.objects.filter(pk=unit.pk).update(name="Zwei")
    Unit.objects.filter(pk=unit.pk).update(name="Eins")

    assert stamp(unit) != before


def test_stamps_of_two_subjects_differ(unit: Unit) -> None:
    other = Unit.objects.create(key="court-two", name="Eins", authority=unit.authority)

    assert stamp(unit) != stamp(other)


def test_stamp_costs_one_query(
    unit: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stamp(unit)

    with django_assert_num_queries(1):
        stamp(unit)
