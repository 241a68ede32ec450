"""A run: proposed by one person, approved by another, and never paying anything twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity.queries import Account, actor_of
from amt.capabilities.payments import queries, services
from amt.capabilities.payments.models import Payment, PaymentState, Run, RunState
from amt.capabilities.payments.testing.plans import IBAN, OTHER_IBAN, months, plan
from amt.capabilities.payments.testing.runs import NothingProposed, propose_run
from amt.capabilities.payments.tests.conftest import NOW
from amt.capabilities.worklist import queries as worklist
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

DECEMBER = date(2026, 12, 1)


def propose(unit_id: int, actor: Actor, month: date = DECEMBER, **more: Any) -> Run:
    return propose_run(unit_id=unit_id, month=month, actor=actor, at=NOW, **more)


def test_a_run_collects_what_is_planned_up_to_its_month(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000, 20_000, 30_000, start=date(2026, 11, 1)), at=NOW)
    run = propose(unit_id, clerk)
    payment = run.payments.get()
    assert (payment.cents, payment.iban, run.execution_on) == (30_000, IBAN, date(2026, 11, 30))
    assert payment.purpose.endswith("11/2026 bis 12/2026 DBL-26-ONE")


def test_whoever_proposes_does_not_approve(unit_id: int, head: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, head)
    with pytest.raises(services.SamePerson):
        services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)


def test_the_database_too_wants_two_people(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    with pytest.raises(IntegrityError, match="payments_approved_by_another"):
        Run.objects.filter(id=run.id).update(
            state=RunState.APPROVED, approved_by_id=clerk.account_id, approved_at=NOW
        )


def test_only_a_head_approves(
    unit_id: int, clerk: Actor, second_caseworker: Account, head: Actor
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    with pytest.raises(services.MayNotApprove):
        services.approve_run(run_uuid=run.uuid, actor=actor_of(second_caseworker), at=NOW)
    approved = services.approve_run(run_uuid=run.uuid, actor=head, at=NOW, seen=(1, 10_000))
    assert (approved.state, approved.approved_cents) == (RunState.APPROVED, 10_000)
    assert run.payments.get().state == PaymentState.ORDERED


def test_staff_of_another_office_see_nothing(
    unit_id: int, clerk: Actor, other_caseworker: Account
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run, stranger = propose(unit_id, clerk), actor_of(other_caseworker)
    assert queries.list_runs(stranger) == []
    for deed in (
        lambda: queries.get_run(stranger, run.uuid),
        lambda: queries.preview_run(stranger, unit_id, DECEMBER),
        lambda: services.approve_run(run_uuid=run.uuid, actor=stranger, at=NOW),
        lambda: services.withdraw_run(run_uuid=run.uuid, reason="x", actor=stranger, at=NOW),
        lambda: propose(unit_id, stranger),
    ):
        with pytest.raises(NotVisible):
            deed()


def test_nothing_is_ordered_again(unit_id: int, clerk: Actor, head: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    with pytest.raises(services.RunOpen):
        propose(unit_id, clerk)
    services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)
    with pytest.raises(NothingProposed, match="nothing_due"):
        propose(unit_id, clerk)
    with pytest.raises(services.NotProposed):
        services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)


def test_a_month_later_than_the_next_is_not_paid(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000, 10_000), at=NOW)
    with pytest.raises(services.MonthTooFar):
        propose(unit_id, clerk, date(2027, 1, 1))


def test_the_same_plan_again_changes_nothing(unit_id: int) -> None:
    first = plan(unit_id, months(10_000, 20_000), at=NOW)
    again = plan(unit_id, months(10_000, 20_000), at=NOW + timedelta(days=1))
    assert (again.changed_at, again.entries.count()) == (first.changed_at, 2)


def test_a_raised_plan_pays_the_difference(unit_id: int, clerk: Actor, head: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    services.approve_run(run_uuid=propose(unit_id, clerk).uuid, actor=head, at=NOW)
    plan(unit_id, months(12_500), at=NOW)
    assert propose(unit_id, clerk).payments.get().cents == 2_500


def test_too_much_is_shown_and_never_set_off(unit_id: int, clerk: Actor, head: Actor) -> None:
    plan(unit_id, months(10_000, start=date(2026, 11, 1)), at=NOW)
    services.approve_run(run_uuid=propose(unit_id, clerk).uuid, actor=head, at=NOW)
    plan(unit_id, months(4_000, 10_000, start=date(2026, 11, 1)), at=NOW)
    found = queries.preview_run(clerk, unit_id, DECEMBER)
    assert [(one.cents, one.overpaid) for one in found.payments] == [(10_000, 6_000)]
    account = queries.account_of("case", "one")
    assert account is not None
    assert (account.overpaid, account.paid) == (6_000, 10_000)


def test_a_payment_that_does_not_fit_any_more_leaves_its_run(
    unit_id: int, clerk: Actor, head: Actor
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    plan(unit_id, months(7_000), at=NOW, subject="two")
    run = propose(unit_id, clerk)
    seen = (2, 17_000)
    plan(unit_id, months(6_000), at=NOW)
    assert queries.get_run(head, run.uuid).cents == 7_000
    with pytest.raises(services.RunChanged):
        services.approve_run(run_uuid=run.uuid, actor=head, at=NOW, seen=seen)
    services.approve_run(run_uuid=run.uuid, actor=head, at=NOW, seen=(1, 7_000))
    assert propose(unit_id, clerk).payments.get().cents == 6_000


@pytest.mark.parametrize(
    "change",
    [{"held_since": date(2026, 12, 1)}, {"iban": OTHER_IBAN}, {"iban": ""}, {"payee_name": ""}],
)
def test_a_held_or_changed_account_leaves_its_run(
    unit_id: int, clerk: Actor, change: dict[str, Any]
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    plan(unit_id, months(10_000), at=NOW, **change)
    assert run.payments.get().state == PaymentState.RELEASED


def test_a_withdrawn_run_pays_nothing_and_its_money_is_due_again(
    unit_id: int, clerk: Actor, head: Actor
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    with pytest.raises(services.ReasonMissing):
        services.withdraw_run(run_uuid=run.uuid, reason=" ", actor=clerk, at=NOW)
    services.withdraw_run(run_uuid=run.uuid, reason="Falscher Monat", actor=clerk, at=NOW)
    with pytest.raises(services.NotProposed):
        services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)
    assert propose(unit_id, clerk).payments.get().cents == 10_000


def test_a_voided_file_makes_its_money_due_again(unit_id: int, clerk: Actor, head: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)
    services.void_run(run_uuid=run.uuid, reason="Auskunft der Bank", actor=head, at=NOW)
    assert propose(unit_id, clerk).payments.get().cents == 10_000


def test_the_approval_waits_on_the_worklist(unit_id: int, clerk: Actor, head: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    assert [one.kind for one in worklist.items_about("payment_run", run.uuid)] == [
        "approve_payment_run"
    ]
    services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)
    assert worklist.items_about("payment_run", run.uuid) == []


def test_what_is_conspicuous_is_marked(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(1, 1, 1, 1, start=date(2026, 9, 1)), at=NOW)
    plan(unit_id, months(5), at=NOW, subject="two", held_since=date(2026, 11, 1))
    plan(unit_id, months(5), at=NOW, subject="three", iban="DE00")
    found = queries.preview_run(clerk, unit_id, DECEMBER)
    marks = queries.Mark
    assert [set(one.marks) for one in found.payments] == [
        {marks.FIRST, marks.MANY_MONTHS, marks.SHARED_ACCOUNT}
    ]
    assert [one.marks[0] for one in found.not_paid] == [marks.HELD, marks.NO_ACCOUNT]


def test_payments_and_lines_cannot_be_changed(unit_id: int, clerk: Actor) -> None:
    ledger = plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    payment = run.payments.get()
    for change in (
        lambda: ledger.entries.update(cents=1),
        lambda: ledger.entries.all().delete(),
        lambda: Payment.objects.filter(id=payment.id).update(cents=1),
        lambda: Payment.objects.filter(id=payment.id).update(iban=OTHER_IBAN),
        lambda: Payment.objects.filter(id=payment.id).update(state=PaymentState.ORDERED),
        lambda: Run.objects.filter(id=run.id).update(month=date(2026, 11, 1)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_ledger_that_goes_to_another_unit_leaves_its_run(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose(unit_id, clerk)
    other = authorities.get_unit_by_key("wohnen-bremerhaven").id
    moved = plan(other, months(10_000), at=NOW + timedelta(days=1))
    moved.refresh_from_db()
    assert (moved.unit_id, run.payments.get().state) == (other, PaymentState.RELEASED)
