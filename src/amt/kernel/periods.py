"""Periods and deadlines by sections 187 to 193 BGB, with the public holidays of a Land.

Pure functions over dates. Whether a day computed by a fiction of delivery moves to the next working
day differs between laws, so moving is a function of its own and never done in passing.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

LAND_BREMEN = "HB"


@dataclass(frozen=True, slots=True)
class Span:
    """A time from a first to a last day, both counted; no last day means open."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"span ends {self.end} before it starts {self.start}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as statutes state it."""

    days: int = 0
    weeks: int = 0
    months: int = 0
    years: int = 0


@lru_cache(maxsize=256)
def public_holidays(land: str, year: int) -> frozenset[date]:
    """Return the public holidays of a German Land in a year.

    :raises KeyError: when the Land is unknown.
    """
    try:
        return frozenset(holidays.country_holidays("DE", subdiv=land, years=year))
    except NotImplementedError:
        raise KeyError(land) from None


def is_working_day(day: date, land: str) -> bool:
    """Tell whether a day is no Saturday, Sunday or public holiday (section 193 BGB)."""
    return day.weekday() < 5 and day not in public_holidays(land, day.year)


def next_working_day(day: date, land: str) -> date:
    """Return the day itself, or the first working day after it (section 193 BGB)."""
    while not is_working_day(day, land):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """Return the day with the same number so many months on, or that month's last (188 (3) BGB)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def first_of_month(day: date) -> date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """Return the last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def period_end(event_on: date, period: Period) -> date:
    """Return the last day of a period that an event on a day sets running.

    The day of the event is not counted (section 187 (1) BGB); the period ends with the day that has
    the number or the name of the day of the event (section 188 (2)). Not moved to a working day.
    """
    end = add_months(event_on, period.months + 12 * period.years)
    return end + timedelta(days=period.days + 7 * period.weeks)


def deadline(event_on: date, period: Period, land: str) -> date:
    """Return the last day of a period, moved to a working day (sections 187, 188, 193 BGB)."""
    return next_working_day(period_end(event_on, period), land)
