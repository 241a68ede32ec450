"""Large files in a real browser: a broken line, a reloaded page, a change of mind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import Browser, Request, Route, expect
from pytest_django import Settings

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.testing.fixtures import draft
from amt.capabilities.cases.testing.fixtures import doubles
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents.models import PartialUpload
from amt.capabilities.documents.testing.papers import write_large_pdf
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from tests.journeys.browser import Person

__all__ = ["doubles", "draft"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

MEGABYTE = 1024 * 1024
SIZES = {"phone": (360, 800), "desk": (1280, 900)}
ONE_PART = "5242880"


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> None:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path / "store")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A PDF of nine megabytes, which takes two chunks."""
    path = tmp_path / "Lageplan.pdf"
    write_large_pdf(path, 9 * MEGABYTE)
    return path


class Line:
    """The line between browser and office: it may break, and what goes over it is counted."""

    def __init__(self, person: Person) -> None:
        self.offsets: list[str] = []
        self.is_broken = False
        person.page.on("request", self._count)
        person.page.route("**/hochladen/**", self._pass)

    def _count(self, request: Request) -> None:
        if request.method == "PATCH":
            self.offsets.append(request.headers["upload-offset"])

    def _pass(self, route: Route) -> None:
        is_second = route.request.headers.get("upload-offset") == ONE_PART
        if self.is_broken and (is_second or route.request.method == "HEAD"):
            route.abort("connectionreset")
        else:
            route.continue_()


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
    """The citizen on the page of the form that asks for a file."""
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="de-DE")
    session = client_for(citizen).cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    opened = Person(context.new_page(), name=f"upload-{request.param}", axe=axe)
    opened.page.goto(f"{live_server.url}/antrag/{draft.uuid}/neighbours/")
    yield opened
    context.close()


def choose(person: Person, path: Path) -> None:
    """Choose a file and send it."""
    person.page.set_input_files('[name="proof"]', path)
    person.click("Datei hochladen")


def status(person: Person) -> Any:
    """Return what is said about the upload."""
    return person.page.locator("[data-upload-status]")


def test_upload_goes_on_by_itself_when_the_line_is_back(
    person: Person, draft: Draft, plan: Path
) -> None:
    line = Line(person)
    line.is_broken = True

    choose(person, plan)
    expect(status(person)).to_contain_text("Die Verbindung ist unterbrochen", timeout=20_000)
    person.look("broken")
    line.is_broken = False
    remove = person.page.get_by_role("button", name="Lageplan.pdf entfernen")
    expect(remove).to_be_visible(timeout=20_000)
    person.look("arrived")

    assert line.offsets[0] == "0"
    assert set(line.offsets[1:]) == {ONE_PART}
    (document,) = documents.list_documents("draft", draft.uuid)
    assert document.size == plan.stat().st_size
    draft.refresh_from_db()
    assert draft.answers["proof"] == [str(document.uuid)]


def test_upload_goes_on_after_the_page_was_loaded_anew(
    person: Person, draft: Draft, plan: Path
) -> None:
    line = Line(person)
    line.is_broken = True
    choose(person, plan)
    expect(status(person)).to_contain_text("Die Verbindung ist unterbrochen", timeout=20_000)

    line.is_broken = False
    person.page.unroute_all()
    person.page.reload()
    line.offsets.clear()
    assert "5 MB von 9 MB" in person.text()
    person.look("begun")
    choose(person, plan)
    remove = person.page.get_by_role("button", name="Lageplan.pdf entfernen")
    expect(remove).to_be_visible(timeout=20_000)

    assert line.offsets == [ONE_PART]
    assert len(documents.list_documents("draft", draft.uuid)) == 1


def test_cancelled_upload_is_thrown_away(person: Person, plan: Path) -> None:
    line = Line(person)
    line.is_broken = True
    choose(person, plan)
    expect(status(person)).to_contain_text("Die Verbindung ist unterbrochen", timeout=20_000)

    line.is_broken = False
    with person.page.expect_response(lambda answer: answer.request.method == "DELETE") as deleted:
        person.click("Abbrechen")

    assert deleted.value.status == 204
    expect(status(person)).to_have_text("Das Hochladen ist abgebrochen.")
    assert person.page.input_value('[name="proof"]') == ""
    person.look("cancelled")
    assert not PartialUpload.objects.exists()


def test_refused_file_is_told_with_the_office_s_own_sentence(
    person: Person, tmp_path: Path
) -> None:
    program = tmp_path / "Programm.pdf"
    program.write_bytes(b"MZ" * MEGABYTE)

    choose(person, program)

    expect(status(person)).to_contain_text("Diese Datei können wir nicht annehmen", timeout=20_000)
    person.look("refused")


def test_without_scripts_the_form_sends_the_file_itself(
    chromium: Browser,
    live_server: Any,
    client_for: ClientFor,
    citizen: Account,
    draft: Draft,
    plan: Path,
) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="de-DE")
    session = client_for(citizen).cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    plain = Person(context.new_page(), name="upload-plain", axe=None)
    plain.page.goto(f"{live_server.url}/antrag/{draft.uuid}/neighbours/")

    choose(plain, plan)

    expect(plain.page.get_by_role("button", name="Lageplan.pdf entfernen")).to_be_visible()
    assert not PartialUpload.objects.exists()
    assert documents.list_documents("draft", draft.uuid)[0].size == plan.stat().st_size
    context.close()
