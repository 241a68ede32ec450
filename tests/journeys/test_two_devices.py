"""Begun on the phone, ended on the laptop: over a session that ended, two tabs and ways back.

Nothing that was typed and sent is lost; the page on which everything is checked tells it all.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.walk import ACCOUNT, DECLARED, INCOME, PERSON, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TYPED = (
    *("Rosa", "Beispiel-Nordmann", "3. April 1988", "Weiblich", "Beispielweg 7", "28195"),
    *("54", "Musterbau eG", "1. September 2019", "612,50", "1.400,00", "Jeden Monat"),
    *("DE89 3704 0044 0532 0130 00",),
)

_WAITING = "() => Object.keys(sessionStorage).some((key) => key.startsWith('amt-draft:'))"


def end_session(context: BrowserContext) -> None:
    """Let the session be over, as after hours without doing anything."""
    held = [cookie["name"] for cookie in context.cookies()]
    [session] = [name for name in held if name and "session" in name.lower()]
    context.clear_cookies(name=session)


def is_saved(page: Page) -> None:
    """Wait until the page says so and nothing waits in the tab any more."""
    expect(page.locator("#gespeichert")).to_contain_text("Gespeichert um")
    for _ in range(100):
        if not page.evaluate(_WAITING):
            return
        page.wait_for_timeout(100)
    raise AssertionError("what was typed is never saved")


def code_of(phone: Person) -> str:
    return phone.page.locator(".amt-reference").first.inner_text()


def resume(someone: Person, office: Office, code: str) -> None:
    someone.page.goto(f"{office.url}/weitermachen/")
    someone.fill({"code": code})
    someone.click("Weiter")
    someone.page.wait_for_url("**/antrag/**")


def begin_on_the_phone(phone: Person, office: Office) -> str:
    """Type the first page; the session ends meanwhile; go on with the code; return the code."""
    walk = Walk(phone, lambda _what: None)
    walk.begin(office)
    code = code_of(phone)
    phone.fill({"applicant.given_name": "Rosa"})
    is_saved(phone.page)
    end_session(phone.page.context)
    phone.fill({"applicant.family_name": "Beispiel-Nordmann"})
    expect(phone.page.locator("#gespeichert")).to_contain_text("Sitzung")
    phone.look("session-over")
    phone.page.on("dialog", lambda dialog: dialog.accept())
    resume(phone, office, code)
    # What was typed when the session was over waited in the tab.
    family_name = phone.page.locator('[name="applicant.family_name"]')
    expect(family_name).to_have_value("Beispiel-Nordmann")
    is_saved(phone.page)
    return code


def go_on_in_two_tabs(phone: Person) -> None:
    """Answer one page in two tabs at once, and the next over the button that leads back."""
    page = phone.page
    other = page.context.new_page()
    other.goto(page.url)
    Person(other, name="other-tab", axe=None).fill({"home.street": "Beispielweg 7"})
    is_saved(other)
    phone.fill({name: PERSON[name] for name in PERSON if name != "home.street"})
    is_saved(page)
    page.reload()
    expect(page.locator('[name="home.street"]')).to_have_value("Beispielweg 7")
    walk = Walk(phone, lambda _what: None)
    walk.go_on("home")
    phone.fill({"home.kind": "rent", "home.elsewhere": "no"})
    is_saved(page)
    page.go_back()
    expect(page.locator('[name="applicant.given_name"]')).to_have_value("Rosa")
    page.go_forward()
    expect(page.locator('[name="home.kind"][value="rent"]')).to_be_checked()
    walk.press("weiter")
    phone.fill({"home.area": "54"})
    walk.go_on("rent")
    phone.fill({"rent.landlord": "Musterbau eG", "rent.moved_in_on": "1.9.2019"})
    is_saved(page)
    phone.look("left")


def end_on_the_laptop(laptop: Person) -> None:
    walk = Walk(laptop, lambda _what: None)
    while not laptop.page.url.endswith("/rent/"):
        walk.press("weiter")
    expect(laptop.page.locator('[name="rent.landlord"]')).to_have_value("Musterbau eG")
    laptop.fill({"rent.cold": "612,50"})
    for key in ("use", "members", "situation"):
        walk.go_on(key)
    laptop.fill({"applicant.benefit": "none", "household.has_income": "yes"})
    walk.go_on("income")
    laptop.fill(INCOME)
    walk.go_on("payment")
    laptop.fill(ACCOUNT)
    walk.go_on("proofs")
    walk.go_on("declarations")
    laptop.fill(DECLARED)
    walk.go_on("pruefen")


def test_nothing_is_lost_between_phone_and_laptop(office: Office, person: Any) -> None:
    phone: Person = person("devices-phone", 360, scripts=True)
    code = begin_on_the_phone(phone, office)
    go_on_in_two_tabs(phone)

    laptop: Person = person("devices-laptop", 1280, scripts=True)
    resume(laptop, office, code)
    end_on_the_laptop(laptop)

    laptop.look("check")
    told = laptop.text()
    assert [words for words in TYPED if words not in told] == []
    Walk(laptop, laptop.look).send()
    laptop.page.go_back()
    laptop.page.reload()
    assert "Ihr Antrag ist schon bei uns" in laptop.text()
    # The phone has the old page before it still; what it sends changes nothing any more.
    phone.fill({"rent.landlord": "Jemand anders"})
    expect(phone.page.locator("#gespeichert")).not_to_contain_text("Gespeichert um")
