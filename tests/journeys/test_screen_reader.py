"""Every page on the way of an application as a screen reader gets it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import Person
from tests.journeys.heard import Heard
from tests.journeys.office import Office
from tests.journeys.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def progress_is_told(page: Page, heard: Heard) -> bool:
    """Tell whether title and progress bar say which step this is, of how many."""
    bars = [bar for bar in heard.of("progressbar") if bar.name.startswith("Schritt ")]
    if len(bars) != 1:
        return False
    count = " ".join(bars[0].name.split()[:4])
    return "/pruefen/" in page.url or count in page.title()


@pytest.mark.parametrize("width", [1280, 360])
def test_everything_is_named_described_and_grouped(office: Office, person: Any, width: int) -> None:
    someone: Person = person(f"heard-{width}", width, scripts=True)
    found: list[str] = []

    def look(what: str) -> None:
        heard = Heard(someone.page)
        found.extend(f"{what}: {fault}" for fault in heard.faults())
        if "/antrag/" in someone.page.url and what not in {"begin", "sent"}:
            if not progress_is_told(someone.page, heard):
                found.append(f"{what}: progress is not told")
            if what != "pruefen" and "gespeichert" not in [node.id for node in heard.of("status")]:
                found.append(f"{what}: saving is not told")
        if what.startswith("proofs-") and not [n for n in heard.of("status") if not n.id]:
            found.append(f"{what}: nothing tells how the files are")

    Walk(someone, look).all(office)

    assert found == []
