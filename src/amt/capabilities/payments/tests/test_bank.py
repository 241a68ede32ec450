"""The file for the bank, and what the bank notes afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sepaxml.validation import try_valid_xml  # type: ignore[import-untyped]  # no types

from amt.capabilities.identity.queries import Account, actor_of
from amt.capabilities.payments import queries, services, transport
from amt.capabilities.payments.models import BankEntry, Demand, Ledger, PaymentState, Run
from amt.capabilities.payments.testing.bank import OWN_IBAN, credit, notes, write_accounts
from amt.capabilities.payments.testing.plans import IBAN, OTHER_IBAN, months, plan
from amt.capabilities.payments.testing.runs import NothingProposed, propose_run
from amt.capabilities.payments.tests.conftest import NOW
from amt.capabilities.worklist import queries as worklist
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.errors import NotVisible, PartnerFailure
from amt.kernel.models import AuditEntry

DECEMBER = date(2026, 12, 1)
SPACE = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


@pytest.fixture
def bank(settings: Any, tmp_path: Path) -> Path:
    """The unit has an account; its files are carried by hand."""
    file = write_accounts(tmp_path / "bank.yaml")
    settings.AMT = replace(settings.AMT, bank_file=file)
    return file


@pytest.fixture
def approved(unit_id: int, clerk: Actor, head: Actor, bank: Path) -> Run:
    """A run with two payments that may go to the bank."""
    plan(unit_id, months(10_000, 20_000, start=date(2026, 11, 1)), at=NOW)
    plan(
        unit_id,
        months(7_050),
        at=NOW,
        subject="two",
        payee_name="Åsa Müßig & Sohn",
        iban=OTHER_IBAN,
    )
    run = propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)
    return services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)


def test_an_approved_run_is_a_file_that_its_schema_accepts(approved: Run, clerk: Actor) -> None:
    name, content = services.fetch_file(run_uuid=approved.uuid, actor=clerk, at=NOW)
    try_valid_xml(content, "pain.001.001.09")
    root = ET.fromstring(content)  # noqa: S314 - our own file
    texts = {tag: [one.text for one in root.iter(SPACE + tag)] for tag in (
        "MsgId", "CtrlSum", "InstdAmt", "EndToEndId", "Dt", "IBAN", "Nm",
    )}  # fmt: skip
    assert name == f"{approved.reference}.xml"
    assert texts["MsgId"] == [approved.reference]
    assert texts["CtrlSum"] == ["370.50", "370.50"]
    assert texts["InstdAmt"] == ["300.00", "70.50"]
    assert texts["EndToEndId"] == [f"{approved.reference}-00000{n}" for n in (1, 2)]
    assert texts["Dt"] == ["2026-11-30"]
    assert texts["IBAN"] == [OWN_IBAN, IBAN, OTHER_IBAN]
    assert texts["Nm"][2:] == ["Fatma Yildiz-Behrens", "Asa Muessig   Sohn"]


def test_whoever_fetches_it_again_gets_the_same_bytes(approved: Run, clerk: Actor) -> None:
    first = services.fetch_file(run_uuid=approved.uuid, actor=clerk, at=NOW)
    assert services.fetch_file(run_uuid=approved.uuid, actor=clerk, at=NOW) == first
    noted = AuditEntry.objects.filter(action="payments.file_fetched")
    assert noted.count() == 2


def test_the_audit_trail_names_no_account(approved: Run, clerk: Actor) -> None:
    services.fetch_file(run_uuid=approved.uuid, actor=clerk, at=NOW)
    told = str(list(AuditEntry.objects.values_list("details", "subject_id")))
    assert IBAN not in told
    assert "Yıldız" not in told


def test_a_proposal_has_no_file(unit_id: int, clerk: Actor, bank: Path) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)
    with pytest.raises(services.NotApproved):
        services.fetch_file(run_uuid=run.uuid, actor=clerk, at=NOW)


def test_staff_of_another_office_get_no_file(approved: Run, other_caseworker: Account) -> None:
    with pytest.raises(NotVisible):
        services.fetch_file(run_uuid=approved.uuid, actor=actor_of(other_caseworker), at=NOW)


def test_without_an_account_of_the_unit_there_is_no_file(
    unit_id: int, clerk: Actor, head: Actor
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)
    services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)
    with pytest.raises(services.NoBankAccount):
        services.fetch_file(run_uuid=run.uuid, actor=clerk, at=NOW)


def returned(run: Run, unit_id: int, *, reference: str = "B1") -> services.TakenIn:
    line = credit(reference, "300.00", end_to_end_id=f"{run.reference}-000001", reason="AC04")
    return services.take_in_statement(unit_id=unit_id, content=notes(line), actor=SYSTEM, at=NOW)


def test_a_payment_that_came_back_waits_for_another_account(
    approved: Run, unit_id: int, clerk: Actor
) -> None:
    assert returned(approved, unit_id) == services.TakenIn(returned=1)
    account = queries.account_of("case", "one")
    assert account is not None
    assert [(one.paid, one.returned, one.difference) for one in account.months] == [
        (0, 10_000, 10_000),
        (0, 20_000, 20_000),
    ]
    assert account.hindrance is queries.Mark.RETURNED
    with pytest.raises(NothingProposed, match="nothing_due"):
        propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)
    waiting = worklist.items_about("payment_ledger", account.ledger_uuid)
    assert [one.kind for one in waiting] == ["payment_returned"]

    plan(unit_id, months(10_000, 20_000, start=date(2026, 11, 1)), at=NOW, iban=OTHER_IBAN)
    again = propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)
    assert [(one.cents, one.iban) for one in again.payments.all()] == [(30_000, OTHER_IBAN)]
    assert worklist.items_about("payment_ledger", account.ledger_uuid) == []


def test_the_same_notes_again_change_nothing(approved: Run, unit_id: int) -> None:
    returned(approved, unit_id)
    assert returned(approved, unit_id) == services.TakenIn(known=1)
    assert BankEntry.objects.count() == 1


def test_a_second_return_of_a_payment_waits_for_a_person(approved: Run, unit_id: int) -> None:
    returned(approved, unit_id)
    assert returned(approved, unit_id, reference="B2") == services.TakenIn(unclear=1)
    account = queries.account_of("case", "one")
    assert account is not None
    assert sum(one.returned for one in account.months) == 30_000


def test_an_account_may_be_confirmed_as_right(approved: Run, unit_id: int, clerk: Actor) -> None:
    returned(approved, unit_id)
    ledger = Ledger.objects.get(subject_id="one")
    services.confirm_account(ledger_uuid=ledger.uuid, actor=clerk, at=NOW)
    again = propose_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)
    assert again.payments.get().iban == IBAN


def test_notes_of_another_account_are_refused(unit_id: int, bank: Path) -> None:
    with pytest.raises(services.WrongAccount):
        services.take_in_statement(unit_id=unit_id, content=notes(iban=IBAN), actor=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no XML",
        b"<Document/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><Document/>',
        notes(credit("B1", "1.005")),
        notes(credit("B1", "-1.00")),
    ],
)
def test_what_is_no_camt_054_is_refused(unit_id: int, bank: Path, content: bytes) -> None:
    with pytest.raises(services.StatementUnreadable):
        services.take_in_statement(unit_id=unit_id, content=content, actor=SYSTEM, at=NOW)


def demanded(unit_id: int) -> Demand:
    return services.demand(
        subject_kind="case", subject_id="one", key="recovery-1", cents=6_000,
        norm="§ 50 SGB X", due_on=date(2027, 1, 15), basis="an act", actor=SYSTEM, at=NOW,
    )  # fmt: skip


def test_money_that_comes_in_settles_a_demand_and_the_months(approved: Run, unit_id: int) -> None:
    plan(unit_id, months(10_000, 14_000, start=date(2026, 11, 1)), at=NOW)
    raised = demanded(unit_id)
    assert demanded(unit_id).uuid == raised.uuid
    said = f"Rueckzahlung {raised.reference.lower().replace('-', ' ')}"
    content = notes(credit("C1", "40.00", remittance=said), credit("C2", "20.00", remittance=said))
    taken = services.take_in_statement(unit_id=unit_id, content=content, actor=SYSTEM, at=NOW)
    account = queries.account_of("case", "one")
    assert account is not None
    assert taken == services.TakenIn(received=2)
    assert (account.overpaid, account.demanded, account.paid) == (0, 0, 24_000)


def test_money_without_a_name_waits_for_a_person(unit_id: int, bank: Path) -> None:
    content = notes(credit("C1", "40.00", remittance="Miete"))
    taken = services.take_in_statement(unit_id=unit_id, content=content, actor=SYSTEM, at=NOW)
    entry = BankEntry.objects.get()
    assert taken == services.TakenIn(unclear=1)
    assert [one.closed_by_hand for one in worklist.items_about("bank_entry", entry.uuid)] == [True]


def test_a_file_that_may_be_at_the_bank_is_not_voided(
    approved: Run, bank: Path, head: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_accounts(bank, url="http://127.0.0.1:1")

    def lost(*_: Any) -> None:
        raise PartnerFailure("bank", "TimeoutError", permanent=False)

    monkeypatch.setattr(transport, "hand_over", lost)
    with pytest.raises(PartnerFailure):
        services.hand_over_file(run_uuid=approved.uuid, at=NOW)
    with pytest.raises(services.FileTaken):
        services.void_run(run_uuid=approved.uuid, reason="weg", actor=head, at=NOW)


def test_a_file_that_the_bank_refused_may_be_voided(
    approved: Run, bank: Path, head: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_accounts(bank, url="http://127.0.0.1:1")

    def refused(*_: Any) -> None:
        raise PartnerFailure("bank", "http_422", permanent=True)

    monkeypatch.setattr(transport, "hand_over", refused)
    with pytest.raises(PartnerFailure):
        services.hand_over_file(run_uuid=approved.uuid, at=NOW)
    voided = services.void_run(run_uuid=approved.uuid, reason="abgelehnt", actor=head, at=NOW)
    assert set(voided.payments.values_list("state", flat=True)) == {PaymentState.RELEASED}
