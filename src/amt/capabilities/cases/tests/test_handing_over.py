"""A matter that another body decides: sent once, reported back, seen to by a person if it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from amt.capabilities.cases import handlers, queries, services
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.exchange import queries as exchange
from amt.capabilities.exchange.events import MessageFailed, MessageReceived
from amt.capabilities.exchange.models import Message
from amt.capabilities.exchange.testing.fixtures import Partners
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.worklist.queries import items_about
from amt.contract import registry
from amt.contract.facts import Facts
from amt.contract.procedure import HANDOVER_WORKFLOW, Handling, Handover, Procedure
from amt.kernel.errors import NotVisible
from tests.doubles.double_parties.procedure import PROCEDURE


def compose(facts: Facts, parties: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {"facts": {"tree": facts.text("tree.kind")}, "owner": parties["owner"][0]}


@pytest.fixture
def matter(open_house: OpenCase) -> OpenCase:
    """Open a case of a procedure that another body decides."""
    handed = replace(
        PROCEDURE,
        handling=Handling.HANDED_OVER,
        workflow=HANDOVER_WORKFLOW,
        deeds=(),
        terms=None,
        handover=Handover("tree_office", "application", "§ 12 Baumhausordnung", compose),
    )

    class One:
        def procedures(self) -> list[Procedure]:
            return [handed]

    registry.use(One())
    return open_house


def report(case: Case, status: str, **more: Any) -> Any:
    values: dict[str, Any] = {"values": {}, "at": AT, **more}
    return services.note_partner_report(case_uuid=case.uuid, status=status, **values)


def state_of(case: Case) -> str:
    case.refresh_from_db()
    return case.state


def test_matter_of_another_body_waits_for_nobody_here(matter: OpenCase) -> None:
    case = matter()

    assert services.is_handed_over(case_uuid=case.uuid)
    assert items_about("case", case.uuid) == []


def test_it_is_sent_once_with_what_the_procedure_composes(
    matter: OpenCase, citizen: Account
) -> None:
    case = matter()

    for _ in range(2):
        services.hand_over(case_uuid=case.uuid, at=AT)

    messages = exchange.list_messages("case", case.uuid)
    assert [(one.partner, one.kind) for one in messages] == [("tree_office", "application")]
    assert messages[0].payload == {
        "facts": {"tree": "Linde"},
        "owner": citizen.full_name,
        "reference": case.reference,
    }
    assert len(messages[0].document_uuids) == 2
    assert state_of(case) == "handed_over"
    assert [one.key for one in case.deeds.all()] == ["hand_over"]


def test_each_party_is_told_which_facts_went_where(
    matter: OpenCase, citizen: Account, representative: Account
) -> None:
    case = matter()

    services.hand_over(case_uuid=case.uuid, at=AT)

    for account in (citizen, representative):
        transfer = exchange.transfers_of(account.id)[0]
        assert transfer.paths == ["tree.kind"]
        assert (transfer.from_name, transfer.basis) == (case.unit.name, "§ 12 Baumhausordnung")
        assert transfer.consented_at is None


def test_reports_move_the_case_and_are_told_to_the_parties(
    matter: OpenCase, citizen: Account
) -> None:
    case = matter()
    services.hand_over(case_uuid=case.uuid, at=AT)

    report(case, "accepted", message_uuid=uuid4())
    report(case, "needs_more", values={"text": "Bitte Foto."}, message_uuid=uuid4())
    report(case, "decided", message_uuid=uuid4())

    assert state_of(case) == "decided_elsewhere"
    entries = queries.status_of(actor_of(citizen), case.uuid).timeline
    assert [(entry.deed, entry.text) for entry in entries if entry.deed] == [
        ("hand_over", ""),
        ("accepted", ""),
        ("needs_more", "Bitte Foto."),
        ("decided", ""),
    ]


def test_same_report_twice_is_one(matter: OpenCase) -> None:
    case, message = matter(), uuid4()
    services.hand_over(case_uuid=case.uuid, at=AT)

    report(case, "accepted", message_uuid=message)
    assert report(case, "accepted", message_uuid=message) is None

    assert case.deeds.filter(key="accepted").count() == 1


def test_report_that_overtakes_the_acceptance_implies_it(matter: OpenCase) -> None:
    case = matter()
    services.hand_over(case_uuid=case.uuid, at=AT)

    report(case, "in_progress", message_uuid=uuid4())
    assert report(case, "accepted", message_uuid=uuid4()) is None

    assert [one.key for one in case.deeds.order_by("id")] == [
        "hand_over",
        "accepted",
        "in_progress",
    ]


@pytest.mark.parametrize("status", ["decided", "nonsense", "hand_over"])
def test_report_that_does_not_fit_is_refused(matter: OpenCase, status: str) -> None:
    case = matter()
    if status != "decided":
        services.hand_over(case_uuid=case.uuid, at=AT)

    with pytest.raises(services.DeedNotPossible):
        report(case, status)


def test_unit_sees_to_a_matter_that_could_not_be_delivered_and_sends_it_again(
    matter: OpenCase, caseworker: Account, citizen: Account
) -> None:
    case = matter()
    services.hand_over(case_uuid=case.uuid, at=AT)

    services.note_failed_handover(case_uuid=case.uuid, at=AT)

    assert state_of(case) == "handover_failed"
    assert [item.kind for item in items_about("case", case.uuid)] == ["deed"]
    with pytest.raises(NotVisible):
        services.hand_over(case_uuid=case.uuid, actor=actor_of(citizen), at=AT)
    services.hand_over(case_uuid=case.uuid, actor=actor_of(caseworker), at=AT)
    assert state_of(case) == "handed_over"
    assert len(exchange.list_messages("case", case.uuid)) == 2
    assert items_about("case", case.uuid) == []


def test_content_that_cannot_be_composed_goes_to_a_person(matter: OpenCase) -> None:
    case = matter()
    case.fact_records.filter(path="tree.kind").delete()

    services.hand_over(case_uuid=case.uuid, at=AT)

    assert state_of(case) == "received"
    assert exchange.list_messages("case", case.uuid) == []
    assert [item.kind for item in items_about("case", case.uuid)] == ["deed"]


def test_report_that_does_not_fit_is_looked_at(matter: OpenCase) -> None:
    case = matter()

    services.note_unfitting_report(case_uuid=case.uuid, at=AT)

    assert [item.kind for item in items_about("case", case.uuid)] == ["deed"]


def test_matter_goes_its_way_by_events_alone(
    run_jobs: RunJobs, matter: OpenCase, partners: Partners
) -> None:
    """The partner is nobody here, so the message fails for good and the unit is called."""
    case = matter()

    run_jobs()

    assert [one.key for one in case.deeds.order_by("id")] == ["hand_over", "rejected"]
    assert state_of(case) == "handover_failed"
    assert [item.kind for item in items_about("case", case.uuid)] == ["deed"]


def test_message_of_a_partner_becomes_a_report_by_its_correlation(
    matter: OpenCase, partners: Partners
) -> None:
    case = matter()
    services.hand_over(case_uuid=case.uuid, at=AT)
    sent = exchange.list_messages("case", case.uuid)[0]

    received = Message.objects.create(
        partner=sent.partner,
        direction="in",
        message_id="m-1",
        kind="status",
        version=1,
        correlation=sent.correlation,
        subject_kind="case",
        subject_id=str(case.uuid),
        payload={"status": "accepted", "on": "2026-11-21", "text": "Danke."},
        digest="0" * 64,
        state="received",
        noted_at=AT,
    )
    event = MessageReceived(received.uuid, sent.partner, "status", sent.correlation, AT)
    for _ in range(2):
        handlers.on_message_received(event)

    record = case.deeds.get(key="accepted")
    assert record.values == {
        "on": "2026-11-21",
        "text": "Danke.",
        "message": str(received.uuid),
    }
    handlers.on_message_failed(MessageFailed(sent.uuid, "invoice", "1", AT))
    assert state_of(case) == "accepted"
