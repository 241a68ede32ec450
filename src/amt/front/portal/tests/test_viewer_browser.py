"""The pages of a paper in a real browser: on a phone, at a desk, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django import Settings

from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, doubles, open_house
from amt.capabilities.documents import services as documents
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.kernel.actors import SYSTEM
from tests.journeys.browser import Person

__all__ = ["doubles", "open_house"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

WIDE_SHEET = (1190, 842)


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> None:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def plan(open_house: Callable[..., Case]) -> tuple[Case, Any]:
    """A case with a plan of three sheets."""
    case = open_house()
    document = documents.store_document(
        content=pdf_of("Lageplan", "Schnitt", "Ansicht", size=WIDE_SHEET),
        media_type="application/pdf",
        file_name="Lageplan.pdf",
        kind="upload",
        owner_kind="case",
        owner_uuid=case.uuid,
        label="plans",
        actor=SYSTEM,
        at=AT,
    )
    return case, document


def is_drawn(person: Person) -> bool:
    """Tell whether the image of the page was loaded."""
    image = person.page.locator("main img")
    image.wait_for()
    return bool(image.evaluate("e => e.decode().then(() => e.naturalWidth > 0)"))


@pytest.mark.parametrize(
    ("name", "width", "scripts"),
    [("phone", 360, True), ("desk", 1280, True), ("plain", 360, False)],
)
def test_pages_are_turned_enlarged_and_read(
    chromium: Browser,
    live_server: Any,
    client_for: ClientFor,
    citizen: Account,
    plan: tuple[Case, Any],
    axe: Path,
    name: str,
    width: int,
    *,
    scripts: bool,
) -> None:
    case, document = plan
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="de-DE"
    )
    session = client_for(citizen).cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    person = Person(context.new_page(), name=f"viewer-{name}", axe=axe if scripts else None)
    person.page.goto(
        live_server.url + reverse("portal:document_pages", args=[case.uuid, document.uuid])
    )

    assert is_drawn(person)
    person.look("first")
    person.follow("Nächste Seite")
    assert "Seite 2 von 3" in person.text()
    person.fill({"seite": "3"})
    person.click("Zeigen")
    assert "Seite 3 von 3" in person.text()
    assert person.page.get_by_role("link", name="Nächste Seite").count() == 0
    person.follow("Größer")
    person.page.wait_for_url("**breite=1280")
    person.follow("Größer")
    person.page.wait_for_url("**breite=1920")
    assert is_drawn(person)
    person.look("larger")
    assert person.page.locator("main img").evaluate("e => e.clientWidth") == 1920
    person.follow("An das Fenster anpassen")
    person.page.get_by_text("Text dieser Seite").click()
    assert person.page.locator("main").get_by_text("Ansicht", exact=True).is_visible()
    with person.page.expect_download() as handed:
        person.follow("Datei herunterladen")
    assert handed.value.suggested_filename == "Lageplan.pdf"
    context.close()
