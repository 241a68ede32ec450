"""Days as people write them, whole or in part."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract import days
from amt.contract.forms import Field, FieldKind
from amt.contract.reading import Unreadable, read_field


@pytest.mark.parametrize(
    "typed",
    [
        "21.09.1998", "21.9.98", "21/9/1998", "21-9-1998", "21 . 9 . 1998", "1998-09-21",
        "21091998", "210998", "19980921", "21. September 1998", "21 Sept. 1998", "21.sep.1998",
        "1998-09-21T00:00:00",
    ],
)  # fmt: skip
def test_day_is_read_in_every_usual_form(typed: str) -> None:
    assert days.read_day(typed) == "1998-09-21"
    assert days.read_partial(typed) == "1998-09-21"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1998", "1998"),
        ("09.1998", "1998-09"),
        ("9/1998", "1998-09"),
        ("1998-09", "1998-09"),
        ("091998", "1998-09"),
        ("September 1998", "1998-09"),
        ("Jänner 1998", "1998-01"),
        ("may 1998", "1998-05"),
        ("00.00.1998", "1998"),
        ("00.09.1998", "1998-09"),
    ],
)
def test_part_of_a_day_is_kept_as_far_as_it_is_known(typed: str, stored: str) -> None:
    assert days.read_partial(typed) == stored
    with pytest.raises(days.NotADay):
        days.read_day(typed)


@pytest.mark.parametrize("typed", ["", "31.2.2026", "1.13.2026", "gestern", "0000", "1", "32"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    for read in (days.read_day, days.read_partial):
        with pytest.raises(days.NotADay):
            read(typed)


@pytest.mark.parametrize("kind", [FieldKind.DATE, FieldKind.PARTIAL_DATE])
def test_field_tells_what_is_no_day(kind: FieldKind) -> None:
    with pytest.raises(Unreadable) as told:
        read_field(Field("x", kind, "case"), ["morgen"])
    assert told.value.code == f"not_a_{kind.value}"


@given(st.dates())
def test_written_day_is_read_as_the_same_day(day: date) -> None:
    iso = day.isoformat()
    for kept in (iso, iso[:7], iso[:4]):
        assert days.read_partial(days.written(kept)) == kept
    assert days.read_day(days.written(iso)) == iso


@given(st.text(max_size=30))
def test_no_text_breaks_a_day(typed: str) -> None:
    with suppress(days.NotADay):
        kept = days.read_partial(typed)
        assert days.read_partial(days.written(kept)) == kept
