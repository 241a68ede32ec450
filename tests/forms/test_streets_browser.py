"""The field for a street in a real browser: proposals by keyboard and finger, or none at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from amt.capabilities.applications.models import Draft
from amt.capabilities.authorities.models import Street
from amt.capabilities.authorities.streets import sort_key
from amt.capabilities.identity.models import Account
from amt.front.portal.tests.conftest import doubles, home
from amt.kernel.testing.cast import BREMEN
from tests.forms.test_generated_double import HOME, begin
from tests.journeys.browser import Person

__all__ = ["doubles", "home"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("doubles"),
]

STREETS = ("Mondgasse", "Mondhof", "Am Mondteich", "Sternallee")


@pytest.fixture
def draft(citizen: Account) -> Draft:
    """A form that asks for an address, where there is a list of streets."""
    for name in STREETS:
        Street.objects.create(ars=BREMEN, name=name, sort_key=sort_key(name), postcodes=["28195"])
    return begin(HOME, citizen)


@pytest.fixture
def contexts(chromium: Browser, live_server: Any, home: Client) -> Iterator[Any]:
    """Makes windows of a signed-in person."""
    made: list[BrowserContext] = []

    def make(**more: Any) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": 320, "height": 800},
            locale="de-DE",
            base_url=live_server.url,
            **more,
        )
        session = home.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


def opened(context: BrowserContext, draft: Draft, axe: Any) -> Person:
    person = Person(context.new_page(), name="streets", axe=axe)
    person.page.goto(f"/antrag/{draft.uuid}/home/")
    return person


def street(person: Person) -> Locator:
    return person.page.locator('[name="home.street"]')


def write(person: Person, text: str) -> None:
    """Type letter by letter, in place of what the sign-in said."""
    street(person).fill("")
    street(person).press_sequentially(text)


def active(person: Person) -> str:
    """Return the words of the proposal that the field says is the active one."""
    words = street(person).evaluate(
        "e => document.getElementById(e.getAttribute('aria-activedescendant') ?? '')?.textContent"
    )
    return str(words or "")


def test_street_is_chosen_with_the_keyboard_alone(contexts: Any, draft: Draft, axe: Any) -> None:
    person = opened(contexts(), draft, axe)
    options = person.page.get_by_role("option")

    expect(person.page.get_by_role("combobox", name="Straße")).to_have_attribute(
        "aria-expanded", "false"
    )
    write(person, "mond")
    expect(options).to_have_text(["Mondgasse", "Mondhof", "Am Mondteich"])
    expect(person.page.get_by_role("status").filter(has_text="Vorschläge")).to_have_text(
        "3 Vorschläge. Zum Auswählen Pfeiltaste nach unten."
    )
    expect(street(person)).to_have_attribute("aria-expanded", "true")
    person.look("open")

    street(person).press("ArrowDown")
    street(person).press("ArrowDown")
    assert active(person) == "Mondhof"
    person.look("active")
    street(person).press("ArrowUp")
    assert active(person) == "Mondgasse"
    street(person).press("ArrowUp")
    assert active(person) == ""
    street(person).press("ArrowUp")
    assert active(person) == "Am Mondteich"
    with person.page.expect_response(
        lambda answer: "Am Mondteich" in (answer.request.post_data or "")
    ):
        street(person).press("Enter")

    expect(street(person)).to_have_value("Am Mondteich")
    expect(options).to_have_count(0)
    expect(street(person)).to_have_attribute("aria-expanded", "false")
    expect(street(person)).to_be_focused()
    expect(person.page.locator("#gespeichert")).to_contain_text("Gespeichert um")
    draft.refresh_from_db()
    assert draft.answers["home.street"] == "Am Mondteich"


def test_escape_closes_and_what_was_typed_stays(contexts: Any, draft: Draft, axe: Any) -> None:
    person = opened(contexts(), draft, axe)
    options = person.page.get_by_role("option")

    write(person, "mond")
    expect(options).to_have_count(3)
    street(person).press("ArrowDown")
    street(person).press("Escape")

    expect(options).to_have_count(0)
    expect(street(person)).to_have_value("mond")
    street(person).press("ArrowDown")
    expect(options).to_have_count(3)
    street(person).press("Tab")
    expect(options).to_have_count(0)
    expect(street(person)).to_have_value("mond")
    street(person).fill("mondx")
    expect(person.page.get_by_text("Kein Vorschlag.")).to_be_attached()


def test_street_is_chosen_with_a_finger_and_fits_its_postcode(
    contexts: Any, draft: Draft, axe: Any
) -> None:
    person = opened(contexts(has_touch=True, forced_colors="active"), draft, axe)

    person.page.locator('[name="home.postcode"]').fill("10115")
    with person.page.expect_response("**/adressen/strassen/*"):
        street(person).fill("stern")
    expect(person.page.get_by_role("option")).to_have_count(0)
    person.page.locator('[name="home.postcode"]').fill("28195")
    street(person).fill("sterna")
    person.page.get_by_role("option", name="Sternallee").tap()

    expect(street(person)).to_have_value("Sternallee")
    person.look("forced-colours")


def test_slip_is_asked_about_and_its_answer_taken(contexts: Any, draft: Draft, axe: Any) -> None:
    person = opened(contexts(), draft, axe)
    person.fill({"home.street": "Mongasse", "home.house_number": "3"})
    person.fill({"home.postcode": "28195", "home.city": "Bremen"})

    person.click("Weiter")
    expect(person.page.get_by_text("Haben Sie sich vertippt?")).to_be_visible()
    person.look("asked")
    person.click("Mondgasse")

    expect(person.page).to_have_url(re.compile("/rest/$"))
    draft.refresh_from_db()
    assert draft.answers["home.street"] == "Mondgasse"


def test_street_is_typed_where_no_script_runs(contexts: Any, draft: Draft, axe: Any) -> None:
    person = opened(contexts(java_script_enabled=False), draft, None)
    person.page.locator('[name="home.street"]').fill("Unbekannter Weg")
    for name, text in (("house_number", "3"), ("postcode", "28195"), ("city", "Bremen")):
        person.page.locator(f'[name="home.{name}"]').fill(text)

    assert street(person).get_attribute("role") is None
    person.page.get_by_role("button", name="Weiter", exact=True).last.click()
    expect(person.page.get_by_text("Haben Sie sich vertippt?")).to_be_visible()
    person.page.get_by_role("button", name="Weiter", exact=True).last.click()

    draft.refresh_from_db()
    assert draft.answers["home.street"] == "Unbekannter Weg"
    assert person.page.url.endswith("/rest/")
