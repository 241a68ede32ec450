"""One office for all journeys of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import Person
from tests.journeys.office import Office, open_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A whole office with all its processes."""
    with open_office(tmp_path_factory.mktemp("office") / "data") as opened:
        yield opened


@pytest.fixture
def person(chromium: Browser, axe: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Make people with browsers of their own."""
    contexts = []

    def make(name: str, width: int, *, scripts: bool) -> Person:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            locale="de-DE",
            accept_downloads=True,
        )
        contexts.append(context)
        page: Page = context.new_page()
        return Person(page, name=name, axe=axe if scripts else None)

    yield make
    for context in contexts:
        context.close()
