"""Numbers that an administration gives and that carry their own check.

Each scheme reads what people type (spaces, points, lower case) into one stored form and writes it
as papers show it. Check digits come from `stdnum`; the two of social insurance, which it lacks, are
computed here (section 147 SGB VI with section 2 VKVV, section 290 SGB V).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from stdnum import lei
from stdnum.de import idnr, stnr, vat
from stdnum.exceptions import InvalidChecksum, ValidationError


class Scheme(StrEnum):
    """Which number a field asks for."""

    TAX_ID = "tax_id"
    """Identifikationsnummer of a natural person (section 139b AO)."""
    BUSINESS_ID = "business_id"
    """Wirtschafts-Identifikationsnummer (section 139c AO)."""
    VAT_ID = "vat_id"
    """Umsatzsteuer-Identifikationsnummer (section 27a UStG)."""
    TAX_NUMBER = "tax_number"
    """Steuernummer of a tax office."""
    PENSION_INSURANCE = "pension_insurance"
    """Versicherungsnummer of the pension insurance (section 147 SGB VI)."""
    HEALTH_INSURANCE = "health_insurance"
    """Krankenversichertennummer, the part that never changes (section 290 SGB V)."""
    COMMERCIAL_REGISTER = "commercial_register"
    """Register and number, with or without the court (sections 8 HGB, 55a BGB)."""
    LEI = "lei"
    """Legal Entity Identifier (ISO 17442)."""


class NotAnIdentifier(ValueError):
    """A text has not the shape of the number."""


class WrongCheckDigit(ValueError):
    """A text has the shape of the number, but one character was mistyped."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a number is read and written, and a number that nobody has as an example."""

    read: Callable[[str], str]
    write: Callable[[str], str]
    example: str
    has_digits_only: bool = False


def read_identifier(scheme: str, typed: str) -> str:
    """Return a number as it is stored.

    :raises NotAnIdentifier: when it has another shape.
    :raises WrongCheckDigit: when its check digit does not fit.
    """
    try:
        return _WAYS[Scheme(scheme)].read(typed)
    except InvalidChecksum as wrong:
        raise WrongCheckDigit(scheme) from wrong
    except ValidationError as wrong:
        raise NotAnIdentifier(scheme) from wrong


def written(scheme: str, value: str) -> str:
    """Return a stored number in the groups in which papers show it."""
    return _WAYS[Scheme(scheme)].write(value)


def example_of(scheme: str) -> str:
    """Return an invented number of this scheme as papers show it."""
    return _WAYS[Scheme(scheme)].example


def has_digits_only(scheme: str) -> bool:
    """Tell whether a phone may show its keyboard of digits."""
    return _WAYS[Scheme(scheme)].has_digits_only


def _compact(typed: str) -> str:
    return re.sub(r"[\s./,\-–]", "", typed).upper()


def _shaped(typed: str, shape: str, scheme: Scheme) -> str:
    text = _compact(typed)
    if not re.fullmatch(shape, text, re.ASCII):
        raise NotAnIdentifier(scheme)
    return text


def _read_tax_id(typed: str) -> str:
    return idnr.validate(_shaped(typed, r"[1-9]\d{10}", Scheme.TAX_ID))


def _read_business_id(typed: str) -> str:
    text = _shaped(typed, r"(DE)?\d{9}(\d{5})?", Scheme.BUSINESS_ID).removeprefix("DE")
    part = f"-{text[9:]}" if len(text) > 9 else ""
    return f"DE{vat.validate(text[:9])}{part}"


def _read_vat_id(typed: str) -> str:
    text = _shaped(typed, r"(DE)?\d{9}", Scheme.VAT_ID)
    return f"DE{vat.validate(text.removeprefix('DE'))}"


def _read_tax_number(typed: str) -> str:
    return stnr.validate(_shaped(typed, r"\d{10,13}", Scheme.TAX_NUMBER))


