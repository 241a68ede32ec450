"""Every text has its words in every complete language: none missing, none doubtful, none broken.

Placeholders and tags must be the same on both sides, because a lost one breaks the page or says
something else than the original.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from amt.config.languages import read_languages
from amt.config.messages import PACKAGE, find_gaps

CATALOGUES = sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/django.po"))
LANGUAGES = {language.folder: language for language in read_languages()[1:]}
COMPLETE = {name for name, language in LANGUAGES.items() if language.complete}
PART = re.compile(r"%\(\w+\)[sd]|%[sd%]|(?<!\{)\{\w*\}(?!\})|</?[a-z][^>]*>")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(
            file, locale=LANGUAGES[language_of(path)].base, domain="django", abort_invalid=True
        )


def language_of(path: Path) -> str:
    return path.parent.parent.name


def room_of(path: Path) -> str:
    return path.parents[3].relative_to(PACKAGE).as_posix()


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def texts(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the forms of the original and those of the translation."""
    return forms(message.id), forms(message.string)


def forms(text: object) -> tuple[str, ...]:
    """Return all plural forms of a text, or its only form."""
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text or ""),)


def parts(text: str) -> Counter[str]:
    """Count the placeholders and tags of a text."""
    return Counter(PART.findall(text))


def test_there_are_catalogues_of_the_house_and_of_rooms() -> None:
    assert len(CATALOGUES) > 1
    assert {language_of(path) for path in CATALOGUES} >= COMPLETE


def test_every_text_of_code_and_templates_is_translated() -> None:
    assert find_gaps() == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_no_translation_is_empty_doubtful_or_left_over(path: Path) -> None:
    catalogue = read(path)
    entries = [message for message in catalogue if message.id]
    assert entries
    if LANGUAGES[language_of(path)].must_have(room_of(path)):
        assert [message.id for message in entries if not all(texts(message)[1])] == []
    assert [message.id for message in entries if message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_placeholders_and_tags_are_those_of_the_original(path: Path) -> None:
    wrong = []
    for message in read(path):
        ids, strings = texts(message)
        allowed = [parts(text) for text in ids]
        if message.id and not all(parts(text) in allowed for text in strings if text):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_each_plural_has_as_many_forms_as_the_language(path: Path) -> None:
    catalogue = read(path)
    plurals = [message for message in catalogue if message.id and message.pluralizable]
    assert all(len(texts(message)[1]) == catalogue.num_plurals for message in plurals)


@pytest.mark.parametrize("language", sorted(COMPLETE))
def test_one_original_has_one_translation_in_all_rooms(language: str) -> None:
    # At run time all catalogues of a language are merged: of two translations one is lost.
    found: dict[tuple[object, object], set[tuple[str, ...]]] = {}
    for path in CATALOGUES:
        if language_of(path) == language:
            for message in read(path):
                known = found.setdefault((message.id, message.context), set())
                known.update([forms(message.string)] if message.id else [])
    assert [key for key, translations in found.items() if len(translations) > 1] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_no_translation_shouts_or_keeps_german_quotes(path: Path) -> None:
    if language_of(path) == "en":
        strings = [text for message in read(path) if message.id for text in texts(message)[1]]
        assert [text for text in strings if "!" in text or "„" in text] == []


def test_german_of_all_kinds_does_not_shout() -> None:
    simple = [path for path in CATALOGUES if language_of(path) != "en"]
    entries = [message for path in simple for message in read(path) if message.id]
    assert [text for one in entries for text in texts(one)[1] if "!" in text] == []
