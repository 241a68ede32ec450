"""The page that says who saw or got which data of somebody, and where people ask about it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import translation

from amt.capabilities.applications.services import Submitted
from amt.capabilities.cases import services as cases
from amt.capabilities.exchange import services as exchange
from amt.capabilities.exchange.models import Transfer
from amt.capabilities.identity import services
from amt.capabilities.identity.models import AccessQuestion, Account, DataAccess
from amt.capabilities.identity.queries import AccessKind, actor_of
from amt.front.portal.accesses import PAGE as ROWS

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PAGE = "/mein-bereich/datenschutz/"


def handed_on(account: Account, consented_at: datetime | None = None) -> Transfer:
    return exchange.record_transfer(
        person_account_id=account.id,
        person_name=account.full_name,
        from_name="Standesamt Bremen-Mitte",
        to_name="Elterngeldstelle Bremen",
        purpose="Nachweis der Geburt",
        basis="§ 9 BEEG",
        consented_at=consented_at,
        paths=["child.birth_date", "unknown.path"],
        subject_kind="case",
        subject_id="1",
        at=AT,
    )


def seen(account: Account, **changes: Any) -> DataAccess:
    values: dict[str, Any] = {
        "account_id": account.id, "by_name": "Melderegister Bremen", "by_kind": AccessKind.REGISTER,
        "purpose": "Anschrift für den Antrag", "basis": "§ 34 Abs. 1 BMG",
        "data": ["street", "Familienname", "unknown.path"], "at": AT,
    }  # fmt: skip
    return services.note_access(**{**values, **changes})


def text(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_new_person_is_told_what_will_be_here(home: Client) -> None:
    assert "Noch hat niemand Ihre Daten angesehen" in text(home)


def test_transfer_is_told_with_purpose_basis_and_consent(home: Client, citizen: Account) -> None:
    handed_on(citizen, consented_at=AT)
    handed_on(citizen)

    page = text(home)

    assert "Standesamt Bremen-Mitte an Elterngeldstelle Bremen" in page
    assert "Nachweis der Geburt" in page
    assert "§ 9 BEEG" in page
    assert "mit Einwilligung vom 20. November 2026" in page
    assert "ohne Einwilligung erlaubt" in page
    assert "Tag der Geburt" in page
    assert "child.birth_date" not in page
    assert "unknown.path" not in page


def test_access_is_told_by_whom_why_on_which_basis_which_data_and_when(
    home: Client, citizen: Account
) -> None:
    seen(citizen)

    page = text(home)

    assert "Melderegister Bremen" in page
    assert "Anschrift für den Antrag" in page
    assert "§ 34 Abs. 1 BMG" in page
    assert "20. November 2026" in page
    assert "10:00 Uhr" in page
    assert "Familienname" in page
    assert "unknown.path" not in page


def test_look_of_the_office_at_the_application_stands_here_and_can_be_asked_about(
    home: Client, citizen: Account, caseworker: Account, sent: Submitted
) -> None:
    case_uuid = UUID(str(sent.application.case_uuid))
    cases.note_viewed(case_uuid=case_uuid, actor=actor_of(caseworker), at=AT)
    access = DataAccess.objects.get(person_account_id=citizen.id)

    page = text(home)
    assert "Alle Angaben und Unterlagen des Antrags" in page
    assert sent.application.reference in page
    assert caseworker.family_name not in page

    asked = home.post(f"{PAGE}zugriff/{access.uuid}/nachfragen/", follow=True)
    again = home.post(f"{PAGE}zugriff/{access.uuid}/nachfragen/")

    question = AccessQuestion.objects.get(account=citizen)
    assert (question.text, question.unit_id) == ("", access.by_unit_id)
    assert "Ihre Frage ist angekommen" in asked.content.decode()
    assert question.unit.name in asked.content.decode()
    assert question.reference in again["Location"]


def test_transfer_in_the_own_case_is_asked_of_the_unit_of_the_case(
    home: Client, citizen: Account, sent: Submitted
) -> None:
    other = handed_on(citizen)
    mine = exchange.record_transfer(
        person_account_id=citizen.id, person_name=citizen.full_name, from_name="A", to_name="B",
        purpose="P", basis="§ 1", consented_at=None, paths=["name"], subject_kind="case",
        subject_id=sent.application.case_uuid, at=AT,
    )  # fmt: skip

    home.post(f"{PAGE}weitergabe/{mine.uuid}/nachfragen/", {"frage": "Warum?"})
    nobody = home.post(f"{PAGE}weitergabe/{other.uuid}/nachfragen/")

    assert AccessQuestion.objects.get().text == "Warum?"
    assert nobody.status_code == 422
    assert "Rufen Sie die 115 an" in nobody.content.decode()


def test_list_is_narrowed_by_who_and_when(home: Client, citizen: Account) -> None:
    seen(citizen, by_name="Neulich")
    seen(citizen, by_name="Damals", at=AT - timedelta(days=60))
    seen(citizen, by_name="Ein Amt", by_kind=AccessKind.OFFICE)
    handed_on(citizen)

    registers = text(home, f"{PAGE}?wer=register")
    lately = text(home, f"{PAGE}?zeitraum=30")

    assert "Neulich" in registers
    assert "Damals" in registers
    assert "Ein Amt" not in registers
    assert "Standesamt" not in registers
    assert "Damals" not in lately
    assert "Standesamt" in text(home, f"{PAGE}?wer=partner")
    assert "Dazu gibt es keinen Eintrag" in text(home, f"{PAGE}?wer=agent")
    assert "Neulich" in text(home, f"{PAGE}?wer=niemand&zeitraum=immer")


def test_pages_follow_one_another_without_gap_or_repetition(home: Client, citizen: Account) -> None:
    for number in range(ROWS * 2):
        # Two a moment, as when one deed tells two persons.
        seen(citizen, by_name=f"Stelle-{number:02d}.", at=AT - timedelta(minutes=number // 2))
    handed_on(citizen)
    found, address = "", PAGE
    for _ in range(3):
        page = text(home, address)
        found += page
        rest = page.split('rel="next"')[0]
        address = PAGE + rest.rsplit(PAGE, 1)[1].split('"')[0].replace("&amp;", "&")

    # The button to ask says the name again, for the ears of those who go from button to button.
    shown = Counter(re.findall(r"<h3[^>]*>(?:<[^>]+>)*(Stelle-\d\d\.|Standesamt)", found))
    names = [*(f"Stelle-{number:02d}." for number in range(ROWS * 2)), "Standesamt"]
    assert shown == dict.fromkeys(names, 1)
    assert 'rel="next"' not in page


def test_broken_cursor_begins_anew(home: Client) -> None:
    for cursor in ("x", "2026-01-01~x", f"2026-01-01T00:00~{uuid4()}"):
        answer = home.get(PAGE, {"nach": cursor, "wer": "register"})
        assert answer["Location"] == f"{PAGE}?wer=register"


def test_list_is_taken_along_as_json_csv_and_for_printing(home: Client, citizen: Account) -> None:
    seen(citizen, by_name="=SUMME(A1)")
    handed_on(citizen)

    told = home.get(f"{PAGE}liste.json")
    table = home.get(f"{PAGE}liste.csv")
    printed = text(home, f"{PAGE}drucken/")

    entries = told.json()["entries"]
    assert {one["by"] for one in entries} == {
        "=SUMME(A1)", "Standesamt Bremen-Mitte an Elterngeldstelle Bremen"
    }  # fmt: skip
    assert "attachment" in told["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Wann", "Wer", "Wozu"]
    assert {row[1][:11] for row in rows[1:]} == {"'=SUMME(A1)", "Standesamt "}
    assert "2 Einträge" in printed
    assert home.get(f"{PAGE}liste.xml").status_code == 404


def test_list_reads_in_english(home: Client, citizen: Account) -> None:
    seen(citizen)

    page = text(home, f"/en{PAGE}")
    translation.deactivate()

    assert 'lang="en"' in page
    assert "Melderegister Bremen" in page


@pytest.mark.parametrize("address", ["", "drucken/", "liste.json", "liste.csv"])
def test_everybody_sees_their_own_alone(
    client_for: Callable[..., Client],
    citizen: Account,
    stranger: Account,
    other_caseworker: Account,
    address: str,
) -> None:
    handed_on(citizen)
    seen(citizen)

    other = text(client_for(stranger), PAGE + address)
    assert "Elterngeldstelle" not in other
    assert "Melderegister" not in other
    assert client_for(other_caseworker).get(PAGE + address).status_code == 404
    assert Client().get(PAGE + address)["Location"].startswith("/anmelden/")


def test_nobody_asks_about_data_of_others(
    client_for: Callable[..., Client],
    citizen: Account,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    access, transfer = seen(citizen), handed_on(citizen)
    addresses = (
        f"{PAGE}zugriff/{access.uuid}/nachfragen/",
        f"{PAGE}weitergabe/{transfer.uuid}/nachfragen/",
        f"{PAGE}raten/{access.uuid}/nachfragen/",
    )

    for address in addresses:
        assert client_for(stranger).post(address).status_code == 404
        assert client_for(other_caseworker).post(address).status_code == 404
        assert Client().post(address)["Location"].startswith("/anmelden/")
    assert not AccessQuestion.objects.exists()


def test_whose_data_and_what_for_are_told_in_the_language_of_the_page(
    home: Client, citizen: Account
) -> None:
    seen(citizen, data=["Ehegatte oder Lebenspartner: Geburtsdatum", "Zur Suche: Familienname"])

    assert "Ehegatte oder Lebenspartner: Geburtsdatum" in text(home)
    english = text(home, f"/en{PAGE}")
    assert "Spouse or civil partner: Date of birth" in english
    assert "For the search: Family name" in english


def test_page_names_the_rights_that_go_with_access(home: Client) -> None:
    page = text(home)

    for right in ("Berichtigung", "Löschung", "Einschränkung", "widersprechen", "beschweren"):
        assert right in page
