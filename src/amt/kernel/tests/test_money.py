"""Amounts are exact, and read as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.kernel.money import Money, NotAnAmount

CENTS = st.integers(min_value=0, max_value=10**12)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("512,30", 51230),
        ("512.30", 51230),
        ("512", 51200),
        ("1.234", 123400),
        ("1.234,5", 123450),
        ("1,234.50", 123450),
        ("1 234,50 €", 123450),
        ("€ 12", 1200),
        ("12 EUR", 1200),
        ("0,05", 5),
    ],
)
def test_money_is_read_as_people_type_it(typed: str, cents: int) -> None:
    assert Money.parse(typed) == Money(cents)


@pytest.mark.parametrize(
    "typed", ["", "abc", "-5", "1,234,5", "12,345", "1e5", "NaN", "١٢", "1.2.3"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAmount):
        Money.parse(typed)


@given(CENTS)
def test_a_printed_amount_reads_back_the_same(cents: int) -> None:
    assert Money.parse(str(Money(cents))) == Money(cents)


@given(CENTS, CENTS)
def test_sums_are_exact(one: int, other: int) -> None:
    assert (Money(one) + Money(other)) - Money(other) == Money(one)


def test_half_a_cent_is_rounded_up() -> None:
    assert Money.from_euros(Decimal("0.005")) == Money(1)
    assert Money.from_euros(Decimal("0.00499")) == Money(0)


def test_what_is_not_finite_is_no_amount() -> None:
    with pytest.raises(NotAnAmount):
        Money.from_euros(Decimal("Infinity"))


def test_amounts_multiply_and_know_nought() -> None:
    assert Money(250) * 12 == Money(3000)
    assert not Money(0)
    assert str(Money(-123456)) == "-1.234,56 €"
    assert Money(123456).euros == Decimal("1234.56")
