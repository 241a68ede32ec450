"""Months of life of a child (§ 4 (2) BEEG), counted from the day of birth.

The day of birth is counted (§ 187 (2) sentence 2 BGB), so a month of life ends with the day before
the one that has the number of the day of birth, or with the last day of the month if that month
lacks it (§ 188 (2), (3) BGB, § 26 (1) SGB X). After a missing day the next month of life begins on
the first: a child of 29 February 2028 begins its 13th month of life on 1 March 2029. This differs
from `kernel.periods.add_months`, which would take the last day of the month.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from amt.kernel.periods import Span


def start_of(born_on: date, month: int) -> date:
    """Return the first day of a month of life; the first begins on the day of birth."""
    year, index = divmod(born_on.year * 12 + born_on.month - 1 + month - 1, 12)
    if born_on.day <= calendar.monthrange(year, index + 1)[1]:
        return date(year, index + 1, born_on.day)
    year, index = divmod(year * 12 + index + 1, 12)
    return date(year, index + 1, 1)


def span_of(born_on: date, first: int, last: int) -> Span:
    """Return the time from a month of life to another, both whole."""
    return Span(start_of(born_on, first), start_of(born_on, last + 1) - timedelta(days=1))


def month_of(born_on: date, day: date) -> int:
    """Return the month of life in which a day lies, 0 or less before the birth."""
    month = (day.year - born_on.year) * 12 + day.month - born_on.month + 1
    # The number of the calendar month is the month of life or one more than it.
    return month if start_of(born_on, month) <= day else month - 1
