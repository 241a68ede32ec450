"""The pages of payments: one person proposes, the head approves, nobody else sees anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.capabilities.payments import queries, services
from amt.capabilities.payments.models import Ledger, Run
from amt.capabilities.payments.testing.bank import credit, notes, write_accounts
from amt.capabilities.payments.testing.plans import IBAN, months, plan
from amt.front.desk.tests.pages import text_of
from amt.kernel import clock
from amt.kernel.models import AuditEntry
from amt.kernel.periods import add_months, first_of_month

URL = "/arbeitsplatz/auszahlungen/"
PROPOSE = f"{URL}vorschlagen/"


@pytest.fixture
def month(settings: Any, tmp_path: Path, organisation: None) -> date:
    """The next month, for which two people are to be paid; the unit has a bank account."""
    settings.AMT = replace(settings.AMT, bank_file=write_accounts(tmp_path / "bank.yaml"))
    unit_id = authorities.get_unit_by_key("wohnen-bremen").id
    first = add_months(first_of_month(clock.today()), 1)
    one = {"subject_id": str(uuid4())}
    plan(unit_id, months(30_000, start=first), at=clock.now(), **one)
    two = {"subject_id": str(uuid4()), "iban": "DE12", "payee_name": "Jonas <b>Petersen</b>"}
    plan(unit_id, months(20_000, start=first), at=clock.now(), subject="two", **two)
    return first


@pytest.fixture
def clerk(caseworker: Account, client_for: ClientFor) -> Client:
    """The browser of the caseworker."""
    return client_for(caseworker)


@pytest.fixture
def head(supervisor: Account, client_for: ClientFor) -> Client:
    """The browser of the head."""
    return client_for(supervisor)


def started(clerk: Client, month: date) -> Run:
    form = {"stelle": "wohnen-bremen", "monat": f"{month:%Y-%m}"}
    answer = clerk.post(PROPOSE, form)
    run = Run.objects.get()
    assert answer.headers["Location"] == f"{URL}{run.uuid}/"
    return run


def proposed(clerk: Client, month: date) -> Run:
    return services.collect_run(run_uuid=started(clerk, month).uuid, at=clock.now())


def approve(head: Client, run: Run, cents: int = 30_000) -> Any:
    form = {"zahlungen": "1", "cent": str(cents)}
    return head.post(f"{URL}{run.uuid}/freigeben/", form, follow=True)


def test_the_list_leads_to_what_would_be_paid(clerk: Client, month: date) -> None:
    page = text_of(clerk.get(URL))
    link = f"{PROPOSE}?stelle=wohnen-bremen&amp;monat={month:%Y-%m}"
    assert link in page
    shown = text_of(clerk.get(link.replace("&amp;", "&")))
    assert "300,00" in shown
    assert "Erste Zahlung" in shown
    assert "Konto fehlt oder ist falsch" in shown
    assert "Jonas &lt;b&gt;Petersen&lt;/b&gt;" in shown
    assert not Run.objects.exists()


def test_one_proposes_and_the_head_approves(clerk: Client, head: Client, month: date) -> None:
    run = proposed(clerk, month)
    own = text_of(clerk.get(f"{URL}{run.uuid}/"))
    assert "Jetzt prüft eine zweite Person" in own
    assert "freigeben</" not in own
    assert "freigeben" in text_of(head.get(f"{URL}{run.uuid}/"))
    page = text_of(approve(head, run))
    assert "Die Auszahlung ist freigegeben" in page
    assert run.reference in text_of(clerk.get(URL))


def test_a_run_that_is_collected_says_so_and_then_shows_its_payments(
    clerk: Client, head: Client, month: date
) -> None:
    run = started(clerk, month)
    page = text_of(clerk.get(f"{URL}{run.uuid}/"))
    assert "Der Vorschlag wird zusammengestellt" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Wird zusammengestellt" in text_of(clerk.get(URL))
    assert 'data-moving="1"' in text_of(clerk.get(f"{URL}{run.uuid}/stand/"))
    assert "freigeben</" not in text_of(head.get(f"{URL}{run.uuid}/"))
    assert run.reference in text_of(clerk.get(f"{PROPOSE}?stelle=wohnen-bremen"))

    services.collect_run(run_uuid=run.uuid, at=clock.now())
    assert "data-moving" not in text_of(clerk.get(f"{URL}{run.uuid}/stand/"))
    shown = text_of(clerk.get(f"{URL}{run.uuid}/"))
    assert "300,00" in shown
    assert "meta http-equiv" not in shown


def test_a_run_that_could_not_be_collected_is_tried_again(clerk: Client, month: date) -> None:
    run = started(clerk, month)
    services.note_uncollected(run_uuid=run.uuid, at=clock.now())
    address = f"{URL}{run.uuid}/"
    assert "ließ sich nicht zusammenstellen" in text_of(clerk.get(address))
    again = text_of(clerk.post(f"{address}sammeln/", follow=True))
    assert "wird noch einmal zusammengestellt" in again
    refused = text_of(clerk.post(f"{address}sammeln/", follow=True))
    assert "wird schon zusammengestellt" in refused


def test_a_run_without_anything_due_says_so(clerk: Client, month: date) -> None:
    run = started(clerk, month)
    Ledger.objects.update(held_since=month)
    services.collect_run(run_uuid=run.uuid, at=clock.now())
    page = text_of(clerk.get(f"{URL}{run.uuid}/"))
    assert "Bis zu diesem Monat ist nichts offen" in page
    assert "Nichts auszuzahlen" in text_of(clerk.get(URL))


def test_whoever_proposes_is_told_that_another_must_approve(head: Client, month: date) -> None:
    run = proposed(head, month)
    assert "Freigeben muss sie jemand anderes" in text_of(approve(head, run))


def test_another_sum_than_the_one_seen_is_not_approved(
    clerk: Client, head: Client, month: date
) -> None:
    run = proposed(clerk, month)
    assert "Der Vorschlag hat sich geändert" in text_of(approve(head, run, 29_999))
    assert Run.objects.get().state == queries.RunState.PROPOSED


def test_the_file_is_fetched_and_that_is_noted(clerk: Client, head: Client, month: date) -> None:
    run = proposed(clerk, month)
    approve(head, run)
    answer = clerk.post(f"{URL}{run.uuid}/datei/")
    assert answer.headers["Content-Type"] == "application/xml"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{run.reference}.xml"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert IBAN.encode() in answer.content
    assert AuditEntry.objects.filter(action="payments.file_fetched").count() == 1


def test_a_proposal_is_taken_back_with_a_reason(clerk: Client, month: date) -> None:
    run = proposed(clerk, month)
    address = f"{URL}{run.uuid}/zurueckziehen/"
    refused = clerk.post(address, {"grund": " "})
    assert refused.status_code == 422
    assert "Schreiben Sie, warum Sie den Vorschlag zurückziehen." in text_of(refused)
    page = text_of(clerk.post(address, {"grund": "Falscher Monat"}, follow=True))
    assert "Zurückgezogen" in page
    assert "Falscher Monat" in page


def test_a_return_is_taken_in_shown_and_confirmed(clerk: Client, head: Client, month: date) -> None:
    run = proposed(clerk, month)
    approve(head, run)
    number = run.payments.get().end_to_end_id
    content = notes(credit("B1", "300.00", end_to_end_id=number, reason="AC04"))
    form = {"stelle": "wohnen-bremen", "datei": SimpleUploadedFile("camt.xml", content)}
    page = text_of(clerk.post(f"{URL}rueckgaben/", form, follow=True))
    assert "1 Rückgabe" in page
    assert "Konto aufgelöst (AC04)" in page
    address = f"{URL}konto/{Ledger.objects.get(iban=IBAN).uuid}/"
    assert "Eine Zahlung kam zurück" in text_of(clerk.get(address))
    assert IBAN not in text_of(clerk.get(address))
    assert "Das Konto ist bestätigt" in text_of(clerk.post(address, follow=True))


def test_no_file_and_a_wrong_file_are_told(clerk: Client, month: date) -> None:
    address = f"{URL}rueckgaben/"
    nothing = clerk.post(address, {"stelle": "wohnen-bremen"})
    wrong = clerk.post(
        address, {"stelle": "wohnen-bremen", "datei": SimpleUploadedFile("a.xml", b"nothing")}
    )
    assert (nothing.status_code, wrong.status_code) == (422, 422)
    assert "Diese Datei ist nicht lesbar" in text_of(wrong)


def test_another_office_sees_nothing(
    clerk: Client, other_caseworker: Account, client_for: ClientFor, month: date
) -> None:
    run, stranger = proposed(clerk, month), client_for(other_caseworker)
    ledger = Ledger.objects.get(iban=IBAN)
    assert run.reference not in text_of(stranger.get(URL))
    for address in (
        f"{URL}{run.uuid}/",
        f"{URL}{run.uuid}/stand/",
        f"{URL}konto/{ledger.uuid}/",
        f"{PROPOSE}?stelle=wohnen-bremen",
    ):
        assert stranger.get(address).status_code == 404
    for deed in ("freigeben", "zurueckziehen", "ungueltig", "datei", "uebergeben", "sammeln"):
        assert stranger.post(f"{URL}{run.uuid}/{deed}/").status_code == 404


def test_residents_and_strangers_get_no_page(
    client: Client, citizen: Account, client_for: ClientFor
) -> None:
    assert client.get(URL).status_code == 302
    assert client_for(citizen).get(URL).status_code == 404


def test_the_list_of_runs_asks_the_same_number_of_questions(
    clerk: Client, month: date, django_assert_max_num_queries: Any
) -> None:
    proposed(clerk, month)
    with django_assert_max_num_queries(25):
        clerk.get(URL)
