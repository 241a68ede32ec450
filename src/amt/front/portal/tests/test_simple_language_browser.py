"""Pages in simple language in a browser, with and without gaps: axe finds nothing, all fits."""

from __future__ import annotations

import pytest
from django.test import Client

from amt.capabilities.applications.models import Draft
from amt.front.portal.tests.test_pages_in_browser import WIDTHS, Open, open_browser

__all__ = ["open_browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_in_simple_language_are_read(
    width: int, home: Client, draft: Draft, open_browser: Open
) -> None:
    person = open_browser(home, width)

    person.page.goto("/de-simple/")
    person.look("simple-start")
    person.page.goto(f"/de-simple/antrag/{draft.uuid}/hives/")
    person.look("simple-gaps")

    # The double has no texts in simple language, so the frame must say so.
    assert person.page.locator(".amt-untranslated-notice").is_visible()
    assert person.page.locator('.amt-untranslated[lang="de"]').count() > 0
    assert person.page.get_by_role("link", name="Einfache Sprache").first.is_visible()
