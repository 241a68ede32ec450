"""A whole application with the keyboard alone: no mouse, no finger, nothing filled from outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.browser import Person
from tests.journeys.keys import Keyboard
from tests.journeys.office import Office
from tests.journeys.ways import pdf, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FORM_PAGE = re.compile(r"/antrag/[0-9a-f-]{36}/applicant/")
FILE = "proofs.rent_contract"
PAPER = FilePayload(name="Mietvertrag.pdf", mimeType="application/pdf", buffer=pdf())


def come_in(hands: Keyboard, office: Office) -> None:
    """Come from the page of the service to the first page of the form."""
    page = hands.page
    page.goto(f"{office.url}/leistungen/wohngeld/")
    hands.press("Zum Inhalt")
    assert page.evaluate("document.activeElement.id") == "inhalt"
    first = hands.tab()
    assert first is not None
    assert page.evaluate("document.activeElement.closest('main') !== null"), first
    with page.expect_navigation():
        hands.press("Online beantragen")
    with page.expect_navigation():
        hands.press("Ohne Anmeldung beginnen")
    page.wait_for_url(FORM_PAGE)


def fail_at_first(hands: Keyboard, page: Page) -> None:
    """Type a day that is none; come to the error, and by its link to the field."""
    hands.type("applicant.birth_date", "gestern")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    at = hands.now()
    assert at is not None
    assert at.id == "error-summary"
    assert at.ring
    messages = page.locator("#error-summary a").all_inner_texts()
    assert len(messages) > 1
    for message in messages:
        hands.press(message, back=message != messages[0])
        field = hands.now()
        assert field is not None
        assert field.tag in {"input", "select", "textarea"}, f"{message} leads to {field}"
        told = page.evaluate("document.activeElement.closest('.amt-field').innerText")
        assert message in told


def fill_person(hands: Keyboard, page: Page) -> None:
    fail_at_first(hands, page)
    hands.type("applicant.given_name", "Rosa")
    hands.type("applicant.family_name", "Beispiel-Nordmann")
    hands.type("applicant.birth_date", "3.4.1988")
    hands.pick("applicant.sex", "female")
    hands.type("home.street", "Beispielweg 7")
    hands.type("home.postcode", "28195")
    hands.pick("home.place", "040110000000")
    go_on(hands, page, "home")


def fill_home(hands: Keyboard, page: Page) -> None:
    hands.pick("home.kind", "rent")
    hands.pick("home.elsewhere", "no")
    with page.expect_navigation():
        hands.press("Weiter")
    # The answer brought a question on the same page.
    hands.type("home.area", "54")
    go_on(hands, page, "rent")
    hands.type("rent.landlord", "Musterbau eG")
    hands.type("rent.moved_in_on", "1.9.2019")
    hands.type("rent.cold", "612,50")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/use/")


def fill_people(hands: Keyboard, page: Page) -> None:
    """Tick and untick, add a person and take the person away again."""
    hands.tick("home.other_use", "coresidents")
    hands.tick("home.other_use", "coresidents", ticked=False)
    go_on(hands, page, "members")
    with page.expect_navigation():
        hands.press("Weitere Person hinzufügen")
    first = hands.tab()
    assert first is not None
    assert first.name == "members.0.given_name", f"the new entry does not come first: {first}"
    hands.type("members.0.given_name", "Adrian")
    expect(page.locator("#gespeichert")).to_contain_text("Gespeichert um")
    with page.expect_navigation():
        hands.press("Person im Haushalt 1 entfernen", key="Space")
    assert page.locator('[name^="members.0."]').count() == 0
    assert page.evaluate("document.activeElement.id") == "gruppe-members-hinzu"
    go_on(hands, page, "situation")


def fill_money(hands: Keyboard, page: Page) -> None:
    hands.pick("applicant.benefit", "none")
    hands.pick("household.has_income", "yes")
    go_on(hands, page, "income")
    hands.pick("incomes.0.kind", "wage")
    hands.type("incomes.0.amount", "1.400")
    hands.pick("incomes.0.rhythm", "month")
    hands.tick("incomes.0.pays", "income_tax")
    go_on(hands, page, "payment")
    hands.type("payment.iban", "DE89 3704 0044 0532 0130 00")
    hands.type("payment.account_holder", "Rosa Beispiel-Nordmann")
    go_on(hands, page, "proofs")


def hand_in(hands: Keyboard, page: Page) -> None:
    """Hand in a paper, take it away, take that back."""
    hands.choose_file(FILE).set_files(PAPER)
    if page.locator(f'button[value="datei:{FILE}"]').is_visible():
        hands.press("Datei hochladen")
    # A file can be brought back once it is checked.
    page.locator(".amt-files__state--clean").wait_for(timeout=60_000)
    hands.press("Mietvertrag.pdf entfernen")
    page.locator(".amt-files__aside").wait_for()
    hands.press("Rückgängig: Mietvertrag.pdf behalten", back=True)
    page.locator(".amt-files__item").wait_for()
    go_on(hands, page, "declarations")


def send(hands: Keyboard, page: Page) -> None:
    hands.tick("declarations.complete_and_true", "yes")
    hands.tick("declarations.report_changes", "yes")
    with page.expect_navigation():
        hands.press("Weiter")
    page.wait_for_url("**/pruefen/")
    with page.expect_navigation():
        hands.press("Antrag senden")
    page.wait_for_url("**/gesendet/")
    wait_until(page, "Bestätigung herunterladen")
    with page.expect_download() as download:
        hands.press("Bestätigung herunterladen (PDF)")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def go_on(hands: Keyboard, page: Page, key: str) -> None:
    with page.expect_navigation():
        hands.press("Weiter")
    page.wait_for_url(f"**/{key}/")


@pytest.mark.parametrize("width", [1280, 360])
def test_whole_application_with_the_keyboard_alone(office: Office, person: Any, width: int) -> None:
    someone: Person = person(f"keyboard-{width}", width, scripts=True)
    hands = Keyboard(someone.page)

    come_in(hands, office)
    fill_person(hands, someone.page)
    fill_home(hands, someone.page)
    fill_people(hands, someone.page)
    fill_money(hands, someone.page)
    hand_in(hands, someone.page)
    send(hands, someone.page)

    # Back and forth go the same way: nothing holds the focus.
    there = hands.tab()
    assert hands.tab() != there
    assert hands.tab(back=True) == there
