"""Simple language keeps its rules: short sentences, no shouting, whole along an application's way.

The longest sentence allowed stands in `languages.toml`. What stands in brackets (the paragraph of a
statute) and what is filled in later count as no word or as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

from amt.config.languages import Language, read_languages
from amt.config.messages import PACKAGE
from amt.contract.texts import SOURCE_LANGUAGE, Texts, flat

SIMPLE = [language for language in read_languages() if language.longest_sentence]
(LANGUAGE,) = SIMPLE
MESSAGES = sorted(PACKAGE.rglob(f"locale/{LANGUAGE.folder}/LC_MESSAGES/django.po"))
PROCEDURE_TEXTS = sorted(PACKAGE.rglob(f"{LANGUAGE.code}.yaml"))
WAY = ("design", "front/frame", "front/portal", "capabilities/applications", "capabilities/cases")
"""The rooms whose texts stand on the pages of an application's way."""
_TAG = re.compile(r"<[^>]*>")
_BRACKETS = re.compile(r"\([^()]*\)")
_FILLED_IN = re.compile(r"%%?\(\w+\)[sd]|\{\w*\}")
_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-.,/@:*][^\W_]+)*")
_ABBREVIATION = re.compile(r"\b(z|B|d|h|Nr|Abs|St)\.\s")


def sentences(text: str) -> Iterator[str]:
    plain = _FILLED_IN.sub("X", _TAG.sub("", text))
    while (shorter := _BRACKETS.sub("", plain)) != plain:
        plain = shorter
    yield from _END.split(_ABBREVIATION.sub(r"\1 ", plain))


def too_long(text: str, language: Language = LANGUAGE) -> list[str]:
    most = language.longest_sentence or 0
    return [one for one in sentences(text) if len(_WORD.findall(one)) > most]


def messages(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for message in read_po(file, locale=LANGUAGE.base):
            if message.id:
                strings = message.string
                yield from strings if isinstance(strings, (tuple, list)) else (str(strings),)


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    for key, value in flat(yaml.safe_load(path.read_text("utf-8"))).items():
        for line in value if isinstance(value, list) else (value,):
            yield key, str(line)


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Eins zwei drei vier fünf sechs sieben acht neun zehn.", 0),
        ("Eins zwei drei vier fünf sechs sieben acht neun zehn elf.", 1),
        ("Eins zwei drei vier fünf. Sechs sieben acht neun zehn elf.", 0),
        ("Eins zwei drei vier fünf sechs sieben acht neun zehn (§ 1 Abs. 2 SGB X).", 0),
        ("Eins <b>zwei</b> drei vier fünf sechs sieben acht neun zehn %(name)s.", 1),
    ],
)
def test_words_of_a_sentence_are_counted(text: str, found: int) -> None:
    assert len(too_long(text)) == found


@pytest.mark.parametrize("path", MESSAGES, ids=named)
def test_messages_have_short_sentences(path: Path) -> None:
    assert [text for text in messages(path) if too_long(text)] == []


@pytest.mark.parametrize("path", PROCEDURE_TEXTS, ids=named)
def test_texts_of_procedures_have_short_sentences(path: Path) -> None:
    assert [f"{key}: {text}" for key, text in texts_of(path) if too_long(text)] == []


@pytest.mark.parametrize("path", PROCEDURE_TEXTS, ids=named)
def test_texts_of_procedures_do_not_shout(path: Path) -> None:
    assert [key for key, text in texts_of(path) if "!" in text] == []


@pytest.mark.parametrize("room", WAY)
def test_way_of_an_application_is_whole_in(room: str) -> None:
    (path,) = [one for one in MESSAGES if one.parents[3] == PACKAGE / room]

    assert LANGUAGE.must_have(room)
    assert [text for text in messages(path) if not text] == []


@pytest.mark.parametrize("path", PROCEDURE_TEXTS, ids=named)
def test_texts_of_an_application_are_whole_in(path: Path) -> None:
    assert Texts.load(path.parent).missing(LANGUAGE.code) == set()


@pytest.mark.parametrize("procedure", sorted((PACKAGE / "procedures").glob("*/texts")), ids=named)
def test_every_procedure_has_texts_in_simple_language(procedure: Path) -> None:
    assert (procedure / f"{LANGUAGE.code}.yaml").exists()


@pytest.mark.parametrize("path", PROCEDURE_TEXTS, ids=named)
def test_simple_texts_have_keys_and_placeholders_of_the_german_ones(path: Path) -> None:
    texts = Texts.load(path.parent)

    assert texts.keys(LANGUAGE.code) <= texts.keys(SOURCE_LANGUAGE)
    for key in texts.keys(LANGUAGE.code):
        german, simple = (
            {name for line in texts.lines(key, code) for name in _FILLED_IN.findall(line)}
            for code in (SOURCE_LANGUAGE, LANGUAGE.code)
        )
        assert german == simple, key
