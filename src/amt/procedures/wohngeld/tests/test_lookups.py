"""What the register is asked for says for whom it is meant."""

from __future__ import annotations

import pytest

from amt.procedures.wohngeld.procedure import PROCEDURE


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "zusammen wohnen"), ("en", "live together"), ("de-simple", "zusammen wohnen")],
)
def test_spouse_is_fetched_by_who_lives_with_them(language: str, words: str) -> None:
    # BMG section 34a (1): only what the office must know; who lives apart is no member (WoGG 5).
    assert words in (PROCEDURE.texts.find("lookups.spouse.title", language) or "")
