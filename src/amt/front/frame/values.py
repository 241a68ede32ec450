"""Figures of a calculation and answers of a form, written for a reader in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amt.capabilities.applications.queries import answer_text, label_of
from amt.contract.assessment import Unit
from amt.design import formats
from amt.kernel.money import Money

__all__ = ["answer_text", "label_of", "step_value", "term_sentence"]

_DECIMALS_SHOWN = 10
_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
"""Levels are written as statutes number them, so in texts and in acts too."""


def step_value(value: Decimal, unit: Unit) -> str:
    """Write the exact value of a step with its unit; decimals the law has are not rounded away."""
    match unit:
        case Unit.EURO:
            return _euros(value)
        case Unit.EURO_PER_MONTH:
            return _("%(amount)s im Monat") % {"amount": _euros(value)}
        case Unit.EURO_PER_YEAR:
            return _("%(amount)s im Jahr") % {"amount": _euros(value)}
        case Unit.PERCENT:
            return _("%(number)s Prozent") % {"number": _plain(value)}
        case Unit.PERSONS:
            return ngettext("%(n)s Person", "%(n)s Personen", int(value)) % {"n": _plain(value)}
        case Unit.LEVEL:
            return _("Stufe %(number)s") % {"number": _ROMAN[int(value)]}
    return _plain(value)


def term_sentence(text: str, values: Mapping[str, str]) -> str:
    """Fill the sentence of a term: days of the law are written as its readers write them."""
    try:
        return text.format(**{name: _day(value) for name, value in values.items()})
    except (KeyError, IndexError):
        return text


def _day(value: str) -> str:
    try:
        return formats.date_long(date.fromisoformat(value))
    except ValueError:
        return value


def _euros(value: Decimal) -> str:
    cents = value * 100
    if cents == cents.to_integral_value():
        return formats.money(Money.from_euros(value))
    return f"{_plain(value)}\N{NO-BREAK SPACE}€"


def _plain(value: Decimal) -> str:
    text: str = format_decimal(
        value, format="#,##0." + "#" * _DECIMALS_SHOWN, locale=formats.active_locale()
    )
    return text
