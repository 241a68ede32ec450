"""Reading one answer as people type it, and its limits.

Accepts what people write (spaces, commas and points, short dates) and yields one stored form: JSON
values, money as cents, days as ISO text, decimals as text. What cannot be read is told by a code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from amt.contract import days
from amt.contract.forms import Field, FieldKind
from amt.contract.identifiers import NotAnIdentifier, WrongCheckDigit, read_identifier
from amt.kernel.money import Money, NotAnAmount

LONGEST_NUMBER = 4


class Unreadable(ValueError):
    """A text cannot be read as what the field asks for."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = tuple(values.items())


def read_field(field: Field, raw: Sequence[str]) -> Any:
    """Read one answer; None means not answered.

    :raises Unreadable: with code `required`, `not_a_number`, `not_an_amount`, `not_a_date`,
        `not_a_partial_date`, `not_a_decimal`, `too_many_places`, `not_an_option`, `not_an_email`,
        `not_a_phone`, `not_an_iban`, `not_an_identifier`, `wrong_check_digit`, `not_a_postcode`,
        `too_long`, `too_small`, `too_large`, `forbidden_character`, `must_be_declared`.
    """
    if field.kind is FieldKind.CHOICES:
        return _read_choices(field, raw)
    typed = unicodedata.normalize("NFC", raw[-1]).strip() if raw else ""
    if field.kind is FieldKind.DECLARATION:
        if typed not in ("yes", "on", "true") and field.required:
            raise Unreadable("must_be_declared")
        return True if typed in ("yes", "on", "true") else None
    if not typed:
        if field.required:
            raise Unreadable("required")
        return None
    if len(typed) > 20_000 or any(
        unicodedata.category(c) in ("Cc", "Cs") and c not in "\r\n\t" for c in typed
    ):
        raise Unreadable("forbidden_character")
    value = _read_typed(field, typed)
    check_limits(field, value)
    return value


def _read_choices(field: Field, raw: Sequence[str]) -> list[str] | None:
    chosen = [value for value in dict.fromkeys(raw) if value]
    if any(value not in field.options for value in chosen):
        raise Unreadable("not_an_option")
    if not chosen and field.required:
        raise Unreadable("required")
    # In the form's order, so that the same answers are the same whatever was ticked first.
    return [option for option in field.options if option in chosen] or None


def _read_typed(field: Field, typed: str) -> Any:
    match field.kind:
        case FieldKind.LONG_TEXT:
            return typed
        case FieldKind.DECIMAL:
            return _read_decimal(typed, field.places)
        case FieldKind.IDENTIFIER:
            return _read_identifier(typed, field.scheme)
    return _READERS.get(field.kind, _read_line)(typed)


def _read_line(typed: str) -> str:
    return " ".join(typed.split())


def _read_integer(typed: str) -> int:
    digits = typed.replace(" ", "")
    if not re.fullmatch(r"-?\d{1,9}", digits, re.ASCII):
        raise Unreadable("not_a_number")
    return int(digits)


def _read_money(typed: str) -> int:
    try:
        amount = Money.parse(typed)
    except NotAnAmount:
        raise Unreadable("not_an_amount") from None
    if amount.cents > 10**11:
        raise Unreadable("too_large", maximum=10**11)
    return amount.cents


_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
_COMMA = re.compile(r"-?\d+(,\d+)?", re.ASCII)
_POINT = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)\.\d+", re.ASCII)
_UNIT = re.compile(r"\s*(m²|qm|%)$", re.IGNORECASE)
_LONGEST_DECIMAL = 24


def _read_decimal(typed: str, places: int) -> str:
    """Read `54,5`, `54.5`, `1.234,5`, `1 234,5`, `54,5 m²`.

    A point followed by three digits separates thousands, as German readers expect.
    """
    text = re.sub(r"(?<=\d)\s(?=\d{3})", "", _UNIT.sub("", typed).replace("\u2212", "-"))
    if len(text) > _LONGEST_DECIMAL:
        raise Unreadable("not_a_decimal")
    if _THOUSANDS.fullmatch(text) or _COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _POINT.fullmatch(text):
        text = text.replace(",", "")
    else:
        raise Unreadable("not_a_decimal")
    number = Decimal(text)
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if len(plain.partition(".")[2]) > places:
        raise Unreadable("too_many_places", places=places)
    return "0" if plain in ("-0", "0") else plain


