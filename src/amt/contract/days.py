"""Reading days as people write them: with points, without, with the name of the month, in part.

On many phones the keyboard of digits has no point, so eight digits are a day too. Stored is ISO
text; of a day that is known in part its start: `1998`, `1998-09`.
"""

from __future__ import annotations

import re
from datetime import date

_GERMAN = "januar februar märz april mai juni juli august september oktober november dezember"
_ENGLISH = "january february march april may june july august september october november december"
_OTHERS = "jänner feber maerz"
_SHORTEST_MONTH = 3
_LAST_SHORT_YEAR = 40
"""Of years with two digits, those up to 40 are of this century."""

_WORD = re.compile(r"\s*\.?\s*([^\W\d_]{3,})\.?\s*")
_DAY = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{4})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DIGITS = re.compile(r"\d{6}|\d{8}", re.ASCII)
_ISO_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})T.*", re.ASCII)
_YEARS = range(1800, 2200)
"""Years that six digits may mean together with a month."""


class NotADay(ValueError):
    """A text is no day, or no part of one."""


def read_day(typed: str) -> str:
    """Return a whole day as ISO text. :raises NotADay: when it is none."""
    text = _with_numbers(typed)
    for year, month, day in _days(text):
        if found := _iso(year, month, day):
            return found
    raise NotADay(typed)


def read_partial(typed: str) -> str:
    """Return a year, a month or a day as ISO text, as far as it is known.

    Noughts stand for what is unknown, as in papers of people whose birthday nobody wrote down.

    :raises NotADay: when it is none of these.
    """
    text = re.sub(r"^0{1,2}\s*[./-]\s*", "", _with_numbers(typed))
    text = re.sub(r"^0{1,2}\s*[./-]\s*", "", text)
    if _YEAR.fullmatch(text) and int(text):
        return text
    for year, month in _months(text):
        if _iso(year, month, "1"):
            return f"{int(year):04d}-{int(month):02d}"
    return read_day(text)


def written(value: str) -> str:
    """Write a day or a part of one in figures: `1998`, `09.1998`, `21.09.1998`."""
    return ".".join(reversed(value.split("-")))


def _with_numbers(typed: str) -> str:
    """Put the number of a month in the place of its name."""
    text = typed.strip()
    if stamp := _ISO_STAMP.fullmatch(text):
        return stamp[1]
    return _WORD.sub(lambda found: f".{_month(found[1])}.", text).strip(".")


def _month(word: str) -> str:
    wanted = word.casefold()
    for names in (_GERMAN.split(), _ENGLISH.split()):
        for number, name in enumerate(names, start=1):
            if name.startswith(wanted) and len(wanted) >= _SHORTEST_MONTH:
                return str(number)
    others = dict(zip(_OTHERS.split(), "123", strict=True))
    return others.get(wanted, word)


def _days(text: str) -> list[tuple[str, str, str]]:
    """List what a text may mean, the likelier first: year, month, day."""
    if iso := _ISO_DAY.fullmatch(text):
        return [(iso[1], iso[2], iso[3])]
    if found := _DAY.fullmatch(text):
        return [(found[3], found[2], found[1])]
    if _DIGITS.fullmatch(text):
        meant = [(text[4:], text[2:4], text[:2])]
        return meant if len(text) == 6 else [*meant, (text[:4], text[4:6], text[6:])]
    return []


def _months(text: str) -> list[tuple[str, str]]:
    if iso := _ISO_MONTH.fullmatch(text):
        return [(iso[1], iso[2])]
    if found := _MONTH.fullmatch(text):
        return [(found[2], found[1])]
    if len(text) == 6 and _DIGITS.fullmatch(text) and int(text[2:]) in _YEARS:
        return [(text[2:], text[:2])]
    return []


def _iso(year: str, month: str, day: str) -> str:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= _LAST_SHORT_YEAR else 1900
    try:
        return date(number, int(month), int(day)).isoformat()
    except ValueError:
        return ""
