"""Which settings a command takes by itself."""

from __future__ import annotations

import pytest

from amt.config.cli.profiles import DEMO, PRODUCTION, choose_settings


@pytest.mark.parametrize("word", ["web", "live", "worker"])
def test_what_serves_people_takes_production(word: str) -> None:
    assert choose_settings(word, {}) == PRODUCTION


def test_care_of_a_developer_takes_the_demo() -> None:
    assert choose_settings("makemigrations", {}) == DEMO


@pytest.mark.parametrize("name", ["DATABASE_URL", "AMT_SECRET_KEY", "AMT_SECRET_KEY_FILE"])
def test_any_sign_of_production_takes_production(name: str) -> None:
    assert choose_settings("audit", {name: "x"}) == PRODUCTION
