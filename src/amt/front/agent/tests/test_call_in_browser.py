"""A whole call and a mandate in a browser: axe finds nothing, nothing is too wide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amt.capabilities.applications.models import Application
from amt.capabilities.applications.testing.fixtures import AT
from amt.capabilities.cases.testing.fixtures import OpenCase
from amt.capabilities.identity.models import Account, Call
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.portal.tests.test_pages_in_browser import WIDTHS, Open, open_browser

__all__ = ["open_browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def _now(clock: Any) -> None:
    clock.set(AT)


@pytest.mark.parametrize("width", WIDTHS)
def test_caller_applies_and_nothing_is_left(
    width: int,
    agent: Account,
    citizen: Account,
    open_case: OpenCase,
    client_for: ClientFor,
    open_browser: Open,
) -> None:
    case = open_case()
    phone = open_browser(client_for(agent), width)

    phone.page.goto("/arbeitsplatz/")
    phone.look("call-begin")
    phone.click("Gespräch beginnen")
    phone.look("call-without-reason")
    phone.page.get_by_label("Worum geht es?").fill("Stand auf dem Flohmarkt")
    phone.click("Gespräch beginnen")
    phone.look("call-begun")
    phone.page.get_by_label("Vorname").fill("Fatma")
    phone.page.get_by_label("Familienname").fill("Yildiz-Behrens")
    phone.page.get_by_label("Geburtsdatum").fill("14.3.1987")
    phone.click("Person suchen")
    phone.look("call-found")
    phone.page.get_by_label("Postleitzahl").fill("28195")
    phone.click("Vergleichen")
    phone.look("call-known")
    assert case.reference in phone.text()
    phone.click("Ausfüllen: Stand auf dem Flohmarkt")
    phone.look("call-form")
    assert "Sie füllen aus für Fatma Yildiz-Behrens." in phone.text()
    assert phone.page.locator("#trader-family-name").get_attribute("autocomplete") == "off"
    phone.page.locator("#trader-street").fill("Musterstraße 12")
    phone.page.locator("#trader-postcode").fill("28195")
    phone.page.get_by_text("Zum Gespräch").click()
    phone.look("call-with-draft")
    phone.click("Gespräch beenden")
    phone.look("call-ended")
    phone.page.go_back()
    assert "Musterstraße" not in phone.text()
    assert phone.page.evaluate("sessionStorage.length") == 0

    assert Call.objects.get().ended_at is not None
    assert not Application.objects.exists()


@pytest.mark.parametrize("width", WIDTHS)
def test_mandate_is_given_accepted_used_and_withdrawn(
    width: int,
    doubles: None,
    citizen: Account,
    representative: Account,
    client_for: ClientFor,
    open_browser: Open,
) -> None:
    home = open_browser(client_for(citizen), width)
    helper = open_browser(client_for(representative), width)

    home.page.goto("/mein-bereich/vollmachten/")
    home.look("mandates-none")
    home.click("Vollmacht erteilen")
    home.look("mandates-missing")
    home.page.get_by_label("Wer soll für Sie handeln?").fill("Henrike Osterloh")
    home.page.locator('[name="leistungen"]').first.check()
    home.page.get_by_label("Bis zu welchem Tag?").fill(f"{AT + timedelta(days=60):%d.%m.%Y}")
    home.click("Vollmacht erteilen")
    home.look("mandate-code")
    code = home.page.locator("main .amt-reference").first.inner_text()

    helper.page.goto("/einladung/")
    helper.fill({"code": code})
    helper.click("Weiter")
    helper.look("mandate-invited")
    helper.click("Als Henrike Osterloh annehmen")
    helper.look("mandate-held")
    helper.click("Jetzt für Fatma Yıldız-Behrens handeln")
    helper.look("mandate-chosen")
    helper.page.get_by_role("button", name="Antrag ausfüllen").first.click()
    helper.look("mandate-form")
    assert "Sie handeln für Fatma Yıldız-Behrens." in helper.text()

    home.page.reload()
    home.click("Vollmacht widerrufen")
    home.look("mandate-withdrawn")
    helper.page.reload()
    assert "Fatma" not in helper.text()
