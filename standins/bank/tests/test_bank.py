"""The bank takes orders of the office once, and gives payments back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amt.capabilities.identity.queries import Account, actor_of
from amt.capabilities.payments import banks, queries, services, statements, transport
from amt.capabilities.payments.models import Run
from amt.capabilities.payments.testing.bank import lay_out
from amt.capabilities.payments.testing.plans import IBAN, months, plan
from amt.capabilities.payments.testing.runs import propose_run
from amt.kernel import clock
from amt.kernel.errors import PartnerFailure
from amt.kernel.periods import add_months, first_of_month
from standins.running import Running, running

pytestmark = pytest.mark.slow


@pytest.fixture
def bank(settings: Any, tmp_path: Path) -> Iterator[Running]:
    """A running bank; the office knows its address."""
    _, partner = lay_out(tmp_path / "bank", url="")
    with running("bank", partner, tmp_path / "notebook.json") as made:
        accounts, _ = lay_out(tmp_path / "bank", url=made.url)
        settings.AMT = replace(settings.AMT, bank_file=accounts)
        yield made


@pytest.fixture
def run(bank: Running, caseworker: Account, supervisor: Account) -> Run:
    """An approved run with one payment."""
    at, clerk = clock.now(), actor_of(caseworker)
    month = add_months(first_of_month(clock.day_of(at)), 1)
    unit_id = next(iter(clerk.unit_ids()))
    plan(unit_id, months(12_345, start=month), at=at)
    made = propose_run(unit_id=unit_id, month=month, actor=clerk, at=at)
    return services.approve_run(run_uuid=made.uuid, actor=actor_of(supervisor), at=at)


def hand_over(run: Run) -> None:
    services.hand_over_file(run_uuid=run.uuid, at=clock.now())


def test_a_file_is_executed_once(run: Run, bank: Running) -> None:
    hand_over(run)
    hand_over(run)
    assert [(one["cents"], one["iban"]) for one in bank.get("/payments")] == [(12_345, IBAN)]
    assert run.reference in bank.page()
    run.refresh_from_db()
    assert run.taken_at is not None


def test_a_lost_answer_does_not_pay_twice(run: Run, bank: Running, supervisor: Account) -> None:
    bank.post("/trouble", {"status": 1})
    with pytest.raises(PartnerFailure):
        hand_over(run)
    with pytest.raises(services.FileTaken):
        services.void_run(
            run_uuid=run.uuid, reason="keine Antwort", actor=actor_of(supervisor), at=clock.now()
        )
    bank.post("/trouble", {"status": 0})
    hand_over(run)
    assert len(bank.get("/payments")) == 1


def test_a_payment_comes_back_once(run: Run, bank: Running) -> None:
    hand_over(run)
    number = bank.get("/payments")[0]["end_to_end_id"]
    assert bank.post("/return", {"end_to_end_id": number, "reason": "AC04"}) == {"returned": True}
    assert bank.post("/return", {"end_to_end_id": number}) == {"returned": False}
    assert statements.fetch_statements(at=clock.now()) == 1
    assert statements.fetch_statements(at=clock.now()) == 0
    account = queries.account_of("case", "one")
    assert account is not None
    assert (account.paid, account.hindrance) == (0, queries.Mark.RETURNED)


def test_the_bank_refuses_what_it_cannot_execute(run: Run, bank: Running) -> None:
    made = services.make_file(run_uuid=run.uuid, at=clock.now())
    content = bytes(made.content).replace(b"123.45", b"923.45", 1)
    later = (clock.today() - timedelta(days=3)).isoformat().encode()
    old = bytes(made.content).replace(run.execution_on.isoformat().encode(), later)
    account = banks.account_of_unit(run.unit_id)
    for bad in (content, old, b"<Document/>"):
        with pytest.raises(PartnerFailure, match="http_422"):
            transport.hand_over(account, bad)
    with pytest.raises(PartnerFailure, match="http_401"):
        transport.hand_over(replace(account, token="wrong"), content)
    assert bank.get("/payments") == []
