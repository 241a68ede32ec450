"""Setting a letter: data in, PDF/A-3a and PDF/UA-1 out.

Content travels as JSON, never as markup. Fonts are our own, dates are those of the letter, so the
same letter gives the same bytes. The typesetter itself refuses what is not accessible.
"""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from amt.kernel import clock

FOLDER = Path(__file__).resolve().parent / "letter"
TEMPLATE = FOLDER / "letter.typ"
FONTS = FOLDER / "fonts"
STANDARDS = ["a-3a", "ua-1"]
SUBSTITUTE = "\ufffd"

_ATTACHMENT_NAMES = {
    "act": "bescheid.json", "notice": "schreiben.json", "receipt": "eingang.json",
}  # fmt: skip
_DESCRIPTIONS = {
    "act": "Die Angaben dieses Bescheids als Daten",
    "notice": "Die Angaben dieses Schreibens als Daten",
    "receipt": "Die Angaben dieser Eingangsbestätigung als Daten",
}
# A paragraph sign, a number and its unit stay on one line.
_KEPT_TOGETHER = re.compile(
    r"(?<=[\da-z]) (?=Abs\.)|(?<=§) (?=\d)|(?<=\bAbs\.) (?=\d)|(?<=\bNr\.) (?=\d)"
    r"|(?<=\bArt\.) (?=\d)|(?<=\bSatz) (?=\d)|(?<=\bAnlage) (?=\d)"
    r"|(?<=\d) (?=€|Euro\b|Prozent\b|%)|(?<=\d\.) (?=(?:Januar|Februar|März|April|Mai|Juni|Juli"
    r"|August|September|Oktober|November|Dezember)\b)"
)
# A compiler keeps fonts and parsed files; it serves one letter at a time.
_one_at_a_time = threading.Lock()


class TypesettingFailed(Exception):
    """The template refused a letter; the message is the typesetter's."""


def typeset(letter: dict[str, Any], *, at: datetime) -> bytes:
    """Return a letter as PDF; `at` becomes the date of the file.

    :raises TypesettingFailed: when the typesetter refuses, for example for a missing title.
    """
    return bytes(_compile(letter, at, format="pdf", pdf_standards=STANDARDS))


def pictures(letter: dict[str, Any], *, at: datetime, ppi: float = 110.0) -> list[bytes]:
    """Return the pages of a letter as PNG, to look at them."""
    pages = _compile(letter, at, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _compile(letter: dict[str, Any], at: datetime, **options: Any) -> Any:
    data = json.dumps(_template_data(letter, at), ensure_ascii=False, sort_keys=True)
    try:
        with _one_at_a_time:
            return _compiler().compile(
                sys_inputs={"letter": data},
                timestamp=at.astimezone(UTC).replace(microsecond=0),
                **options,
            )
    except typst.TypstError as refusal:
        raise TypesettingFailed(refusal.message) from refusal


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(
        str(TEMPLATE), root=str(FOLDER), font_paths=fonts, ignore_system_fonts=True
    )


def _template_data(letter: dict[str, Any], at: datetime) -> dict[str, Any]:
    day = clock.day_of(at)
    attachment = json.dumps(letter["attachment"], ensure_ascii=False, sort_keys=True, indent=1)
    shown: dict[str, Any] = printable({k: v for k, v in letter.items() if k != "attachment"})
    return {
        **shown,
        "date": [day.year, day.month, day.day],
        "attachment": {
            "name": _ATTACHMENT_NAMES[letter["kind"]],
            "description": _DESCRIPTIONS[letter["kind"]],
            "content": attachment,
        },
    }


def printable(value: Any) -> Any:
    """Return plain data in which every character can be printed, `SUBSTITUTE` where none can.

    PDF/A and PDF/UA allow no character without a glyph, and the typesetter stops at one. A sign
    that our fonts lack (an emoji in a caseworker's own words) must not stop a decision.
    """
    if isinstance(value, str):
        known = _glyphs()
        value = _KEPT_TOGETHER.sub("\u00a0", value)
        return "".join(c if c in known else _substitute(c) for c in value)
    if isinstance(value, dict):
        return {key: printable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [printable(entry) for entry in value]
    return value


def _substitute(character: str) -> str:
    return " " if character.isspace() else "" if not character.isprintable() else SUBSTITUTE


@cache
def _glyphs() -> frozenset[str]:
    """Return every character that can be printed in both weights."""
    pairs = (("FiraSans-Regular", "FiraSans-SemiBold"), ("NotoSans-Regular", "NotoSans-Bold"))
    found = {"\n", "\u00ad"}
    for regular, bold in pairs:
        found |= _characters(regular) & _characters(bold)
    return frozenset(found)


def _characters(font_name: str) -> set[str]:
    with TTFont(FONTS / f"{font_name}.ttf") as font:
        return {chr(point) for point in font.getBestCmap()}
