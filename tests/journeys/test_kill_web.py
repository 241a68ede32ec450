"""kill -9 of a web process: whoever was sending or deciding finds it done once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from tests.journeys import test_wohngeld as wohngeld
from tests.journeys.browser import Person
from tests.journeys.office import Office, open_office

pytestmark = pytest.mark.slow

T = TypeVar("T")


def count_in(office: Office, model: str) -> int:
    """Return how many rows of a table the office has."""
    module, _, name = model.rpartition(".")
    words = f"from {module} import {name}; print('rows', {name}.objects.count())"
    said = office.amt("shell", "-c", words).stdout
    return int(said.rpartition("rows")[2])


def twice(office: Office, deed: Callable[[], T]) -> T:
    """Do something; if the office dies over it, do it again when it is back, as people do."""
    try:
        return deed()
    except (PlaywrightError, AssertionError):
        office.wait()
        return deed()


@pytest.mark.browser
def test_a_web_process_killed_while_sending_leaves_one_application(
    chromium: Browser, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    someone = Person(chromium.new_context(locale="de-DE").new_page(), name="sender", axe=None)

    def send() -> str:
        wohngeld.sign_in(someone, office, "citizen")
        return wohngeld.apply(someone)[0]

    def decide() -> None:
        page = chromium.new_context(locale="de-DE").new_page()
        wohngeld.decide(Person(page, name="decider", axe=None), office, reference, grant=True)

    with open_office(data, AMT_CRASH_AT="applications.submit") as office:
        reference = twice(office, send)
        assert (data / "crashed-at-applications.submit").exists()
        assert count_in(office, "amt.capabilities.applications.models.Application") == 1
    with open_office(data, AMT_CRASH_AT="cases.decide.before_commit") as office:
        twice(office, decide)
        assert (data / "crashed-at-cases.decide.before_commit").exists()
        assert count_in(office, "amt.capabilities.acts.models.Act") == 1
