"""Money, days, times and numbers in the language of the reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import translation

from amt.design import formats
from amt.design.tests.rendering import show

DAY = dt.date(2026, 11, 21)
MOMENT = dt.datetime(2026, 11, 21, 13, 30, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Amount:
    cents: int


def test_money_is_written_from_integer_cents() -> None:
    assert formats.money(123456) == "1.234,56\xa0€"
    assert formats.money(-5) == "-0,05\xa0€"
    assert formats.money(Amount(21700)) == "217,00\xa0€"
    with translation.override("en"):
        assert formats.money(123456) == "€1,234.56"


@pytest.mark.parametrize("wrong", [12.5, True, "12", Decimal(3)])
def test_money_refuses_what_is_not_cents(wrong: object) -> None:
    with pytest.raises(TypeError):
        formats.money(wrong)  # type: ignore[arg-type]


def test_days_are_written_in_the_language() -> None:
    assert formats.date_long(DAY) == "21. November 2026"
    assert formats.date_short(DAY) == "21.11.2026"
    with translation.override("en"):
        assert formats.date_long(DAY) == "21 November 2026"


def test_moments_are_written_in_local_time() -> None:
    assert formats.date_time(MOMENT) == "21. November 2026, 14:30 Uhr"
    assert formats.time_of_day(dt.time(8, 5)) == "08:05 Uhr"


def test_a_late_evening_in_world_time_is_the_next_day_here() -> None:
    late = dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC)

    assert formats.date_long(late) == "22. November 2026"


def test_remaining_days_are_said_in_words() -> None:
    assert formats.remaining(DAY, DAY) == "heute"
    assert formats.remaining(DAY + dt.timedelta(days=1), DAY) == "noch 1 Tag"
    assert formats.remaining(DAY + dt.timedelta(days=3), DAY) == "noch 3 Tage"
    assert formats.remaining(DAY - dt.timedelta(days=2), DAY) == "seit 2 Tagen vorbei"


def test_an_unknown_language_falls_back_to_german() -> None:
    with translation.override("xx"):
        assert formats.number(Decimal("1234.5")) == "1.234,5"


def test_filters_write_nothing_for_nothing() -> None:
    page = show(
        "{{ a|money }}{{ a|date_long }}{{ a|date_short }}{{ a|date_time }}{{ a|time_of_day }}"
        "{{ a|number }}{{ a|remaining:day }}",
        a=None,
        day=DAY,
    )

    assert page.html == ""


def test_filters_write_what_the_functions_write() -> None:
    page = show("{{ c|money }} {{ d|date_long }} {{ m|date_time }} {{ n|number }}",
                c=0, d=DAY, m=MOMENT, n=1234)  # fmt: skip

    assert page.html == ("0,00\xa0€ 21. November 2026 21. November 2026, 14:30 Uhr 1.234")
