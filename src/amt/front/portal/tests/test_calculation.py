"""The calculation behind a decision, for the person whom it concerns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from amt.capabilities.cases import services as cases
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import assessed_case, open_case
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.front.portal.tests.conftest import AT, refused_count

__all__ = ["assessed_case", "open_case"]


@pytest.fixture
def decided(
    run_jobs: RunJobs,  # first: it begins by forgetting the jobs of earlier tests
    assessed_case: Callable[..., Case],
    caseworker: Account,
    citizen: Account,
) -> Case:
    identity.set_delivery_consent(
        account_id=citizen.id, consents=True, actor=actor_of(citizen), at=AT
    )
    case = assessed_case(facts={"hives": 4})
    cases.decide(
        case_uuid=case.uuid,
        kind="grant",
        reason_keys=(),
        own_words="",
        proposal_id=case.proposals.get().uuid,
        actor=actor_of(caseworker),
        at=AT,
    )
    return case


def address(case: Case) -> str:
    return f"/vorgang/{case.uuid}/rechenweg/"


def test_person_reads_the_calculation_once_the_act_is_there(
    decided: Case, home: Client, run_jobs: RunJobs
) -> None:
    before = home.get(address(decided)).content.decode()
    assert "sobald Sie einen Bescheid mit Rechnung bekommen haben" in before
    assert "Womit gerechnet wurde" not in before

    run_jobs()

    page = home.get(address(decided)).content.decode()
    for shown in ("So wurde gerechnet", "Wie viele Völker? 4", "Ihre Angabe", "§ 1 Bienenordnung"):
        assert shown in page, shown
    assert address(decided) in home.get(f"/vorgang/{decided.uuid}/").content.decode()


def test_what_is_only_proposed_is_not_shown(
    assessed_case: Callable[..., Case], home: Client
) -> None:
    case = assessed_case()

    page = home.get(address(case)).content.decode()

    assert "Womit gerechnet wurde" not in page
    assert address(case) not in home.get(f"/vorgang/{case.uuid}/").content.decode()


def test_stranger_gets_404_and_an_audit_row(
    decided: Case, client_for: Callable[..., Client], stranger: Account
) -> None:
    assert client_for(stranger).get(address(decided)).status_code == 404
    assert refused_count() == 1


def test_the_anonymous_are_asked_to_sign_in(decided: Case, client: Client) -> None:
    assert client.get(address(decided)).status_code == 302
