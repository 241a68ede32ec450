"""The page of a report in a browser: axe finds nothing, nothing is too wide."""

from __future__ import annotations

import pytest

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.capabilities.registers.models import Report
from amt.front.desk.tests.test_register_report_page import address, officer, report
from amt.front.portal.tests.test_pages_in_browser import WIDTHS, Open, open_browser

__all__ = ["officer", "open_browser", "report"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("width", WIDTHS)
def test_report_is_read_and_settled(
    width: int, report: Report, officer: Account, client_for: ClientFor, open_browser: Open
) -> None:
    person = open_browser(client_for(officer), width)

    person.page.goto(address(report))
    person.look("register-report")
    person.click("Antwort senden")
    person.look("register-report-incomplete")
    person.page.get_by_label("Das Register ist berichtigt.").check()
    person.page.get_by_label("Ihre Antwort").fill("Wir haben die Hausnummer berichtigt.")
    person.click("Antwort senden")
    person.page.get_by_text("ist erledigt").wait_for()
    person.page.goto(address(report))
    person.look("register-report-settled")

    report.refresh_from_db()
    assert report.state == "corrected"
