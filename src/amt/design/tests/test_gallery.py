"""The page of components in a real browser: accessible, narrow enough, whole without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.browser]


@pytest.fixture
def address(live_server: Any) -> str:
    """The page's address on a server of this test."""
    return f"{live_server.url}{reverse('design:gallery')}"


def test_it_answers() -> None:
    response = Client().get(reverse("design:gallery"))

    assert response.status_code == 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(
    chromium: Any, axe: Path, address: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(address)
    page.add_script_tag(path=str(axe))

    found = page.evaluate("axe.run(document).then(result => result.violations.map(v => v.id))")
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    context.close()

    assert found == []
    assert overflow <= 0


def test_a_page_breaks_no_rule_of_the_security_policy(chromium: Any, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="networkidle")
    context.close()

    assert complaints == []


def test_the_theme_follows_the_device_until_somebody_chooses(chromium: Any, address: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)

    page.get_by_role("button", name="Helle Ansicht").click()
    light = page.evaluate(ground)
    page.reload()
    kept = page.evaluate(ground)
    page.get_by_role("button", name="Dunkle Ansicht").click()
    back = page.evaluate(ground)
    context.close()

    assert light != dark
    assert kept == light
    assert back == dark


def test_without_scripts_nothing_is_offered_that_needs_them(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    switches = page.locator("[data-theme-switch]:visible").count()
    folded = page.locator("details.amt-details")
    folded.locator("summary").click()
    body = folded.locator(".amt-details__body").is_visible()
    context.close()

    assert switches == 0
    assert body


def test_the_keyboard_begins_at_the_errors_and_every_focus_shows(
    chromium: Any, address: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address)
    focused = page.evaluate("document.activeElement.id")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    landed = page.evaluate("document.activeElement.id")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    context.close()

    assert focused == "error-summary"
    assert landed == "miete"
    assert outline == "3px"
