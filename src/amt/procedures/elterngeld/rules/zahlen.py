"""Numbers, days and months of life as German readers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def german(value: Decimal, least_places: int = 0) -> str:
    """Write a number with comma and points, with as many places as it has."""
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    text = f"{value:,.{max(places, least_places) if places else 0}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def german_euros(value: Decimal) -> str:
    """Write an amount: whole euros without places, else two or more."""
    return german(value, least_places=2)


def german_date(day: date) -> str:
    """Write a day as `18.11.2026`."""
    return day.strftime("%d.%m.%Y")


def spoken_months(first: int, last: int) -> str:
    """Write months of life as `3` or `3–5`."""
    return str(first) if first == last else f"{first}–{last}"
