"""Whether a text is an account number of the SEPA area (ISO 13616: shape and check digits)."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)


def tidy(typed: str) -> str:
    """Return an IBAN without spaces, in capitals."""
    return re.sub(r"\s", "", typed).upper()


def is_iban(iban: str) -> bool:
    """Tell whether shape, length (for Germany) and check digits fit."""
    if not _SHAPE.fullmatch(iban) or (iban.startswith("DE") and len(iban) != 22):
        return False
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def ending(iban: str) -> str:
    """Return the last four characters, by which a person knows an account again."""
    return iban[-4:]
