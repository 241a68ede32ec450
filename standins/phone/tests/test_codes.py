"""The phone shows the codes that authenticators show."""

from __future__ import annotations

import base64

import pytest

from standins.phone.__main__ import page
from standins.phone.codes import code_at, seconds_left

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_of_the_standard_come_out(moment: int, code: str) -> None:
    """RFC 6238, appendix B, last six digits."""
    assert code_at(SECRET, moment) == code


def test_a_code_holds_for_thirty_seconds() -> None:
    assert seconds_left(60) == 30
    assert seconds_left(89.9) == 1


def test_the_page_shows_name_and_code_and_escapes() -> None:
    shown = page([{"name": "<b>Ada</b>", "login": "ada@amt.example", "secret": SECRET}], 59)
    assert "287082" in shown
    assert "<b>Ada" not in shown
