"""Applying again for the time after a grant: with what is known, once, by its own person."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.services import Submitted
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.testing.fixtures import (
    PLANS,
    assessed_case,
    granted_case,
    lamp_case,
    open_case,
)
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents import services as document_services
from amt.capabilities.identity.models import Account
from amt.contract.registry import procedure
from amt.kernel.errors import NotVisible

__all__ = ["assessed_case", "granted_case", "lamp_case", "open_case"]

LATER = datetime(2027, 9, 15, 9, 0, tzinfo=UTC)
Grant = Callable[..., Case]


@pytest.fixture
def old(granted_case: Grant, clock: Any) -> Case:
    """A grant of the citizen that ends soon, with two people named."""
    case = granted_case(**{"people.0.name": "Ada", "people.1.name": "Bo", "truth": True})
    clock.set(LATER)
    return case


def renew(case: Case, account: Account) -> Draft:
    return services.start_renewal(case_uuid=case.uuid, actor=acting(account), at=LATER)


def paper(case_uuid: UUID, account: Account) -> UUID:
    stored = document_services.store_document(
        content=PLANS,
        media_type="application/pdf",
        file_name="proof.pdf",
        kind="upload",
        owner_kind="case",
        owner_uuid=case_uuid,
        label="proof",
        actor=acting(account),
        at=AT,
    )
    return stored.uuid


def send(draft: Draft, account: Account) -> Submitted:
    return services.send_as_known(draft_uuid=draft.uuid, actor=acting(account), at=LATER)


def test_draft_begins_with_the_answers_of_the_old_case(old: Case, citizen: Account) -> None:
    draft = renew(old, citizen)

    assert draft.answers["lamps"] == 2
    assert (draft.answers["people.1.name"], draft.answers["people.count"]) == ("Bo", 2)
    assert "truth" not in draft.answers
    assert draft.carried["lamps"]["basis"] == old.reference
    assert draft.carried_from == {
        "kind": "renewal",
        "on": "2026-11-21",
        "name": old.reference,
    }


def test_nothing_changed_sends_with_one_declaration(old: Case, citizen: Account) -> None:
    submitted = send(renew(old, citizen), citizen)

    new = Case.objects.get(source_uuid=submitted.application.uuid)
    facts = {record.path: record for record in new.fact_records.all()}
    assert facts["truth"].value is True
    assert (facts["lamps"].source, facts["lamps"].basis) == ("typed", old.reference)
    assert facts["grant.previous_reference"].value == old.reference
    until = queries.granted_until(procedure(old.procedure_key), old.uuid)
    assert until is not None
    assert facts["grant.previous_until"].value == until.isoformat()
    assert "proof" not in facts
    assert submitted.application.renews_case_uuid == old.uuid


def test_proof_that_still_holds_comes_along_and_a_foreign_one_does_not(
    granted_case: Grant, citizen: Account, stranger: Account, clock: Any
) -> None:
    case = granted_case()
    own, foreign = paper(case.uuid, citizen), paper(uuid4(), stranger)
    FactRecord.objects.create(
        case=case, path="proof", value=[str(own), str(foreign)], source="typed", obtained_at=AT
    )
    clock.set(LATER)

    draft = renew(case, citizen)
    submitted = send(draft, citizen)

    new = Case.objects.get(source_uuid=submitted.application.uuid)
    assert new.fact_records.get(path="proof").value == [str(own)]
    assert documents.is_owned_by(own, "case", new.uuid)
    assert not documents.is_owned_by(foreign, "case", new.uuid)


def test_changed_answer_is_typed_anew_and_not_from_the_old_case(
    old: Case, citizen: Account
) -> None:
    draft = renew(old, citizen)
    raw = {
        "place": ["040110000000"],
        "lamps": ["5"],
        "income": ["1200"],
        "people.count": ["2"],
        "people.0.name": ["Ada"],
        "people.1.name": ["Bo"],
    }
    services.save_step(
        draft_uuid=draft.uuid, step_key="lamps", raw=raw, actor=acting(citizen), at=LATER
    )
    submitted = send(draft, citizen)

    facts = Case.objects.get(source_uuid=submitted.application.uuid).fact_records
    assert facts.get(path="lamps").value == 5
    assert facts.get(path="lamps").basis == ""
    assert facts.get(path="income").basis == old.reference


def test_sent_again_is_the_same_and_a_second_renewal_is_refused(
    old: Case, citizen: Account
) -> None:
    draft = renew(old, citizen)
    first = send(draft, citizen)

    assert send(draft, citizen).application == first.application
    with pytest.raises(services.AlreadyRenewed) as refusal:
        renew(old, citizen)
    assert refusal.value.case_uuid == first.application.case_uuid
    assert Application.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_send_once(old: Case, citizen: Account) -> None:
    draft = renew(old, citizen)
    results: list[Submitted] = []
    barrier = threading.Barrier(2)

    def click() -> None:
        barrier.wait()
        try:
            results.append(send(draft, citizen))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert sorted(result.is_new for result in results) == [False, True]
    assert Application.objects.count() == 1


def test_begun_renewal_is_found_again_with_what_was_changed(old: Case, citizen: Account) -> None:
    first = renew(old, citizen)
    Draft.objects.filter(uuid=first.uuid).update(answers={**first.answers, "lamps": 7})

    again = renew(old, citizen)

    assert again.uuid == first.uuid
    assert again.answers["lamps"] == 7


def test_stranger_staff_and_ungranted_cases_get_nothing(
    old: Case, lamp_case: Grant, citizen: Account, stranger: Account, caseworker: Account
) -> None:
    for account in (stranger, caseworker):
        with pytest.raises(NotVisible):
            renew(old, account)
    with pytest.raises(services.NothingToRenew):
        renew(lamp_case(), citizen)
    assert not Draft.objects.exists()


def test_only_what_was_known_can_be_sent_as_known(draft: Draft, citizen: Account) -> None:
    with pytest.raises(NotVisible):
        services.send_as_known(draft_uuid=draft.uuid, actor=acting(citizen), at=AT)


def test_what_is_missing_keeps_it_from_being_sent(old: Case, citizen: Account) -> None:
    draft = renew(old, citizen)
    kept = {path: value for path, value in draft.answers.items() if path != "income"}
    Draft.objects.filter(uuid=draft.uuid).update(answers=kept)

    with pytest.raises(services.NotComplete) as refusal:
        send(draft, citizen)

    assert {problem.path for problem in refusal.value.problems} == {"income"}
    draft.refresh_from_db()
    assert "truth" not in draft.answers


def test_invitation_time_is_counted_in_whole_months() -> None:
    until = date(2027, 10, 31)
    assert not queries.may_renew_on(until, 2, on=date(2027, 8, 31))
    assert queries.may_renew_on(until, 2, on=date(2027, 9, 1))
