"""Children that a register names after sending: proposed, and counted once somebody says so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.tests.conftest import AT
from amt.capabilities.applications.tests.test_lookups import (
    draft,
    fetch,
    own_page,
    register,
    save,
    send,
)
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import CaseEvent
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.contract.facts import Fact, Facts, FactSource
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import NotVisible

__all__ = ["draft", "register"]


@pytest.fixture
def case_uuid(draft: Draft, citizen: Account, run_jobs: RunJobs) -> UUID:
    """A case with one child of two, sent before the register answered."""
    fetch(draft, citizen, "children")
    save(draft, citizen, "person", **own_page(person__birth_place="Izmir"))
    save(
        draft, citizen, "children", **{"children.count": "1"},
        children__0__given_name="Emil", children__0__birth_date="30.09.2018",
    )  # fmt: skip
    sent: UUID = send(draft, citizen)
    run_jobs()
    return sent


def names(case_uuid: UUID) -> list[Any]:
    facts = Facts(queries.standing_of(case_uuid).facts)
    return [facts[f"children.{number}.given_name"] for number in range(facts.count("children"))]


def kinds(case_uuid: UUID) -> list[str]:
    return list(CaseEvent.objects.filter(case__uuid=case_uuid).values_list("kind", flat=True))


def decide(name: str, case_uuid: UUID, account: Account, number: int = 1) -> None:
    getattr(services, name)(
        case_uuid=case_uuid, group="children", number=number, actor=actor_of(account), at=AT
    )


def test_child_that_nobody_named_is_proposed_and_not_counted(case_uuid: UUID) -> None:
    (entry,) = queries.register_entries(case_uuid)

    assert entry.values == {
        "children.1.given_name": "Mina Elif",
        "children.1.birth_date": "2014-05-02",
    }
    assert "§" in entry.basis
    assert names(case_uuid) == ["Emil"]
    assert kinds(case_uuid).count("register_names") == 1


def test_caseworker_takes_it_over(case_uuid: UUID, caseworker: Account) -> None:
    decide("take_register_entry", case_uuid, caseworker)

    assert names(case_uuid) == ["Emil", "Mina Elif"]
    assert queries.register_entries(case_uuid) == ()
    assert kinds(case_uuid).count("fact_added") == 2
    with pytest.raises(services.EntryGone):
        decide("take_register_entry", case_uuid, caseworker)


def test_caseworker_leaves_it_and_it_is_forgotten(case_uuid: UUID, caseworker: Account) -> None:
    decide("leave_register_entry", case_uuid, caseworker)

    assert names(case_uuid) == ["Emil"]
    assert queries.register_entries(case_uuid) == ()
    assert kinds(case_uuid).count("register_left") == 1
    with pytest.raises(services.EntryGone):
        decide("leave_register_entry", case_uuid, caseworker)


@pytest.mark.parametrize("deed", ["take_register_entry", "leave_register_entry"])
def test_nobody_else_decides_about_it(
    case_uuid: UUID, citizen: Account, other_caseworker: Account, deed: str
) -> None:
    for account in (citizen, other_caseworker):
        with pytest.raises(NotVisible):
            decide(deed, case_uuid, account)

    assert len(queries.register_entries(case_uuid)) == 1


def test_second_answer_gets_a_number_of_its_own(case_uuid: UUID, caseworker: Account) -> None:
    (entry,) = queries.register_entries(case_uuid)
    facts = [
        fact_of(path.replace(".1.", ".7."), f"{value}-zwei", entry)
        for path, value in entry.values.items()
    ]
    same = [fact_of(path, value, entry) for path, value in entry.values.items()]

    added = services.propose_entries(
        case_uuid=case_uuid, group="children", entries=[same, facts], actor=SYSTEM, at=AT
    )

    assert added == 1
    assert [one.number for one in queries.register_entries(case_uuid)] == [1, 2]
    decide("take_register_entry", case_uuid, caseworker, number=2)
    assert names(case_uuid) == ["Emil", "Mina Elif-zwei"]
    decide("take_register_entry", case_uuid, caseworker, number=1)
    assert names(case_uuid) == ["Emil", "Mina Elif-zwei", "Mina Elif"]


def fact_of(path: str, value: Any, entry: queries.RegisterEntry) -> Fact:
    return Fact(path, value, FactSource.REGISTER, entry.obtained_at, entry.basis)
