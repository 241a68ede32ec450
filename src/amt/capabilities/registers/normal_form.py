"""Names, streets and dates in one form, so that two ways of writing the same are the same. Pure.

Letters follow ICAO Doc 9303 part 3 (ä = ae, ß = ss, ø = oe, ł = l ...); other marks fall away, as
do case, hyphens, apostrophes and spaces. What is shown and stored stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

_LETTERS = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "æ": "ae", "œ": "oe", "ø": "oe",
        "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th",
        "ə": "e",
    }
)  # fmt: skip
# "Musterstr.", "Muster Str", "Am Alten Pl. 4": the short word, at its end or before a number.
_STREET = re.compile(r"str(?:\.|(?=[\s\d]|$))")
_PLACE = re.compile(r"(?<=[a-z\s-])pl(?:\.|(?=[\s\d]|$))")
_SAINT = re.compile(r"\b(?:st\.|sankt)\s*")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")


def word(text: str) -> str:
    """Return letters and digits alone, small and without marks."""
    # Twice, because making letters small may leave a mark behind (İ), and taking marks away may
    # bring a letter together that stands for two.
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFKD", small.translate(_LETTERS))
    return "".join(one for one in plain.translate(_LETTERS) if one.isalnum())


def given_names(text: str) -> frozenset[str]:
    """Return each of several given names by itself; a hyphen parts two as a space does."""
    parts = re.split(r"[\s\-‐-―]+", text)
    return frozenset(made for part in parts if (made := word(part)))


def street(text: str) -> str:
    """Return a street, with or without its number, with short words written out.

    Numbers stay apart (`12-14`, `12 14`), because run together they would be another one.
    """
    plain = unicodedata.normalize("NFC", text.casefold()).translate(_LETTERS).strip()
    plain = _SAINT.sub("sankt ", _PLACE.sub("platz ", _STREET.sub("strasse ", plain)))
    parts = re.findall(r"\d+|[^\W\d_]+", plain)
    made = ""
    for part in parts:
        is_number_after_number = part.isdigit() and made[-1:].isdigit()
        made += f"-{part}" if is_number_after_number else word(part)
    return made


def day(text: str) -> str:
    """Return a date as ISO text, whether it was written so or as 14.3.1987; else a plain word."""
    stripped = text.strip()
    german = _GERMAN_DAY.fullmatch(stripped)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1])).isoformat()
        return date.fromisoformat(stripped[:10]).isoformat()
    except ValueError:
        return word(stripped)


_FORMS: dict[str, Callable[[str], str]] = {
    "street": street,
    "street_line": street,
    "birth_date": day,
    "moved_in_on": day,
    "married_on": day,
}
_GIVEN = {"given_name", "given_names"}


def is_same(attribute: str, one: object, other: object) -> bool:
    """Tell whether two values of an attribute of a register mean the same.

    Given names are the same when all of one stand among those of the other: forms ask for the one
    in use, registers hold all.
    """
    first, second = ("" if value is None else str(value) for value in (one, other))
    if attribute in _GIVEN:
        left, right = given_names(first), given_names(second)
        return left == right or bool(left and right and (left <= right or right <= left))
    form = _FORMS.get(attribute, word)
    return form(first) == form(second)
