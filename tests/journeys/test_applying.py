"""Applying without sign-in: begun on the phone, ended on the laptop; and never signed in at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.test_wohngeld import PAGES, decide, fill_page, follow_without_login
from tests.journeys.ways import letter_to, post_letters, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "Rosa Beispiel-Nordmann"
ABOUT = {
    "applicant.given_name": "Rosa",
    "applicant.family_name": "Beispiel-Nordmann",
    "applicant.birth_date": "3.4.1988",
    "home.street": "Beispielweg 7",
    "home.postcode": "28195",
}


def begin(someone: Person, office: Office) -> None:
    someone.page.goto(f"{office.url}/leistungen/wohngeld/")
    someone.follow("Online beantragen")
    someone.look("begin")
    someone.click("Ohne Anmeldung beginnen")
    someone.page.wait_for_url(re.compile(r"/antrag/[0-9a-f-]{36}/applicant/"))


def fill(someone: Person, *, first: str = "applicant") -> None:
    """Fill in all pages from one on, and come to the last."""
    keys = list(PAGES)
    for key in keys[keys.index(first) :]:
        someone.page.wait_for_url(f"**/{key}/")
        fill_page(someone, key, {**PAGES[key], **(ABOUT if key == "applicant" else {})})
    someone.page.wait_for_url("**/pruefen/")
    someone.look("check")


def test_begun_on_the_phone_and_ended_on_the_laptop(office: Office, person: Any) -> None:
    phone = person("applying-phone", 360, scripts=True)
    begin(phone, office)
    phone.fill({name: ABOUT[name] for name in list(ABOUT)[:3]})
    expect(phone.page.locator("#gespeichert")).to_contain_text("Gespeichert um")
    phone.look("saved")
    phone.click("Später weitermachen")
    phone.page.wait_for_url("**/spaeter/")
    phone.look("later")
    code = phone.page.locator(".amt-reference").first.inner_text()

    laptop = person("applying-laptop", 1280, scripts=True)
    laptop.page.goto(f"{office.url}/weitermachen/")
    laptop.look("resume")
    laptop.fill({"code": code.lower()})
    laptop.click("Weiter")
    laptop.page.wait_for_url("**/applicant/")
    assert laptop.page.locator('[name="applicant.given_name"]').input_value() == "Rosa"
    fill(laptop)
    laptop.page.goto(f"{office.url}/anmelden/?next={laptop.page.url.removeprefix(office.url)}")
    laptop.fill({"resident": "representative"})
    laptop.click("Anmelden")
    laptop.page.wait_for_url("**/pruefen/")
    laptop.page.locator('[name="zustellung"]').first.check(force=True)
    laptop.click("Antrag senden")
    laptop.page.wait_for_url("**/gesendet/")
    laptop.look("sent")
    reference = laptop.page.locator(".amt-reference").first.inner_text()

    laptop.page.goto(f"{office.url}/mein-bereich/")
    assert reference in laptop.text()
    # The draft is in the account by now; the phone cannot open it any more.
    phone.page.goto(f"{office.url}/weitermachen/")
    phone.fill({"code": code})
    phone.click("Weiter")
    assert "Zu diesem Code gibt es keinen Antrag" in phone.text()


def test_who_never_signs_in_gets_the_decision_by_letter(office: Office, person: Any) -> None:
    someone = person("applying-unsigned", 360, scripts=False)
    begin(someone, office)
    fill(someone)
    assert "Der Bescheid kommt als Brief." in someone.text()
    someone.click("Antrag senden")
    someone.page.wait_for_url("**/gesendet/")
    wait_until(someone.page, "Bestätigung herunterladen")
    someone.look("sent")
    with someone.page.expect_download() as download:
        someone.page.get_by_role("link", name="Bestätigung herunterladen (PDF)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    reference, code = someone.page.locator(".amt-reference").all_inner_texts()[:2]

    passer_by = person("applying-status", 360, scripts=False)
    follow_without_login(passer_by, office, reference, code)
    desk = person("applying-desk", 1280, scripts=False)
    decide(desk, office, reference, grant=True, by_letter=True)
    letters = post_letters(desk, office, count=1)

    letter = letter_to(letters, NAME)
    assert "Beispielweg 7" in letter
    assert reference in letter
