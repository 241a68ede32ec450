"""Registers on a page in a browser: the answer appears by itself, axe finds nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from amt.capabilities.applications.models import Draft
from amt.capabilities.registers.queries import Inquiry
from amt.capabilities.registers.services import answer_inquiry
from amt.capabilities.registers.testing.fixtures import register
from amt.front.portal.tests.conftest import AT
from amt.front.portal.tests.test_lookups import draft
from amt.front.portal.tests.test_pages_in_browser import WIDTHS, Open, open_browser

__all__ = ["draft", "open_browser", "register"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("width", WIDTHS)
def test_answer_of_a_register_appears_and_is_taken_over(
    width: int, home: Client, draft: Draft, open_browser: Open
) -> None:
    person = open_browser(home, width)
    person.page.goto(f"/antrag/{draft.uuid}/person/")
    person.look("lookup-offered")

    person.page.locator('[name="person.birth_place"]').fill("Izmir")
    person.click("Daten abrufen")
    person.page.get_by_text("Wir fragen gerade").wait_for()
    person.look("lookup-waiting")
    # The job itself would need a loop of its own beside the browser's.
    answer_inquiry(inquiry_uuid=Inquiry.objects.get().uuid, at=AT)
    person.page.get_by_text("Noch steht nichts davon in Ihrem Antrag").wait_for()
    person.page.get_by_text("Das stimmt nicht").click()
    person.look("lookup-found")

    person.click("In den Antrag übernehmen")
    person.page.get_by_text("Dort steht: Delmenhorst").wait_for()
    person.look("lookup-used")

    assert person.page.locator('[name="person.birth_place"]').input_value() == "Izmir"
