"""Whatever happens in a case, its payments are planned anew, and the grant says so in short."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from amt.capabilities.cases.models import Case, DeedRecord
from amt.capabilities.grants import queries, services
from amt.capabilities.grants.models import Grant, GrantState
from amt.capabilities.grants.planning import in_short
from amt.capabilities.grants.testing.fixtures import IBAN, MakeGrants
from amt.capabilities.payments import queries as payments
from amt.capabilities.payments.models import Ledger
from amt.capabilities.worklist.models import WorkItem
from amt.contract.benefits import Plan, PlannedMonth
from amt.kernel.money import Money

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)


def do(case_uuid: UUID, key: str, on: date) -> None:
    """Write a deed into the chronicle, as the room of the cases does."""
    case = Case.objects.get(uuid=case_uuid)
    DeedRecord.objects.create(case=case, key=key, on=on, at=AT)


def planned(case_uuid: UUID) -> dict[date, int]:
    """Return what the payments say is due, by month."""
    account = payments.account_of("case", str(case_uuid))
    assert account is not None
    return {one.month: one.planned for one in account.months if one.planned}


def test_a_decided_case_is_planned_month_by_month(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([5])

    services.plan_payments(case_uuids=[case_uuid], at=AT)

    months = planned(case_uuid)
    assert len(months) == 12
    assert set(months.values()) == {5_000}
    assert min(months) == date(2026, 7, 1)
    ledger = Ledger.objects.get(subject_id=str(case_uuid))
    assert (ledger.iban, ledger.payee_name) == (IBAN, "Imke Honig")


def test_planning_twice_changes_nothing(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([5])
    services.plan_payments(case_uuids=[case_uuid], at=AT)
    before = Ledger.objects.get(subject_id=str(case_uuid)).changed_at

    services.plan_payments(case_uuids=[case_uuid], at=datetime(2027, 1, 4, tzinfo=UTC))

    assert Ledger.objects.get(subject_id=str(case_uuid)).changed_at == before
    assert Grant.objects.count() == 1


def test_a_deed_that_holds_payment_holds_the_grant(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([5])
    do(case_uuid, "hold", date(2026, 12, 1))

    services.plan_payments(case_uuids=[case_uuid], at=AT)

    grant = queries.grant_of(case_uuid)
    assert grant is not None
    assert grant.state == GrantState.HELD
    assert Ledger.objects.get(subject_id=str(case_uuid)).held_since == date(2026, 12, 1)


def test_an_end_shortens_the_plan_and_demands_what_was_too_much(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([5])
    services.plan_payments(case_uuids=[case_uuid], at=AT)
    do(case_uuid, "bees_gone", date(2026, 9, 15))

    services.plan_payments(case_uuids=[case_uuid], at=AT)

    assert max(planned(case_uuid)) == date(2026, 9, 1)
    grant = Grant.objects.get(case_uuid=case_uuid)
    assert (grant.ends_on, grant.demand_keys) == (date(2026, 9, 30), ["gone"])
    account = payments.account_of("case", str(case_uuid))
    assert account is not None
    assert [one.cents for one in account.demands] == [1_000]


def test_a_demand_that_the_plan_has_no_more_is_cancelled(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([5])
    do(case_uuid, "bees_gone", date(2026, 9, 15))
    services.plan_payments(case_uuids=[case_uuid], at=AT)
    DeedRecord.objects.all().delete()

    services.plan_payments(case_uuids=[case_uuid], at=AT)

    account = payments.account_of("case", str(case_uuid))
    assert account is not None
    assert [one.cancelled_at is None for one in account.demands] == [False]


def test_a_grant_of_which_nothing_is_left_is_void(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([5])
    services.plan_payments(case_uuids=[case_uuid], at=AT)
    do(case_uuid, "bees_gone", date(2026, 6, 1))

    services.plan_payments(case_uuids=[case_uuid], at=AT)

    assert planned(case_uuid) == {}
    grant = Grant.objects.get(case_uuid=case_uuid)
    assert (grant.state, grant.amounts) == (GrantState.VOID, [])


def test_a_refused_case_has_no_plan(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([30])

    services.plan_payments(case_uuids=[case_uuid], at=AT)

    assert queries.grant_of(case_uuid) is None
    assert not Ledger.objects.exists()


def test_amounts_are_read_by_month(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([5])
    grant = Grant.objects.get(case_uuid=case_uuid)
    grant.amounts = [["2026-07-01", 5_000], ["2027-01-01", 6_000]]

    read = [
        grant.cents_in(date(*day))
        for day in ((2026, 6, 30), (2026, 7, 15), (2027, 1, 31), (2027, 7, 1))
    ]

    assert read == [0, 5_000, 6_000, 0]


def test_a_grant_reaches_over_months_that_have_no_amount_yet() -> None:
    months = tuple(PlannedMonth(date(2026, month, 1), Money(9_000)) for month in (11, 12))
    left = (date(2027, 1, 1), date(2027, 2, 1))

    short = in_short(Plan(months, open_months=left))

    assert short is not None
    assert (short.starts_on, short.ends_on) == (date(2026, 11, 1), date(2027, 2, 28))
    grant = Grant(ends_on=short.ends_on, amounts=short.amounts)
    assert (grant.cents_in(date(2026, 12, 24)), grant.cents_in(date(2027, 1, 1))) == (9_000, 0)
    assert grant.open_from == date(2027, 1, 1)
    whole = in_short(Plan(months))
    assert whole is not None
    assert Grant(ends_on=whole.ends_on, amounts=whole.amounts).open_from is None


def test_a_plan_that_cannot_be_made_waits_for_a_person_until_it_is(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([5])

    for _ in range(2):
        services.note_failed_plan(case_uuid=case_uuid, at=AT)

    item = WorkItem.objects.get(kind="plan_failed")
    assert item.reference == Case.objects.get(uuid=case_uuid).reference
    services.plan_payments(case_uuids=[case_uuid], at=AT)
    item.refresh_from_db()
    assert item.state == "done"
