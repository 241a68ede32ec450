"""Numbers as they are written in German: `1.234,56`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache


# One calculation writes the same amounts again and again; equal numbers are written alike.
@lru_cache(maxsize=8192)
def german(value: Decimal | int, places: int = 2) -> str:
    """Return a number exactly, with at least so many places and no more than it needs."""
    # A true minus sign, as in the formulas: a hyphen is easily overlooked.
    whole, _, fraction = f"{value:,f}".replace("-", "−").partition(".")
    fraction = fraction.rstrip("0").ljust(places, "0")
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def german_euros(value: Decimal | int) -> str:
    """Return an amount with the sign of the euro; full euros without places."""
    is_full = value == value.__trunc__()
    return f"{german(value.__trunc__() if is_full else value, 0 if is_full else 2)} €"


def german_date(day: date) -> str:
    """Return a day as `31.12.2026`, which reads the same in every language here."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII")
"""Mietenstufen as the law writes them."""
