"""Who is paid reads on the privacy page that the office looked at their payments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases.testing.fixtures import OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import accesses_of, actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor, RunJobs
from amt.capabilities.payments import services
from amt.capabilities.payments.models import Ledger, PaymentState, Run
from amt.capabilities.payments.testing.bank import write_accounts
from amt.capabilities.payments.testing.plans import months, plan
from amt.kernel import clock
from amt.kernel.periods import add_months, first_of_month

URL = "/arbeitsplatz/auszahlungen/"


@pytest.fixture
def ledger(
    run_jobs: RunJobs, open_case: OpenCase, settings: Any, tmp_path: Path, organisation: None
) -> Ledger:
    """Payments to the citizen of a case, and to somebody without one."""
    settings.AMT = replace(settings.AMT, bank_file=write_accounts(tmp_path / "bank.yaml"))
    unit_id = authorities.get_unit_by_key("wohnen-bremen").id
    due = months(30_000, start=next_month())
    plan(unit_id, due, at=clock.now(), subject="two", subject_id=str(uuid4()))
    return plan(unit_id, due, at=clock.now(), subject_id=str(open_case().uuid))


def next_month() -> date:
    return add_months(first_of_month(clock.today()), 1)


def proposal(client: Client) -> str:
    address = f"{URL}vorschlagen/"
    client.post(address, {"stelle": "wohnen-bremen", "monat": f"{next_month():%Y-%m}"})
    run = Run.objects.get()
    services.collect_run(run_uuid=run.uuid, at=clock.now())
    return f"{URL}{run.uuid}/"


def approved(client: Client, supervisor: Account) -> str:
    address = proposal(client)
    services.approve_run(
        run_uuid=Run.objects.get().uuid, actor=actor_of(supervisor), at=clock.now()
    )
    return address


@pytest.mark.parametrize("page", ["account", "preview", "run", "returns"])
def test_who_is_paid_reads_that_the_office_looked(
    ledger: Ledger,
    citizen: Account,
    caseworker: Account,
    supervisor: Account,
    client_for: ClientFor,
    run_jobs: RunJobs,
    page: str,
) -> None:
    client = client_for(caseworker)
    addresses = {
        "account": lambda: f"{URL}konto/{ledger.uuid}/",
        "preview": lambda: f"{URL}vorschlagen/?stelle=wohnen-bremen&monat={next_month():%Y-%m}",
        "run": lambda: proposal(client),
        "returns": lambda: f"{URL}rueckgaben/",
    }
    address = addresses[page]()
    if page == "returns":
        approved(client, supervisor)
        ledger.payments.update(state=PaymentState.RETURNED, returned_on=clock.today())
    run_jobs()

    for _twice in range(2):
        assert client.get(address).status_code == 200
    run_jobs()

    (look,) = accesses_of(citizen.id)
    assert (look.purpose, look.data) == ("Geld auszahlen", ["Name, Konto und Zahlungen"])
    assert (look.by_name, look.by_unit_id) == (ledger.unit.name, ledger.unit_id)
    assert look.subject_id == ledger.subject_id
    assert caseworker.family_name not in str(vars(look))


def test_only_people_who_were_shown_are_told(
    ledger: Ledger,
    citizen: Account,
    other_caseworker: Account,
    caseworker: Account,
    supervisor: Account,
    client_for: ClientFor,
    run_jobs: RunJobs,
) -> None:
    elsewhere = client_for(other_caseworker).get(f"{URL}konto/{ledger.uuid}/")
    client = client_for(caseworker)
    client.get(URL)
    # A proposal shows first payments besides those that were searched; an approved run does not.
    address = approved(client, supervisor)
    client.get(f"{address}?q=two")
    run_jobs()

    assert elsewhere.status_code == 404
    assert accesses_of(citizen.id) == []
