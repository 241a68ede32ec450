"""Titles of acts in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from amt.capabilities.acts.queries import ActView
from amt.front.frame.templatetags.frame import in_language
from amt.front.frame.titles import act_title


@dataclass
class StoredAct:
    title: str = "Bescheid über Wohngeld"
    procedure_key: str = "wohngeld"
    act_key: str = "grant"


def titled(language: str, **changes: str) -> tuple[str, str]:
    act: Any = StoredAct(**changes)
    with override(language):
        return act_title(ActView(act=act, addressees=()))


def test_act_is_called_as_stored_on_german_pages() -> None:
    assert titled("de", title="Bescheid von damals") == ("Bescheid von damals", "de")


def test_act_is_called_in_the_words_of_the_procedure_on_other_pages() -> None:
    assert titled("en") == ("Decision notice on Wohngeld", "en")


def test_act_without_words_in_the_language_keeps_its_german_title() -> None:
    for changes in ({"act_key": "unheard_of"}, {"procedure_key": "gone"}):
        assert titled("en", **changes) == ("Bescheid über Wohngeld", "de")


def test_text_of_another_language_is_marked_and_escaped() -> None:
    with override("en"):
        assert in_language("Amt & Co", "de") == '<span lang="de">Amt &amp; Co</span>'
        assert in_language("Office", "en") == "Office"
