"""Decimals, and what is stored once and read for ever."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.answers import Problem, check_form
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group
from amt.contract.reading import Unreadable, read_field

AREA = Field("area", FieldKind.DECIMAL, "case", places=2, minimum=0, maximum=2000)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("54,5", "54.5"), ("54.5", "54.5"), ("54,50", "54.5"), ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"), ("1,234.5", "1234.5"), ("1.234", "1234"), ("54,5 m²", "54.5"),
        ("54,5qm", "54.5"), ("0", "0"), ("0,00", "0"), ("007", "7"),
    ],
)  # fmt: skip
def test_decimal_is_read_as_people_write_it(typed: str, stored: str) -> None:
    assert read_field(AREA, [typed]) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("viel", "not_a_decimal"), ("1,2,3", "not_a_decimal"), ("1e3", "not_a_decimal"),
        ("NaN", "not_a_decimal"), ("9" * 30, "not_a_decimal"), ("1,234", "too_many_places"),
        ("-1", "too_small"), ("2000,01", "too_large"),
    ],
)  # fmt: skip
def test_decimal_that_does_not_fit_is_told(typed: str, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_field(AREA, [typed])
    assert told.value.code == code


@given(st.decimals(-9999, 9999, places=3))
def test_decimal_written_in_german_is_read_exactly(number: Decimal) -> None:
    field = Field("x", FieldKind.DECIMAL, "case", places=3)
    assert Decimal(read_field(field, [str(number).replace(".", ",")])) == number


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (FieldKind.DECIMAL, "viel", "not_a_decimal"),
        (FieldKind.DECIMAL, "2001", "too_large"),
        (FieldKind.DATE, "2026-02-31", "not_a_date"),
        (FieldKind.DATE, "1.9.2026", "not_a_date"),
        (FieldKind.IDENTIFIER, "36 574 261 809", "not_an_identifier"),
        (FieldKind.PARTIAL_DATE, "2026-13", "not_a_partial_date"),
        (FieldKind.IDENTIFIER, "36574261808", "wrong_check_digit"),
    ],
)
def test_stored_answer_that_nobody_could_have_typed_is_found(
    kind: FieldKind, value: str, code: str
) -> None:
    field = Field("x", kind, "case", scheme="tax_id", maximum=2000)
    form = Form("f", 1, (FormStep("s", (Group("g", (field,)),)),))
    assert [problem.code for problem in check_form(form, {"x": value})] == [code]


def test_half_a_character_is_refused() -> None:
    with pytest.raises(Unreadable) as told:
        read_field(Field("x", FieldKind.TEXT, "case"), ["a\ud800"])
    assert told.value.code == "forbidden_character"


def test_number_that_is_no_number_is_a_problem_and_no_fault() -> None:
    form = Form("f", 1, (FormStep("s", (Group("g", (AREA,)),)),))
    assert check_form(form, {"area": [1]}) == [Problem("area", "not_a_decimal")]


def test_stored_thousandths_stay_thousandths() -> None:
    field = Field("x", FieldKind.DECIMAL, "case", places=3, maximum=2)
    form = Form("f", 1, (FormStep("s", (Group("g", (field,)),)),))
    assert check_form(form, {"x": "1.234"}) == []
