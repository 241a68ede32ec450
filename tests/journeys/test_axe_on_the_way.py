"""axe finds nothing after each interaction on the whole way of an application."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_nothing_is_found_after_any_interaction(office: Office, person: Any) -> None:
    someone: Person = person("axe-desktop", 1280, scripts=True)
    Walk(someone, someone.look_in_both_lights).all(office)


def test_nothing_is_found_after_any_interaction_on_a_phone(office: Office, person: Any) -> None:
    someone: Person = person("axe-phone", 360, scripts=True)
    Walk(someone, someone.look).all(office)


@pytest.mark.parametrize("language", ["en", "de-simple"])
def test_nothing_is_found_on_the_pages_of_the_form(
    office: Office, person: Any, language: str
) -> None:
    someone: Person = person(f"axe-{language}", 360, scripts=True)
    walk = Walk(someone, someone.look)
    walk.begin(office, f"/{language}")
    walk.err()
    walk.fill_home()
    walk.fill_people()
    walk.fill_money()
    walk.go_on("declarations")
    walk.review()
    assert f"/{language}/" in someone.page.url