def _read_identifier(typed: str, scheme: str) -> str:
    try:
        return read_identifier(scheme, typed)
    except WrongCheckDigit:
        raise Unreadable("wrong_check_digit", scheme=scheme) from None
    except NotAnIdentifier:
        raise Unreadable("not_an_identifier", scheme=scheme) from None


def _read_date(typed: str) -> str:
    try:
        return days.read_day(typed)
    except days.NotADay:
        raise Unreadable("not_a_date") from None


def _read_partial_date(typed: str) -> str:
    try:
        return days.read_partial(typed)
    except days.NotADay:
        raise Unreadable("not_a_partial_date") from None


def _read_yes_no(typed: str) -> bool:
    if typed not in ("yes", "no"):
        raise Unreadable("not_an_option")
    return typed == "yes"


def _read_email(typed: str) -> str:
    if not re.fullmatch(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s.<>\"',;]{2,}", typed):
        raise Unreadable("not_an_email")
    return typed


def _read_phone(typed: str) -> str:
    digits = re.sub(r"[\s/().-]", "", typed)
    if not re.fullmatch(r"\+?\d{4,18}", digits, re.ASCII):
        raise Unreadable("not_a_phone")
    return typed


def _read_iban(typed: str) -> str:
    iban = re.sub(r"\s", "", typed).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban, re.ASCII):
        raise Unreadable("not_an_iban")
    if iban.startswith("DE") and len(iban) != 22:
        raise Unreadable("not_an_iban")
    rearranged = iban[4:] + iban[:4]
    if int("".join(str(int(c, 36)) for c in rearranged)) % 97 != 1:
        raise Unreadable("not_an_iban")
    return iban


def _read_postcode(typed: str) -> str:
    if not re.fullmatch(r"\d{5}", typed, re.ASCII):
        raise Unreadable("not_a_postcode")
    return typed


_READERS: dict[FieldKind, Callable[[str], Any]] = {
    FieldKind.INTEGER: _read_integer,
    FieldKind.MONEY: _read_money,
    FieldKind.DATE: _read_date,
    FieldKind.PARTIAL_DATE: _read_partial_date,
    FieldKind.YES_NO: _read_yes_no,
    FieldKind.EMAIL: _read_email,
    FieldKind.PHONE: _read_phone,
    FieldKind.IBAN: _read_iban,
    FieldKind.POSTCODE: _read_postcode,
}


def check_stored(field: Field, value: Any) -> None:
    """Check a stored answer: one that nobody could have typed is found, too.

    :raises Unreadable: when it is wrong.
    """
    match field.kind:
        case FieldKind.DATE | FieldKind.PARTIAL_DATE | FieldKind.IDENTIFIER:
            if _read_typed(field, str(value)) != value:
                raise Unreadable(_CODES[field.kind], scheme=field.scheme)
        case FieldKind.DECIMAL:
            # A point is always one of decimals here, so it is not read as if it were typed.
            if not isinstance(value, str) or not _STORED_DECIMAL.fullmatch(value):
                raise Unreadable("not_a_decimal")
    check_limits(field, value)


_STORED_DECIMAL = re.compile(r"-?\d{1,24}(\.\d{1,24})?", re.ASCII)
_CODES = {
    FieldKind.DATE: "not_a_date",
    FieldKind.PARTIAL_DATE: "not_a_partial_date",
    FieldKind.IDENTIFIER: "not_an_identifier",
}


def check_limits(field: Field, value: Any) -> None:
    """Check what was read. :raises Unreadable: when it is too long, too small, too large."""
    if isinstance(value, str) and len(value) > field.max_length:
        raise Unreadable("too_long", maximum=field.max_length)
    number = _number(field, value)
    if number is not None:
        if field.minimum is not None and number < field.minimum:
            raise Unreadable("too_small", minimum=field.minimum)
        if field.maximum is not None and number > field.maximum:
            raise Unreadable("too_large", maximum=field.maximum)
    if field.kind is FieldKind.CHOICE and not _is_option(field, value):
        raise Unreadable("not_an_option")


def _number(field: Field, value: Any) -> Decimal | None:
    """Return what limits are about, or None for what is no number."""
    if field.kind is FieldKind.DECIMAL or (isinstance(value, int) and not isinstance(value, bool)):
        return Decimal(value)
    return None


def _is_option(field: Field, value: Any) -> bool:
    if field.entries_of and not field.options:
        # Read away from its page, where nobody knows how many people are named.
        return str(value).isdigit() and len(str(value)) < LONGEST_NUMBER
    return value in field.options
