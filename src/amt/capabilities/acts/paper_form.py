"""Setting a form to write on: plain data in, PDF/A-3a and PDF/UA-1 with a code on every page out.

It is set twice: how many pages there are, and which questions stand on which, is known after the
first time and goes into the codes of the second. The typesetter refuses what is not accessible.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import typst
import zxingcpp

from amt.capabilities.acts.typesetting import (
    FONTS,
    TypesettingFailed,
    printable,
)
from amt.kernel import clock

FOLDER = Path(__file__).resolve().parent / "paper"
TEMPLATE = FOLDER / "form.typ"
QUIET_ZONE = 4
"""Modules of white around a code, as ISO/IEC 18004 asks."""
ERROR_LEVEL = "Q"
"""A quarter of a code may be lost to a stamp or a coffee cup."""

_ANY_SERIAL = "XXXX-XXXX-XXXX"
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a form: its number, how many there are, and which steps stand on it."""

    number: int
    count: int
    first_step: int
    last_step: int


CodeOf = Callable[[Sheet], str]
"""Returns the text of the code of a page."""


def typeset_form(form: Mapping[str, Any], *, code_of: CodeOf, at: datetime) -> bytes:
    """Return a form as PDF; `code_of` says what the code of each page holds.

    :raises TypesettingFailed: when the typesetter refuses.
    """
    day = clock.day_of(at)
    shown = {**printable(dict(form)), "date": [day.year, day.month, day.day]}
    sheets = _sheets(_sent(shown | {"codes": [_code("AMT", 1, 1)], "serial": _ANY_SERIAL}))
    codes = [_code(code_of(one), one.number, one.count) for one in sheets]
    return _pdf(_sent(shown | {"codes": codes}), at)


def code_picture(text: str) -> str:
    """Return a code as SVG, with its quiet zone."""
    matrix = zxingcpp.create_barcode(text, zxingcpp.QRCode, ec_level=ERROR_LEVEL).to_image(scale=1)
    rows = np.asarray(matrix)
    size = len(rows)
    dark = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y in range(size)
        for x in range(size)
        if rows[y, x] == 0
    )
    whole = size + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">'
        f'<rect width="{whole}" height="{whole}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )


def _code(text: str, number: int, count: int) -> dict[str, str]:
    return {"svg": code_picture(text), "alt": f"Code, {number}/{count}"}


@lru_cache(maxsize=64)
def _sheets(sent: str) -> tuple[Sheet, ...]:
    """Return the pages with the steps on them; a page without a mark goes on with the step.

    Two prints of the same blank form differ in their serial alone, so this is asked once.
    """
    with _one_at_a_time:
        marks = json.loads(_run(lambda c: c.query("<step-at>", field="value"), sent))
    count = marks[-1]["page"]
    found: list[Sheet] = []
    begun = 0
    for number in range(1, count + 1):
        here = [mark["step"] for mark in marks if mark["page"] == number and mark["step"] >= 0]
        over = [m["step"] for m in marks[0::2] if m["page"] < number and m["step"] >= 0]
        ended = [m["step"] for m in marks[1::2] if m["page"] < number and m["step"] >= 0]
        still = sorted(set(over) - set(ended))
        on_it = sorted({*here, *still}) or [begun]
        begun = on_it[-1]
        found.append(Sheet(number, count, on_it[0], on_it[-1]))
    return tuple(found)


def _pdf(sent: str, at: datetime) -> bytes:
    moment = at.astimezone(UTC).replace(microsecond=0)
    with _one_at_a_time:
        return bytes(
            _run(
                lambda c: c.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=moment),
                sent,
            )
        )


def _sent(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _run(deed: Callable[[typst.Compiler], Any], sent: str) -> Any:
    compiler = typst.Compiler(
        str(TEMPLATE),
        root=str(FOLDER),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"form": sent},
    )
    try:
        return deed(compiler)
    except typst.TypstError as refusal:
        raise TypesettingFailed(refusal.message) from refusal


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
