"""Sent without sign-in and taken into the account, in a browser; axe finds nothing on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser

from amt.capabilities.applications import queries
from amt.capabilities.applications.tests.test_adopting import FATMA, sent_by
from amt.capabilities.cases.testing.fixtures import OPEN, doubles
from amt.capabilities.identity.models import Account
from tests.journeys.browser import Person

__all__ = ["doubles"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

PAGE = "/mein-bereich/antrag-uebernehmen/"


@pytest.fixture
def open_browser(chromium: Browser, live_server: Any, axe: Path) -> Iterator[Callable[..., Person]]:
    """Open a browser with the session of a test client."""
    contexts = []

    def make(client: Client, width: int) -> Person:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="de-DE", base_url=live_server.url
        )
        contexts.append(context)
        cookie = client.cookies.get(django_settings.SESSION_COOKIE_NAME)
        if cookie is not None:
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
        return Person(context.new_page(), name=f"adopting-{width}", axe=axe)

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_number_and_code_are_typed_wrong_and_then_right(
    doubles: None,
    citizen: Account,
    client_for: Callable[..., Client],
    open_browser: Callable[..., Person],
    width: int,
) -> None:
    application = sent_by(FATMA)
    someone = open_browser(client_for(citizen), width)
    page = someone.page

    page.goto(PAGE)
    someone.look("asked")
    someone.fill({"aktenzeichen": application.reference, "code": "AAAA-BBBB-CCCC"})
    someone.click("In mein Konto nehmen")
    page.wait_for_load_state()
    someone.look("wrong")
    assert "Mit diesem Aktenzeichen und diesem Code geht es nicht." in someone.text()
    someone.fill({"code": str(queries.code_of(application))})
    someone.click("In mein Konto nehmen")
    page.wait_for_url("**/mein-bereich/?uebernommen=1")
    someone.look("adopted")

    assert application.reference in someone.text()


def test_page_of_the_limit_is_reached_by_one_click_too_many(
    doubles: None, settings: Any, open_browser: Callable[..., Person]
) -> None:
    settings.AMT = replace(settings.AMT, drafts_per_hour=1)
    for expected in ("/antrag/", "Gerade nicht ohne Anmeldung"):
        someone = open_browser(Client(), 320)
        someone.page.goto(f"/leistungen/{OPEN}/antrag/")
        someone.click("Ohne Anmeldung beginnen")
        someone.page.wait_for_load_state()
        someone.look("begun")
        assert expected in someone.page.url + someone.text()
