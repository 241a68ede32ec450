"""The page of accesses in a browser: axe finds nothing, nothing is too wide, one click asks."""

from __future__ import annotations

import pytest
from django.test import Client

from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.identity.models import AccessQuestion, Account
from amt.capabilities.identity.services import note_access
from amt.front.portal.tests.conftest import AT
from amt.front.portal.tests.test_pages_in_browser import WIDTHS, Open, open_browser

__all__ = ["open_browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("width", WIDTHS)
def test_accesses_are_read_narrowed_and_asked_about(
    width: int, organisation: None, home: Client, citizen: Account, open_browser: Open
) -> None:
    unit = get_unit_by_key("wohnen-bremen")
    for number in range(3):
        note_access(
            by_name=unit.name, by_kind="office", by_unit_id=unit.id, purpose="Antrag bearbeiten",
            basis="§ 67b SGB X", account_id=citizen.id, at=AT,
            data=["Alle Angaben und Unterlagen des Antrags", f"Anlage {number}"],
        )  # fmt: skip
    person = open_browser(home, width)

    person.page.goto("/mein-bereich/datenschutz/")
    person.look("accesses")
    person.page.get_by_text("Eigene Worte dazu schreiben").first.click()
    person.look("accesses-own-words")
    person.page.get_by_label("Was möchten Sie wissen?").first.fill("Wer war das?")
    person.page.get_by_role("button", name="Nachfragen").first.click()
    person.page.get_by_text("Ihre Frage ist angekommen").wait_for()
    person.look("accesses-asked")
    person.page.get_by_text("Liste eingrenzen").click()
    person.page.locator("#wer").select_option("agent")
    person.page.get_by_role("button", name="Eingrenzen").click()
    person.look("accesses-none")
    person.page.goto("/mein-bereich/datenschutz/drucken/")
    person.look("accesses-print")

    assert AccessQuestion.objects.get().text == "Wer war das?"
