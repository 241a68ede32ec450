"""A person says what is wrong; the office of the register looks into it and answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, person_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.identity.testing.people import make_staff
from amt.capabilities.registers import queries, services
from amt.capabilities.registers.models import Report
from amt.capabilities.registers.queries import ReportState
from amt.capabilities.registers.testing.fixtures import FakeRegister
from amt.capabilities.registers.tests.factories import AT
from amt.capabilities.worklist import queries as worklist
from amt.contract.lookups import Register, Relation
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, PartnerFailure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]


@pytest.fixture
def officer(organisation: None) -> Actor:
    """Who keeps the register of residents in Bremen."""
    return actor_of(make_staff("registration_officer", at=AT))


def report(account: Account, **changes: Any) -> Report:
    values: dict[str, Any] = {
        "register": Register.RESIDENTS, "relation": Relation.SELF, "attributes": ["house_number"],
        "note": " Es ist die 12 b. ", "person": person_of(account), "subject_kind": "draft",
        "subject_id": "d-1", "actor": actor_of(account), "at": AT,
    }  # fmt: skip
    return services.report_wrong(**{**values, **changes})


def settle(made: Report, actor: Actor, **changes: Any) -> Report:
    values: dict[str, Any] = {
        "outcome": ReportState.CORRECTED, "answer": "Berichtigt.", "actor": actor, "at": AT,
    }  # fmt: skip
    return services.settle_report(report_uuid=made.uuid, **{**values, **changes})


def test_report_waits_for_the_office_of_the_register(
    register: FakeRegister, citizen: Account, officer: Actor
) -> None:
    made = report(citizen)

    (item,) = worklist.items_about(queries.REPORT, made.uuid)
    assert item.unit.key == "meldewesen-bremen"
    assert item.due_on == date(2026, 11, 30)
    assert queries.report_for(officer, made.uuid) == made
    assert (made.note, made.attributes) == ("Es ist die 12 b.", ["house_number"])
    assert "12 b" not in str([e.details for e in trail.entries_about(queries.REPORT, made.uuid)])


def test_report_says_nothing_of_the_matter(register: FakeRegister, citizen: Account) -> None:
    made = report(citizen)

    services.hand_over_report(report_uuid=made.uuid)

    (told,) = register.reports
    assert told["attributes"] == ["house_number"]
    assert set(told) == {"number", "reference", "relation", "attributes", "search", "note"}


def test_register_that_is_down_is_told_later(
    register: FakeRegister, citizen: Account, run_jobs: RunJobs
) -> None:
    register.is_down = True
    made = report(citizen)
    with pytest.raises(PartnerFailure):
        services.hand_over_report(report_uuid=made.uuid)

    register.is_down = False
    run_jobs()

    assert [told["number"] for told in register.reports] == [str(made.uuid)]


def test_second_report_of_the_same_is_added_to_the_first(
    register: FakeRegister, citizen: Account
) -> None:
    first = report(citizen)

    again = report(citizen, attributes=["street", "house_number"], note="Und die Straße.")
    spouse = report(citizen, relation=Relation.SPOUSE, attributes=["birth_name"])

    assert again.uuid == first.uuid
    assert again.attributes == ["house_number", "street"]
    assert again.note == "Es ist die 12 b.\nUnd die Straße."
    assert spouse.uuid != first.uuid
    assert queries.reports_of(citizen.id) == [spouse, again]


def test_office_says_what_it_found(
    register: FakeRegister, citizen: Account, officer: Actor
) -> None:
    made = settle(report(citizen), officer)

    assert (made.state, made.answer, made.settled_by) == (
        ReportState.CORRECTED, "Berichtigt.", officer.account_id,
    )  # fmt: skip
    assert worklist.items_about(queries.REPORT, made.uuid) == []
    with pytest.raises(services.AlreadySettled):
        settle(made, officer)
    assert report(citizen).uuid != made.uuid


@pytest.mark.parametrize("changes", [{"answer": " "}, {"outcome": ReportState.OPEN}])
def test_nothing_said_settles_nothing(
    register: FakeRegister, citizen: Account, officer: Actor, changes: dict[str, Any]
) -> None:
    made = report(citizen)

    with pytest.raises(services.AnswerMissing):
        settle(made, officer, **changes)
    with pytest.raises(services.NoteTooLong):
        settle(made, officer, answer="x" * (services.LONGEST_ANSWER + 1))


def test_other_offices_and_strangers_see_no_report(
    register: FakeRegister, citizen: Account, caseworker: Account, stranger: Account
) -> None:
    made = report(citizen)

    for account in (caseworker, stranger):
        with pytest.raises(NotVisible):
            queries.report_for(actor_of(account), made.uuid)
        with pytest.raises(NotVisible):
            settle(made, actor_of(account))
    with pytest.raises(NotVisible):
        report(citizen, actor=actor_of(stranger))


def test_report_names_what_the_register_holds(register: FakeRegister, citizen: Account) -> None:
    for attributes in ([], ["religion"]):
        with pytest.raises(services.NothingNamed):
            report(citizen, attributes=attributes)
    with pytest.raises(services.NoteTooLong):
        report(citizen, note="x" * (services.LONGEST_NOTE + 1))


def test_births_are_for_the_registry_office(register: FakeRegister, citizen: Account) -> None:
    made = report(citizen, register=Register.CIVIL_STATUS, attributes=["birth_place"])

    (item,) = worklist.items_about(queries.REPORT, made.uuid)
    assert item.unit.key == "standesamt-bremen-mitte"


def test_register_of_another_place_is_not_ours(register: FakeRegister, citizen: Account) -> None:
    citizen.ars = "031010000000"
    citizen.save()

    with pytest.raises(services.NobodyKeepsIt):
        report(citizen)
