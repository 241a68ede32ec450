"""The day on which a bank executes a run: in advance of the month that it pays.

Every TARGET holiday (1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December) is a public
holiday in all German Länder, so a working day of a Land is always a banking day.
"""

from __future__ import annotations

from datetime import date, timedelta

from amt.kernel.periods import first_of_month, is_working_day, next_working_day


def last_banking_day_before(month: date, land: str) -> date:
    """Return the last banking day before a month begins."""
    day = first_of_month(month) - timedelta(days=1)
    while not is_working_day(day, land):
        day -= timedelta(days=1)
    return day


def execution_day(month: date, today: date, land: str) -> date:
    """Return when a run for a month is executed: in advance, or as soon as it still can be.

    A file handed over today is executed on the next banking day at the earliest.
    """
    earliest = next_working_day(today + timedelta(days=1), land)
    return max(last_banking_day_before(month, land), earliest)
