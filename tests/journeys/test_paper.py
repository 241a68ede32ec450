"""A form on paper from the stack to its case: taken in, a sheet assigned, entered, filed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser

from amt.capabilities.applications.paper_models import PaperApplication, PaperSheet
from amt.capabilities.applications.services import paper_printing
from amt.capabilities.applications.testing.paper import batch_of, scanned, spoilt, taken
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, WORKS, doubles  # noqa: F401
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from tests.journeys.browser import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("doubles")
@pytest.mark.parametrize("width", [1280, 360])
def test_paper_from_the_stack_to_its_case(
    caseworker: Account,
    client_for: ClientFor,
    chromium: Browser,
    live_server: Any,
    axe: Path,
    width: int,
) -> None:
    pages = scanned(paper_printing.print_blank(procedure_key=WORKS, language="de", at=AT))
    pages[1] = spoilt(pages[1])
    taken(batch_of(pages))
    paper, loose = PaperApplication.objects.get(), PaperSheet.objects.get(paper=None)
    session = client_for(caseworker).cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="de-DE")
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    someone = Person(context.new_page(), name=f"paper-{width}", axe=axe)
    page = someone.page

    page.goto(f"{live_server.url}{reverse('desk:scans')}")
    someone.look("scans")
    someone.click("Scan einlesen")
    someone.look("scan-missing")
    someone.follow("stapel.pdf")
    someone.look("scan")
    someone.follow(f"Seite {loose.position} des Scans")
    someone.look("sheet")
    page.locator(f"input[value='{paper.uuid}:2:']").check()
    someone.click("Blatt zuordnen")
    page.goto(f"{live_server.url}{reverse('desk:paper', args=[paper.uuid])}")
    page.wait_for_function("[...document.images].every(one => one.complete && one.naturalWidth)")
    someone.look("entry")
    page.locator("input[name='paper_person.family_name']").fill("Beispiel")
    someone.click("Speichern und weiter")
    page.locator("input[name='hives']").fill("viele")
    someone.click("Speichern und weiter")
    someone.look("entry-wrong")
    page.locator("input[name='hives']").fill("3")
    page.locator("input[name='gentle'][value='yes']").check()
    page.locator("input[name='place']").first.check()
    someone.click("Speichern und weiter")
    page.goto(f"{live_server.url}{reverse('desk:paper_check', args=[paper.uuid])}")
    someone.look("check")
    someone.click("Mit Lücken erfassen")
    someone.look("case")

    assert Case.objects.get().state == "received"
