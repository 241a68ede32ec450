"""Two connections at once, and processes that die: still nothing is ordered twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, connection
from django.db.models import Sum

from amt.capabilities.identity.queries import Account, actor_of
from amt.capabilities.payments import locks, queries, services
from amt.capabilities.payments.models import Entry, Payment, PaymentState, Run, RunState
from amt.capabilities.payments.testing.bank import lay_out
from amt.capabilities.payments.testing.plans import months, plan
from amt.capabilities.payments.testing.runs import NothingProposed, propose_run
from amt.capabilities.payments.tests.conftest import NOW
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import Refusal
from amt.kernel.periods import add_months, first_of_month
from standins.running import ROOT, Running, running

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DECEMBER = date(2026, 12, 1)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do things on a connection each, started together; return what each gave or raised."""
    barrier = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def do(number: int) -> None:
        barrier.wait()
        try:
            results[number] = deeds[number]()
        except (Refusal, IntegrityError) as fault:
            results[number] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[number]) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def ordered_cents() -> int:
    ordered = Payment.objects.filter(state=PaymentState.ORDERED)
    return int(ordered.aggregate(cents=Sum("cents", default=0))["cents"])


@pytest.mark.parametrize("with_lock", [True, False])
def test_two_people_and_two_workers_at_once_order_the_money_once(
    unit_id: int, clerk: Actor, head: Actor, monkeypatch: pytest.MonkeyPatch, with_lock: bool
) -> None:
    if not with_lock:
        # The constraints of the database must do without the help of the lock.
        monkeypatch.setattr(locks, "alone", lambda _: None)
        monkeypatch.setattr(locks, "share", lambda _: None)
    for number in range(20):
        plan(unit_id, months(10_000), at=NOW, subject=str(number))

    def start() -> Run:
        return services.start_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)

    results = at_once(start, start, start)
    assert sum(isinstance(one, Run) for one in results) == 1
    assert sum(isinstance(one, services.RunOpen) for one in results) == 2
    run = Run.objects.get()

    def collect() -> Run:
        return services.collect_run(run_uuid=run.uuid, at=NOW)

    at_once(collect, collect, collect)
    run.refresh_from_db()
    assert (run.state, run.payments.count()) == (RunState.PROPOSED, 20)
    assert Entry.objects.filter(kind=Entry.Kind.ORDERED).count() == 20


def test_without_lock_and_without_one_open_run_the_lines_still_collide(
    unit_id: int, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "alone", lambda _: None)
    plan(unit_id, months(10_000), at=NOW)
    first = propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)
    line = first.payments.get().entries.get()
    with pytest.raises(IntegrityError):
        Entry.objects.create(
            ledger=line.ledger, month=line.month, position=line.position + 1,
            kind=Entry.Kind.ORDERED, cents=10_000, planned=10_000, ordered=20_000, returned=0,
            payment=first.payments.get(), at=NOW,
        )  # fmt: skip


def test_two_approvals_at_once_approve_once(unit_id: int, clerk: Actor, head: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)

    def approve() -> Run:
        return services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)

    results = at_once(approve, approve)
    assert sum(isinstance(one, Run) for one in results) == 1
    assert ordered_cents() == 10_000


def test_a_plan_that_sinks_during_the_approval_is_not_paid_above(
    unit_id: int, clerk: Actor, head: Actor
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    plan(unit_id, months(5_000), at=NOW, subject="two")
    run = propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)
    seen = (2, 15_000)
    approved, _ = at_once(
        lambda: services.approve_run(run_uuid=run.uuid, actor=head, at=NOW, seen=seen),
        lambda: plan(unit_id, months(1_000), at=NOW),
    )
    run.refresh_from_db()
    if isinstance(approved, Run):
        # The approval was first: what was paid above the plan is shown.
        account = queries.account_of("case", "one")
        assert account is not None
        assert (run.state, ordered_cents(), account.overpaid) == (RunState.APPROVED, 15_000, 9_000)
    else:
        assert isinstance(approved, services.RunChanged)
        assert (run.state, ordered_cents()) == (RunState.PROPOSED, 0)


