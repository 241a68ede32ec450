"""The heart: whatever happens in whatever order, no euro is ordered twice.

A machine changes plans, accounts and holds, proposes, approves, withdraws, hands over, loses
answers, returns and repays, and crashes in between; after every step the books must be right.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from amt.capabilities.payments import ledger, queries, services
from amt.capabilities.payments.models import Entry, Ledger, Payment, PaymentState, Run, RunState
from amt.capabilities.payments.services import demands
from amt.capabilities.payments.testing.plans import IBAN, OTHER_IBAN, plan
from amt.capabilities.payments.tests.conftest import NOW
from amt.kernel import faults
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.errors import Refusal

SUBJECTS = ("one", "two", "three")
MONTHS = tuple(date(2026, month, 1) for month in (10, 11, 12))
CENTS = st.sampled_from([0, 1, 5_000, 10_000])
POINTS = ("", "", "", "payments.collect_run.taken", "payments.approve_run.ordered")


class Crash(BaseException):
    """The process died here; nothing of the transaction stays."""


class Books(RuleBasedStateMachine):
    """What can happen to the payments of one unit."""

    unit_id: int
    clerk: Actor
    head: Actor
    crashing: set[str] = set()

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.moment = NOW
        self.numbers = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def at(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment

    def attempt(self, deed: Any, crash_at: str = "", **given: Any) -> None:
        """Do something that may be refused or die; then nothing of it stays."""
        self.crashing.add(crash_at)
        try:
            with transaction.atomic():
                deed(at=self.at(), **given)
        except (Refusal, Crash):
            pass
        finally:
            self.crashing.clear()

    @rule(
        subject=st.sampled_from(SUBJECTS),
        cents=st.tuples(CENTS, CENTS, CENTS),
        iban=st.sampled_from([IBAN, OTHER_IBAN, ""]),
        held=st.sampled_from([None, None, None, date(2026, 11, 1)]),
    )
    def change_plan(
        self, subject: str, cents: tuple[int, ...], iban: str, held: date | None
    ) -> None:
        months = [(month, one, False) for month, one in zip(MONTHS, cents, strict=True)]
        plan(self.unit_id, months, at=self.at(), subject=subject, iban=iban, held_since=held)

    @rule(month=st.sampled_from(MONTHS), crash_at=st.sampled_from(POINTS))
    def propose(self, month: date, crash_at: str) -> None:
        self.attempt(services.start_run, unit_id=self.unit_id, month=month, actor=self.clerk)
        self.collect(crash_at)

    @rule(crash_at=st.sampled_from(POINTS))
    def collect(self, crash_at: str) -> None:
        for run in Run.objects.exclude(state=RunState.APPROVED):
            self.attempt(services.collect_run, crash_at, run_uuid=run.uuid)

    @precondition(lambda self: Run.objects.filter(state__in=queries.UNFINISHED).exists())
    @rule(crash_at=st.sampled_from(POINTS), is_withdrawn=st.sampled_from([False, False, True]))
    def decide(self, crash_at: str, is_withdrawn: bool) -> None:
        run = Run.objects.get(state__in=queries.UNFINISHED)
        if is_withdrawn:
            self.attempt(
                services.withdraw_run, run_uuid=run.uuid, reason="falsch", actor=self.clerk
            )
        else:
            self.attempt(services.approve_run, crash_at, run_uuid=run.uuid, actor=self.head)

    @precondition(lambda self: Run.objects.filter(state=RunState.APPROVED).exists())
    @rule(data=st.data(), deed=st.sampled_from(["take", "void"]))
    def end(self, data: st.DataObject, deed: str) -> None:
        runs = list(Run.objects.filter(state=RunState.APPROVED).order_by("id"))
        run = data.draw(st.sampled_from(runs))
        if deed == "take":
            self.attempt(services.note_taken, run_uuid=run.uuid, actor=SYSTEM)
        else:
            self.attempt(services.void_run, run_uuid=run.uuid, reason="nein", actor=self.head)

    @precondition(lambda self: Payment.objects.exists())
    @rule(data=st.data(), known=st.booleans())
    def give_back(self, data: st.DataObject, known: bool) -> None:
        payment = data.draw(st.sampled_from(list(Payment.objects.order_by("id"))))
        self.numbers += 0 if known else 1
        self.attempt(
            services.note_return,
            payment_uuid=payment.uuid, cents=payment.cents, reason="AC04",
            booked_on=date(2026, 12, 2), bank_reference=f"B{self.numbers}", actor=SYSTEM,
        )  # fmt: skip

    @rule(subject=st.sampled_from(SUBJECTS), cents=st.sampled_from([1, 5_000, 30_000]))
    def repay(self, subject: str, cents: int) -> None:
        if not Ledger.objects.filter(subject_id=subject).exists():
            return
        raised = demands.demand(
            subject_kind="case", subject_id=subject, key="k", cents=50_000, norm="§ 50 SGB X",
            due_on=date(2027, 1, 1), basis="", actor=SYSTEM, at=self.at(),
        )  # fmt: skip
        self.numbers += 1
        self.attempt(
            services.note_receipt,
            demand_uuid=raised.uuid, cents=cents, booked_on=date(2026, 12, 2),
            bank_reference=f"R{self.numbers}", actor=SYSTEM,
        )  # fmt: skip

    @rule(subject=st.sampled_from(SUBJECTS))
    def confirm(self, subject: str) -> None:
        known = Ledger.objects.filter(subject_id=subject).first()
        if known is not None:
            self.attempt(services.confirm_account, ledger_uuid=known.uuid, actor=self.clerk)

    @invariant()
    def no_order_ever_went_above_its_plan(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        running: dict[tuple[int, date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for one in Entry.objects.order_by("id"):
            sums = running[one.ledger_id, one.month]
            sums[one.kind] += one.cents
            net = sums["ordered"] - sums["released"] - sums["returned"] - sums["repaid"]
            assert net >= 0
            assert one.kind != "ordered" or net <= sums["planned"]

    @invariant()
    def what_is_at_the_bank_is_what_the_ledger_says(self) -> None:
        balances = ledger.balances(Ledger.objects.values_list("id", flat=True))
        for known in Ledger.objects.all():
            there = sum(
                one.cents
                for one in known.payments.filter(
                    state__in=[PaymentState.PROPOSED, PaymentState.ORDERED]
                )
            )
            entries = known.entries.filter(kind=Entry.Kind.REPAID)
            repaid = sum(one.cents for one in entries)
            paid = sum(one.paid for one in balances.get(known.id, {}).values())
            assert paid == there - repaid
            account = queries.account_of("case", known.subject_id)
            assert account is not None
            assert account.paid == paid

    @invariant()
    def nothing_waits_for_an_account_that_may_not_be_paid(self) -> None:
        for payment in Payment.objects.filter(state=PaymentState.PROPOSED).select_related("ledger"):
            assert queries.hindrance_of(payment.ledger) is None
            assert payment.iban == payment.ledger.iban
            assert payment.run.state == RunState.PROPOSED


@pytest.mark.django_db
@pytest.mark.slow
def test_the_books_are_right_whatever_happens(
    unit_id: int, clerk: Actor, head: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OfThisUnit(Books):
        """The machine with its unit and people."""

    OfThisUnit.unit_id, OfThisUnit.clerk, OfThisUnit.head = unit_id, clerk, head

    def point(name: str) -> None:
        if name in OfThisUnit.crashing:
            raise Crash

    monkeypatch.setattr(faults, "point", point)
    run_state_machine_as_test(
        OfThisUnit,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
