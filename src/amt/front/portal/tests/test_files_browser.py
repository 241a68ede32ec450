"""The list of files in a real browser: the scan is told, removal undone, by keyboard and touch.

What a screen reader hears is read from the accessibility tree; axe looks after each step.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import Browser, expect
from pytest_django import Settings

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.testing.fixtures import draft
from amt.capabilities.cases.testing.fixtures import doubles
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.documents.testing import photos
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.kernel.testing.told import tell
from tests.journeys.browser import Person

__all__ = ["doubles", "draft"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

SIZES = {"phone": (360, 800), "desk": (1280, 900)}


@pytest.fixture
def papers(tmp_path: Path, settings: Settings) -> list[Path]:
    """Two files to send, and a scanner that does not answer."""
    settings.MEDIA_ROOT = str(tmp_path / "store")
    tell(settings, clamd="127.0.0.1:9")
    made = [tmp_path / "Lohnabrechnung September 2026.pdf", tmp_path / "IMG_0042.HEIC"]
    made[0].write_bytes(pdf_of("Lohn"))
    made[1].write_bytes(photos.HEIC)
    return made


@pytest.fixture(params=SIZES)
def person(
    request: pytest.FixtureRequest,
    chromium: Browser,
    live_server: Any,
    client_for: ClientFor,
    citizen: Account,
    draft: Draft,
    axe: Path,
) -> Iterator[Person]:
    """The citizen on the page of the form that asks for a file; on the phone by touch."""
    width, height = SIZES[request.param]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        locale="de-DE",
        has_touch=request.param == "phone",
        is_mobile=request.param == "phone",
    )
    session = client_for(citizen).cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    opened = Person(context.new_page(), name=f"files-{request.param}", axe=axe)
    opened.page.goto(f"{live_server.url}/antrag/{draft.uuid}/neighbours/")
    yield opened
    context.close()


def test_files_are_listed_scanned_removed_and_brought_back(
    person: Person, papers: list[Path]
) -> None:
    page = person.page
    page.set_input_files("input#proof", papers)
    person.click("Datei hochladen")

    rows = page.locator(".amt-files > li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Wird auf Schadsoftware geprüft")
    person.look("waiting")
    tree = page.locator("[data-files]").aria_snapshot()
    assert "- list" in tree
    assert "listitem" in tree
    assert 'button "Lohnabrechnung September 2026.pdf entfernen"' in tree

    # The page is not loaded anew: the script hears of it, and a screen reader is told.
    page.get_by_role("button", name="IMG_0042.heic entfernen").focus()
    Document.objects.filter(file_name__startswith="Lohn").update(scan_state=ScanState.CLEAN)
    Document.objects.filter(file_name__startswith="IMG").update(scan_state=ScanState.FAILED)
    expect(rows.first).to_contain_text("Auf Schadsoftware geprüft.", timeout=20_000)
    expect(rows.last).to_contain_text("gerade nicht möglich")
    expect(page.locator("[data-files-said]").first).to_contain_text("Auf Schadsoftware geprüft.")
    expect(page.get_by_role("button", name="IMG_0042.heic entfernen")).to_be_focused()
    person.look("scanned")

    page.get_by_role("button", name="Lohnabrechnung September 2026.pdf entfernen").focus()
    page.keyboard.press("Enter")
    undo = page.get_by_role("button", name="Rückgängig: Lohnabrechnung September 2026.pdf behalten")
    expect(undo).to_be_visible()
    expect(rows).to_have_count(1)
    person.look("removed")
    undo.focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)


def test_a_file_with_a_virus_is_told_of(person: Person, papers: list[Path], draft: Draft) -> None:
    page = person.page
    page.set_input_files("input#proof", papers[:1])
    person.click("Datei hochladen")
    expect(page.locator(".amt-files > li")).to_have_count(1)

    draft.refresh_from_db()
    draft.answers = {name: value for name, value in draft.answers.items() if name != "proof"}
    draft.save(update_fields=["answers"])
    Document.objects.update(scan_state=ScanState.INFECTED)

    told = page.get_by_text("In dieser Datei war Schadsoftware. Wir haben sie gelöscht.")
    expect(told.last).to_be_visible(timeout=20_000)
    person.look("infected")
    person.click("Hinweis ausblenden")
    expect(page.get_by_role("button", name="Hinweis ausblenden")).to_have_count(0)


def test_the_camera_is_offered_where_there_is_one(person: Person) -> None:
    camera = person.page.get_by_label("Oder jetzt ein Foto aufnehmen")

    if person.name.endswith("phone"):
        expect(camera).to_be_visible()
        assert camera.get_attribute("capture") == "environment"
        person.look("camera")
    else:
        expect(camera).to_be_hidden()


def test_the_camera_is_offered_on_a_narrow_screen_without_touch(
    chromium: Browser, person: Person
) -> None:
    # Some phones have a pen or a mouse; what their browser says of fingers is not all.
    state = person.page.context.storage_state()
    context = chromium.new_context(viewport={"width": 360, "height": 800}, storage_state=state)
    page = context.new_page()
    page.goto(person.page.url)

    expect(page.get_by_label("Oder jetzt ein Foto aufnehmen")).to_be_visible()
    context.close()
