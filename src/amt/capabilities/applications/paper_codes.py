"""The code on each page of a paper form: which form and version, which page, which print.

Capitals and few signs, so that the code stays coarse enough for a bad scanner. The check is no
secret: it tells our codes from others and damaged ones from whole ones. What a code may open is
decided by what we know of its print, never by the code alone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_MARK = "AMT1"
_KEY = re.compile(r"[a-z][a-z0-9_]{0,79}")
_SERIAL = re.compile(r"[3-9A-HJKMNP-TV-Z]{4}-[3-9A-HJKMNP-TV-Z]{4}-[3-9A-HJKMNP-TV-Z]{4}")
_NUMBER = re.compile(r"[0-9]{1,4}")
_PARTS = 9
_CHECK_LENGTH = 6
MOST_PAGES = 200


class NoPageCode(ValueError):
    """A text is no code of a page of ours."""


@dataclass(frozen=True, slots=True)
class PageCode:
    """What the code of a page says; pages are counted from one, steps from nought.

    `serial` is that of one print; whoever copies a blank form copies it, too.
    """

    procedure_key: str
    form_key: str
    version: int
    page: int
    pages: int
    first_step: int
    last_step: int
    serial: str


def encode(code: PageCode) -> str:
    """Return the text of a code, in capitals, digits and signs that need few dots."""
    body = "/".join(
        (
            _MARK,
            _shout(code.procedure_key),
            _shout(code.form_key),
            str(code.version),
            str(code.page),
            str(code.pages),
            f"{code.first_step}-{code.last_step}",
            code.serial,
        )
    )
    return f"{body}/{_check(body)}"


def parse(text: str) -> PageCode:
    """Return what a code says. :raises NoPageCode: when it is none of ours, or damaged."""
    body, _slash, check = text.strip().rpartition("/")
    parts = body.split("/")
    if len(parts) != _PARTS - 1 or parts[0] != _MARK or check != _check(body):
        raise NoPageCode(text[:80])
    _mark, procedure_key, form_key, version, page, pages, steps, serial = parts
    first, _dash, last = steps.partition("-")
    keys = (_whisper(procedure_key), _whisper(form_key))
    numbers = (version, page, pages, first, last)
    if (
        not all(_KEY.fullmatch(key) for key in keys)
        or not all(_NUMBER.fullmatch(number) for number in numbers)
        or not _SERIAL.fullmatch(serial)
    ):
        raise NoPageCode(text[:80])
    found = PageCode(
        procedure_key=keys[0],
        form_key=keys[1],
        version=int(version),
        page=int(page),
        pages=int(pages),
        first_step=int(first),
        last_step=int(last),
        serial=serial,
    )
    if not 1 <= found.page <= found.pages <= MOST_PAGES or found.first_step > found.last_step:
        raise NoPageCode(text[:80])
    return found


def _shout(key: str) -> str:
    return key.upper().replace("_", "+")


def _whisper(key: str) -> str:
    return key.lower().replace("+", "_")


def _check(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:_CHECK_LENGTH].upper()
