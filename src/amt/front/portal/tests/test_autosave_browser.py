"""Answers save themselves in a real browser: a broken line, a power cut, a session that ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Route, expect

from amt.capabilities.applications.models import Draft
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from tests.journeys.browser import Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

SIZES = {"phone": 360, "desk": 1280}
SAVE = "**/feld/"


@pytest.fixture(params=SIZES)
def context(
    request: pytest.FixtureRequest,
    chromium: Browser,
    live_server: Any,
    client_for: ClientFor,
    citizen: Account,
) -> Iterator[BrowserContext]:
    made = chromium.new_context(
        viewport={"width": SIZES[request.param], "height": 800},
        locale="de-DE",
        base_url=live_server.url,
    )
    session = client_for(citizen).cookies[settings.SESSION_COOKIE_NAME].value
    made.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    yield made
    made.close()


def opened(context: BrowserContext, draft: Draft, axe: Any) -> Person:
    person = Person(context.new_page(), name="autosave", axe=axe)
    person.page.goto(f"/antrag/{draft.uuid}/hives/")
    return person


def status(person: Person) -> Any:
    return person.page.locator("#gespeichert")


def test_what_was_typed_is_there_after_a_power_cut(
    context: BrowserContext, draft: Draft, axe: Any
) -> None:
    person = opened(context, draft, axe)

    person.page.locator('[name="hives"]').fill("7")
    expect(status(person)).to_contain_text("Gespeichert um")
    person.fill({"gentle": "no"})
    expect(status(person)).to_contain_text("Gespeichert um")
    person.look("saved")
    person.page.close(run_before_unload=False)

    again = opened(context, draft, axe)
    expect(again.page.locator('[name="hives"]')).to_have_value("7")


def test_broken_line_keeps_what_was_typed_and_saves_it_later(
    context: BrowserContext, draft: Draft, axe: Any
) -> None:
    person = opened(context, draft, axe)
    person.page.route(SAVE, lambda route: route.abort("connectionreset"))

    person.page.locator('[name="hives"]').fill("7")
    expect(status(person)).to_contain_text("Keine Verbindung")
    person.look("offline")
    person.page.unroute_all()

    expect(status(person)).to_contain_text("Gespeichert um", timeout=15_000)
    draft.refresh_from_db()
    assert draft.answers["hives"] == 7


def test_typed_text_survives_a_reload_while_the_line_is_broken(
    context: BrowserContext, draft: Draft, axe: Any
) -> None:
    person = opened(context, draft, axe)
    person.page.route(SAVE, lambda route: route.abort("connectionreset"))
    person.page.on("dialog", lambda dialog: dialog.accept())
    person.page.locator('[name="hives"]').fill("7")
    expect(status(person)).to_contain_text("Keine Verbindung")

    person.page.reload()
    person.page.unroute_all()

    expect(person.page.locator('[name="hives"]')).to_have_value("7")
    expect(status(person)).to_contain_text("Gespeichert um", timeout=15_000)


def test_reload_while_an_answer_is_being_saved_shows_that_answer(
    context: BrowserContext, draft: Draft, axe: Any
) -> None:
    person = opened(context, draft, axe)
    page = person.page
    saves: list[Route] = []

    def hold(route: Route) -> None:
        saves.append(route)

    page.route(SAVE, hold)
    page.locator('[name="hives"]').fill("7")
    while not saves:
        page.wait_for_timeout(100)

    def answer_late(route: Route) -> None:
        # The page is made before the answer is saved, and comes after it was.
        page_without = route.fetch()
        saves.pop(0).continue_()
        page.wait_for_timeout(600)
        route.fulfill(response=page_without)

    page.route(f"**/antrag/{draft.uuid}/hives/", answer_late)
    page.reload()
    page.unroute_all()

    expect(page.locator('[name="hives"]')).to_have_value("7")
    expect(status(person)).to_contain_text("Gespeichert um", timeout=15_000)


def test_session_that_ended_loses_nothing(context: BrowserContext, draft: Draft, axe: Any) -> None:
    person = opened(context, draft, axe)
    Session.objects.all().delete()

    person.page.locator('[name="hives"]').fill("7")
    expect(status(person)).to_contain_text("Ihre Sitzung ist beendet")
    person.look("session-over")
    person.page.on("dialog", lambda dialog: dialog.accept())
    person.follow("Neu anmelden")
    person.fill({"resident": "citizen"})
    person.click("Anmelden")

    expect(status(person)).to_contain_text("Gespeichert um", timeout=15_000)
    expect(person.page.locator('[name="hives"]')).to_have_value("7")
    draft.refresh_from_db()
    assert draft.answers["hives"] == 7


def test_end_of_the_session_is_announced_and_moved_by_one_key(
    context: BrowserContext, draft: Draft, axe: Any
) -> None:
    page = context.new_page()
    page.clock.install()
    person = Person(page, name="session", axe=None)
    page.goto(f"/antrag/{draft.uuid}/hives/")
    expect(page.locator("#sitzung")).to_be_hidden()

    page.clock.fast_forward((settings.SESSION_COOKIE_AGE - 9 * 60) * 1000)
    expect(page.locator("#sitzung")).to_contain_text("Ihre Sitzung endet in zehn Minuten")
    person.look("session-ends")
    page.keyboard.press("Shift")

    expect(page.locator("#sitzung")).to_contain_text("Sie haben wieder Zeit bis")


def test_back_button_loses_nothing_that_was_typed_or_sent(
    context: BrowserContext, draft: Draft, axe: Any
) -> None:
    person = opened(context, draft, axe)
    page = person.page
    person.fill({"place": "040110000000", "hives": "7", "gentle": "yes"})
    person.click("Weiter")
    page.wait_for_url("**/kinds/")
    page.locator('[name="kinds.text"]').fill("Ein Text")
    expect(status(person)).to_contain_text("Gespeichert um")

    page.go_back()
    expect(page.locator('[name="hives"]')).to_have_value("7")
    page.locator('[name="hives"]').fill("8")
    expect(status(person)).to_contain_text("Gespeichert um")
    page.go_forward()

    expect(page.locator('[name="kinds.text"]')).to_have_value("Ein Text")
    draft.refresh_from_db()
    assert draft.answers["hives"] == 8