@pytest.fixture
def bank(settings: Any, tmp_path: Path) -> Iterator[Running]:
    """A running bank; the office knows its address."""
    _, partner = lay_out(tmp_path / "bank", url="")
    with running("bank", partner, tmp_path / "notebook.json") as made:
        accounts, _ = lay_out(tmp_path / "bank", url=made.url)
        settings.AMT = replace(settings.AMT, bank_file=accounts)
        yield made


POINTS = {
    "payments.collect_run.taken": "collect",
    "payments.approve_run.ordered": "approve",
    "payments.make_file.made": "hand_over",
    "payments.hand_over_file.claimed": "hand_over",
    "payments.hand_over_file.taken": "hand_over",
}
STEP = """
import sys, django
django.setup()
from uuid import UUID
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.payments import services
from amt.kernel import clock
deed, who, what = sys.argv[1:4]
actor = actor_of(Account.objects.get(id=int(who)))
if deed == "collect":
    services.collect_run(run_uuid=UUID(what), at=clock.now())
elif deed == "approve":
    services.approve_run(run_uuid=UUID(what), actor=actor, at=clock.now())
else:
    services.hand_over_file(run_uuid=UUID(what), at=clock.now())
"""


def in_a_process(folder: Path, deed: str, who: Account, what: str, crash_at: str) -> int:
    """Do one thing in a process of its own, which may die at a point; return its exit code."""
    given = connection.settings_dict
    address = f"postgresql://{quote(given['USER'])}@/{given['NAME']}?host={quote(given['HOST'])}"
    told = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "amt.config.settings.test",
        "AMT_SECRET_KEY": str(django_settings.SECRET_KEY),
        "AMT_DATA_DIR": str(folder),
        "AMT_FILES_DIR": str(folder),
        "AMT_BANK_FILE": str(django_settings.AMT.bank_file),
        "AMT_CRASH_AT": crash_at,
    }
    done = subprocess.run(
        [sys.executable, "-c", STEP, deed, str(who.id), what],
        cwd=ROOT, env={**os.environ, **told}, check=False, timeout=120,
    )  # fmt: skip
    return done.returncode


@pytest.mark.parametrize("crash_at", POINTS)
def test_a_process_that_dies_in_the_middle_pays_once(
    bank: Running,
    unit_id: int,
    caseworker: Account,
    supervisor: Account,
    tmp_path: Path,
    crash_at: str,
) -> None:
    month = add_months(first_of_month(clock.today()), 1)
    plan(unit_id, months(10_000, start=month), at=clock.now())
    plan(unit_id, months(5_000, start=month), at=clock.now(), subject="two")

    deed = POINTS[crash_at]
    clerk, head = actor_of(caseworker), actor_of(supervisor)
    run = services.start_run(unit_id=unit_id, month=month, actor=clerk, at=clock.now())
    what = str(run.uuid)
    if deed == "collect":
        assert in_a_process(tmp_path, deed, caseworker, what, crash_at) == -signal.SIGKILL
        run.refresh_from_db()
        assert (run.state, run.payments.count()) == (RunState.COLLECTING, 0)
    # What died is done again by a process that lives: this one.
    services.collect_run(run_uuid=run.uuid, at=clock.now())
    if deed == "approve":
        assert in_a_process(tmp_path, deed, supervisor, what, crash_at) == -signal.SIGKILL
    services.approve_run(run_uuid=run.uuid, actor=head, at=clock.now())
    if deed == "hand_over":
        assert in_a_process(tmp_path, deed, supervisor, what, crash_at) == -signal.SIGKILL
    services.hand_over_file(run_uuid=run.uuid, at=clock.now())
    assert sorted(one["cents"] for one in bank.get("/payments")) == [5_000, 10_000]
    with pytest.raises(NothingProposed, match="nothing_due"):
        propose_run(unit_id=unit_id, month=month, actor=clerk, at=clock.now())
