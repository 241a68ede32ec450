"""A scan that nobody could read: found in the worklist, read, taken, done with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.capabilities.worklist.models import WorkItem
from amt.config.demo.scan import seed_scan
from amt.kernel import clock
from tests.journeys.browser import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_unreadable_scan_from_the_worklist_to_its_end(
    caseworker: Account,
    client_for: ClientFor,
    chromium: Browser,
    live_server: Any,
    axe: Path,
    width: int,
) -> None:
    seed_scan(at=clock.now())
    session = client_for(caseworker).cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="de-DE")
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    someone = Person(context.new_page(), name=f"scan-{width}", axe=axe)
    page = someone.page

    page.goto(f"{live_server.url}/arbeitsplatz/")
    someone.look("worklist")
    assert "Unleserlicher Scan" in someone.text()
    someone.follow("SCN-")
    someone.look("item")
    someone.follow("posteingang.png ansehen")
    someone.look("page")
    page.go_back()
    with page.expect_download() as download:
        someone.follow("posteingang.png herunterladen")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    someone.click("Übernehmen")
    someone.click("Als erledigt vermerken")
    someone.look("reason-missing")
    assert "Schreiben Sie, was Sie getan haben." in someone.text()
    someone.fill({"erledigung": "Bei der absendenden Person nachgefragt."})
    someone.click("Als erledigt vermerken")
    someone.look("done")

    assert "ist erledigt." in page.locator("body").inner_text()
    item = WorkItem.objects.get()
    assert (item.state, item.done_by) == ("done", caseworker)
    context.close()
