"""The first page of every form is light: styles, fonts, scripts and pictures counted in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from amt.contract.registry import FolderProvider
from tests.journeys.office import Office
from tests.journeys.weighing import MOST_BYTES, moved_by_first_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SERVICES = sorted(one.key for one in FolderProvider("amt.procedures").procedures() if one.forms)


@pytest.mark.parametrize("key", SERVICES)
def test_first_page_of_a_form_moves_at_most_200_kilobytes(
    office: Office, chromium: Browser, key: str
) -> None:
    moved = moved_by_first_page(chromium, office.url, f"/leistungen/{key}/antrag/")

    # The page itself, styles, a script and a font at least, or nothing was weighed.
    assert {address.rpartition(".")[2] for address in moved.sizes} >= {"css", "js", "woff2"}
    assert moved.in_all <= MOST_BYTES, moved.sizes
