"""Money, dates and numbers as a person reads them, in the active language (Unicode CLDR via Babel).

Called by the template filters of `{% load design %}`; amounts are integer cents.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Protocol, runtime_checkable

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

# Plain "en" means American dates in CLDR; the office writes day before month.
_REGIONS = {"en": "en_GB"}


@runtime_checkable
class HasCents(Protocol):
    """An amount of money that knows its integer cents."""

    @property
    def cents(self) -> int:
        """The amount in integer cents."""


_MOST_DECIMALS = 12


def active_locale() -> Locale:
    """Return the CLDR locale of the active language, German where it is unknown to CLDR."""
    language = (get_language() or "de").split("-")[0]
    try:
        return Locale.parse(_REGIONS.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("de")


def money(amount: int | HasCents) -> str:
    """Write an amount of integer cents in euros, with a blank that does not break.

    :raises TypeError: when the amount is a float, a truth value or no number of cents.
    """
    cents = amount.cents if isinstance(amount, HasCents) else amount
    if isinstance(cents, bool) or not isinstance(cents, int):
        message = f"money takes integer cents, not {type(cents).__name__}"
        raise TypeError(message)
    return format_currency(Decimal(cents) / 100, "EUR", locale=active_locale())


def number(value: Decimal | float) -> str:
    """Write a number with the separators of the language."""
    return format_decimal(value, locale=active_locale())


def decimal(value: Decimal) -> str:
    """Write a number with all decimals that it has: 1.234,5."""
    pattern = "#,##0." + "#" * _MOST_DECIMALS
    return format_decimal(value, format=pattern, locale=active_locale())


def month_long(year: int, month: int) -> str:
    """Write a month of a year: September 1998."""
    return format_date(dt.date(year, month, 1), format="MMMM y", locale=active_locale())


def _local(value: dt.date) -> dt.date:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def date_long(value: dt.date) -> str:
    """Write a day with the name of its month: 21. November 2026."""
    return format_date(_local(value), format="long", locale=active_locale())


def date_short(value: dt.date) -> str:
    """Write a day in figures: 21.11.2026."""
    locale = active_locale()
    pattern = "dd.MM.yyyy" if locale.language == "de" else "short"
    return format_date(_local(value), format=pattern, locale=locale)


def time_of_day(value: dt.datetime | dt.time) -> str:
    """Write a time: 14:30 Uhr."""
    moment = _local(value) if isinstance(value, dt.datetime) else value
    written = format_time(moment, format="HH:mm", locale=active_locale())  # type: ignore[arg-type]
    return gettext("%(time)s Uhr") % {"time": written}


def date_time(value: dt.datetime) -> str:
    """Write day and time: 21. November 2026, 14:30 Uhr."""
    return f"{date_long(value)}, {time_of_day(value)}"


def remaining(due_on: dt.date, today: dt.date) -> str:
    """Say how far away a day is: noch 3 Tage, heute, seit 2 Tagen vorbei."""
    days = (due_on - today).days
    if days == 0:
        return gettext("heute")
    if days > 0:
        return ngettext("noch %(days)s Tag", "noch %(days)s Tage", days) % {"days": days}
    return ngettext("seit %(days)s Tag vorbei", "seit %(days)s Tagen vorbei", -days) % {
        "days": -days
    }
