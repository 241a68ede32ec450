"""Child benefit with two signatures: one parent applies, the other is asked, declines, agrees."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.test_wohngeld import fill_page
from tests.journeys.ways import enter, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FATHER = "Tjark Wendt"
ADDRESS = "tjark@example.org"
REASON = "Wir wollten erst noch miteinander sprechen."
LINK = re.compile(r"/einladung/([0-9a-f-]{36})/")
PAGES = {
    "child": {
        "child.given_names": "Mila Sophie",
        "child.family_name": "Wendt",
        "child.birth_date": "10.11.2026",
        "child.birth_place": "Bremen",
        "custody": "joint",
    },
    "parents": {
        "first.ars": "040110000000",
        "second.given_name": "Tjark",
        "second.family_name": "Wendt",
        "second.birth_date": "16.12.1991",
        "second.street": "Wiegenstraße 8",
        "second.postcode": "28195",
        "second.city": "Bremen",
    },
    "account": {"account.holder": "first", "account.iban": "DE89 3704 0044 0532 0130 00"},
}


def apply(mother: Person, office: Office) -> str:
    """Fill in the form up to its last page, and return the address of that."""
    page = mother.page
    page.goto(f"{office.url}/anmelden/?next=/leistungen/kindergeld/antrag/")
    enter(mother, "mother")
    mother.look("begin")
    page.locator("main form button[type=submit]").last.click()
    for key, answers in PAGES.items():
        page.wait_for_url(f"**/{key}/")
        fill_page(mother, key, answers)
    page.wait_for_url("**/pruefen/")
    mother.look("check")
    return str(page.url)


def send(mother: Person, email: str) -> None:
    mother.fill({"email-other_parent": email})
    mother.page.locator('[name="zustellung"]').first.check(force=True)
    declaration = mother.page.locator('[name="erklaerung"]')
    if declaration.count():
        declaration.check(force=True)
    mother.click("Antrag senden")
    mother.page.wait_for_load_state()


def link_for(mother: Person, office: Office) -> str:
    """Wait for the e-mail of the father, and return the path of its link."""
    for _try in range(60):
        for mail in office.mails():
            text = mail.replace("=\n", "")
            found = LINK.search(text)
            if ADDRESS in text and found:
                for said in ("Wendt", "Mila", "Kindergeld"):
                    assert said not in text
                return found.group()
        mother.page.wait_for_timeout(500)
    raise AssertionError("no e-mail came")


def open_by_link(father: Person, office: Office, link: str) -> str:
    """Come by the link of the e-mail, and return where the application is confirmed."""
    page = father.page
    page.goto(f"{office.url}{link}")
    father.look("sign-in")
    enter(father, "father")
    page.wait_for_url("**/einladung/weiter/")
    father.look("invited")
    father.click(f"Als {FATHER} annehmen")
    page.wait_for_url("**/bestaetigen/**")
    father.look("asked")
    assert "Mila Sophie" in father.text()
    assert "§ 64 Abs. 2 Satz 2 EStG" in father.text()
    return str(page.url)


def decline(father: Person) -> None:
    father.fill({"grund": REASON})
    father.click("Bestätigung ablehnen")
    father.page.wait_for_load_state()
    father.look("declined")
    assert "Sie haben abgelehnt" in father.text()


def read_that_it_was_declined(mother: Person, office: Office) -> None:
    page = mother.page
    page.goto(f"{office.url}/postfach/")
    wait_until(page, "Ihr Antrag wurde nicht bestätigt")
    mother.look("mailbox")
    page.get_by_role("link", name=re.compile("nicht bestätigt")).first.click()
    page.wait_for_load_state()
    mother.look("message")
    assert REASON in mother.text()


def ask_again(mother: Person, check_url: str) -> None:
    page = mother.page
    page.goto(check_url)
    mother.look("declined")
    assert f"{FATHER} hat abgelehnt" in mother.text()
    assert "Ohne diese Person beantragen, wenn es geht" in mother.text()
    mother.click(f"Noch einmal fragen: {FATHER}")
    page.wait_for_url("**gefragt=1**")
    mother.look("asked-again")
    assert "Der Brief ist unterwegs." in mother.text()


def confirm(father: Person, asked_url: str) -> None:
    page = father.page
    page.goto(asked_url)
    father.click("Bestätigen")
    page.wait_for_load_state()
    father.look("declaration-missing")
    page.locator('[name="erklaerung"]').check(force=True)
    father.click("Bestätigen")
    page.wait_for_load_state()
    father.look("confirmed")
    assert "Sie haben bestätigt" in father.text()


def see_it_sent(someone: Person, office: Office, reference: str = "") -> str:
    page = someone.page
    page.goto(f"{office.url}/mein-bereich/")
    wait_until(page, reference or "KIG-")
    someone.look("area")
    shown = re.search(r"KIG-[0-9A-Z-]+", someone.text())
    assert shown is not None
    return shown.group()


def test_family_applies_with_two_signatures(office: Office, person: Any) -> None:
    mother = person("signatures-mother", 360, scripts=True)
    father = person("signatures-father", 1280, scripts=True)
    check_url = apply(mother, office)
    send(mother, "tjark")
    mother.look("address-wrong")
    send(mother, ADDRESS)
    mother.look("waiting")
    assert "Es fehlt noch eine Bestätigung" in mother.text()

    asked_url = open_by_link(father, office, link_for(mother, office))
    decline(father)
    read_that_it_was_declined(mother, office)
    ask_again(mother, check_url)
    confirm(father, asked_url)

    reference = see_it_sent(mother, office)
    assert see_it_sent(father, office, reference) == reference
