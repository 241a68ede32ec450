"""Time can be set in tests and in the demo, and only there."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from amt.kernel import clock

MOMENT = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def real_now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def test_a_set_moment_is_now_and_the_day_is_berlins() -> None:
    with clock.moment_set(MOMENT):
        assert clock.now() == MOMENT
        assert clock.today() == date(2027, 1, 1)
        assert clock.day_of(MOMENT) == date(2027, 1, 1)


def test_the_clock_of_a_demo_runs_on_from_where_it_was_put(
    settings: Settings, tmp_path: Path
) -> None:
    settings.AMT = replace(settings.AMT, clock_file=tmp_path / "clock.json")
    assert abs(clock.now() - real_now()) < timedelta(seconds=5)
    clock.move_to(MOMENT)
    assert timedelta() <= clock.now() - MOMENT < timedelta(seconds=5)


def test_production_has_no_settable_clock() -> None:
    assert settings.AMT.clock_file is None
    with pytest.raises(clock.ClockCannotBeSet):
        clock.move_to(MOMENT)