def _read_pension_insurance(typed: str) -> str:
    text = _shaped(typed, r"\d{8}[A-Z]\d{3}", Scheme.PENSION_INSURANCE)
    digits = f"{text[:8]}{_place_in_alphabet(text[8])}{text[9:11]}"
    if _cross_sums(digits, "212571212121") % 10 != int(text[11]):
        raise WrongCheckDigit(Scheme.PENSION_INSURANCE)
    return text


def _read_health_insurance(typed: str) -> str:
    text = _shaped(typed, r"[A-Z]\d{9}", Scheme.HEALTH_INSURANCE)
    digits = f"{_place_in_alphabet(text[0])}{text[1:9]}"
    if _cross_sums(digits, "1212121212") % 10 != int(text[9]):
        raise WrongCheckDigit(Scheme.HEALTH_INSURANCE)
    return text


_REGISTER = re.compile(
    r"(?P<court>[^\W\d_][^\d]{1,60}?)?[\s,]*\b(?P<kind>HRA|HRB|GNR|GSR|PR|VR)\b\s*"
    r"(?P<number>\d{1,6})(?:\s?(?P<suffix>[A-Z]{1,3}))?",
    re.IGNORECASE,
)
_REGISTER_NAMES = {"GNR": "GnR", "GSR": "GsR"}


def _read_commercial_register(typed: str) -> str:
    # "HRB12345" without a space is written as often as with one.
    spaced = re.sub(r"(?i)\b(HRA|HRB|GNR|GSR|PR|VR)(?=\d)", r"\1 ", " ".join(typed.split()))
    found = _REGISTER.fullmatch(spaced)
    if found is None or not found["number"].isascii() or not int(found["number"]):
        raise NotAnIdentifier(Scheme.COMMERCIAL_REGISTER)
    kind = found["kind"].upper()
    parts = (
        (found["court"] or "").strip(" ,"),
        _REGISTER_NAMES.get(kind, kind),
        str(int(found["number"])),
        (found["suffix"] or "").upper(),
    )
    return " ".join(part for part in parts if part)


def _read_lei(typed: str) -> str:
    return lei.validate(_shaped(typed, r"[A-Z0-9]{18}\d{2}", Scheme.LEI))


def _place_in_alphabet(letter: str) -> str:
    return f"{ord(letter) - ord('A') + 1:02d}"


def _cross_sums(digits: str, weights: str) -> int:
    """Add up the cross sums of the digits' products with their weights."""
    products = (int(digit) * int(weight) for digit, weight in zip(digits, weights, strict=True))
    return sum(product // 10 + product % 10 for product in products)


def _in_groups(*lengths: int) -> Callable[[str], str]:
    def write(value: str) -> str:
        parts, start = [], 0
        for length in lengths:
            parts.append(value[start : start + length])
            start += length
        return " ".join(part for part in [*parts, value[start:]] if part)

    return write


_WAYS: dict[Scheme, _Way] = {
    Scheme.TAX_ID: _Way(
        _read_tax_id, _in_groups(2, 3, 3, 3), "36 574 261 809", has_digits_only=True
    ),
    Scheme.BUSINESS_ID: _Way(_read_business_id, str, "DE123456788-00001"),
    Scheme.VAT_ID: _Way(_read_vat_id, str, "DE123456788"),
    Scheme.TAX_NUMBER: _Way(_read_tax_number, str, "181/815/08155", has_digits_only=True),
    Scheme.PENSION_INSURANCE: _Way(
        _read_pension_insurance, _in_groups(2, 6, 1, 3), "15 070649 C 103"
    ),
    Scheme.HEALTH_INSURANCE: _Way(_read_health_insurance, _in_groups(4, 3, 3), "A123 456 780"),
    Scheme.COMMERCIAL_REGISTER: _Way(_read_commercial_register, str, "Bremen HRB 12345"),
    Scheme.LEI: _Way(_read_lei, _in_groups(4, 4, 4, 4, 4), "9845 00AM TBRE MEN0 0037"),
}
