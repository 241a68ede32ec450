"""The payments of a matter on its page: what came, what comes, what is to be paid back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import (
    OpenCase,
    assessed_case,
    granted_case,
    lamp_case,
    open_case,
)
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.payments import services
from amt.capabilities.payments.models import Run
from amt.capabilities.payments.testing.plans import IBAN, months, plan
from amt.capabilities.payments.testing.runs import propose_run
from amt.front.portal.tests.conftest import AT
from amt.kernel.actors import SYSTEM

__all__ = ["assessed_case", "granted_case", "lamp_case", "open_case"]

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def granted(granted_case: OpenCase) -> Case:
    """A grant of the citizen with three months planned."""
    case = granted_case()
    plan(case.unit_id, months(20_000, 20_000, 20_000, start=NOVEMBER), at=AT, subject_id=case.uuid)
    return case


def paid(case: Case, caseworker: Account, supervisor: Account) -> Run:
    run = propose_run(unit_id=case.unit_id, month=NOVEMBER, actor=actor_of(caseworker), at=AT)
    return services.approve_run(run_uuid=run.uuid, actor=actor_of(supervisor), at=AT)


def page(home: Client, case: Case) -> str:
    return home.get(f"/vorgang/{case.uuid}/").content.decode()


def test_what_is_planned_is_announced_before_it_is_paid(home: Client, granted: Case) -> None:
    shown = page(home, granted)
    assert "kommt noch" in shown
    assert "Gezahlt wird jeden Monat im Voraus." in shown


def test_a_proposal_is_not_shown_as_paid(home: Client, granted: Case, caseworker: Account) -> None:
    propose_run(unit_id=granted.unit_id, month=NOVEMBER, actor=actor_of(caseworker), at=AT)
    assert "wird vorbereitet" in page(home, granted)


def test_each_month_says_what_was_paid(
    home: Client, granted: Case, caseworker: Account, supervisor: Account
) -> None:
    paid(granted, caseworker, supervisor)
    shown = page(home, granted)
    assert "November 2026" in shown
    assert "überwiesen" in shown
    assert IBAN not in shown


def test_a_return_asks_for_another_account(
    home: Client, granted: Case, caseworker: Account, supervisor: Account
) -> None:
    run = paid(granted, caseworker, supervisor)
    services.note_return(
        payment_uuid=run.payments.get().uuid, cents=20_000, reason="AC04",
        booked_on=date(2026, 11, 25), bank_reference="B1", actor=SYSTEM, at=AT,
    )  # fmt: skip
    shown = page(home, granted)
    assert f"IBAN endet auf {IBAN[-4:]}" in shown
    assert "kam zurück" in shown


def test_a_demand_says_how_much_until_when_and_what_to_write(home: Client, granted: Case) -> None:
    raised = services.demand(
        subject_kind="case", subject_id=granted.uuid, key="k", cents=6_000, norm="§ 50 SGB X",
        due_on=date(2027, 1, 15), basis="", actor=SYSTEM, at=AT,
    )  # fmt: skip
    shown = page(home, granted)
    assert raised.reference in shown
    assert "15. Januar 2027" in shown


def test_strangers_and_other_services_see_no_payments(
    granted: Case, open_case: OpenCase, home: Client, stranger: Account,
    client_for: Callable[..., Client],
) -> None:  # fmt: skip
    assert client_for(stranger).get(f"/vorgang/{granted.uuid}/").status_code == 404
    other = open_case()
    assert 'id="zahlungen"' not in page(home, other)
