"""Numbers with check digits: read as typed, stored in one form, one slip is found."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.forms import Field, FieldKind
from amt.contract.identifiers import (
    NotAnIdentifier,
    Scheme,
    WrongCheckDigit,
    example_of,
    has_digits_only,
    read_identifier,
    written,
)
from amt.contract.reading import Unreadable, read_field


@pytest.mark.parametrize("scheme", list(Scheme))
def test_example_of_each_number_is_accepted_and_written_back(scheme: Scheme) -> None:
    stored = read_identifier(scheme, example_of(scheme))

    assert read_identifier(scheme, stored) == stored
    assert read_identifier(scheme, written(scheme, stored)) == stored


@pytest.mark.parametrize(
    ("scheme", "typed", "stored"),
    [
        (Scheme.TAX_ID, "36574261809", "36574261809"),
        (Scheme.BUSINESS_ID, "de 123 456 788 – 00001", "DE123456788-00001"),
        (Scheme.BUSINESS_ID, "DE123456788", "DE123456788"),
        (Scheme.VAT_ID, "123456788", "DE123456788"),
        (Scheme.PENSION_INSURANCE, "15070649c103", "15070649C103"),
        (Scheme.HEALTH_INSURANCE, "a 123456780", "A123456780"),
        (Scheme.COMMERCIAL_REGISTER, "hrb12345 hb", "HRB 12345 HB"),
        (Scheme.COMMERCIAL_REGISTER, "Amtsgericht Bremen, VR 007", "Amtsgericht Bremen VR 7"),
        (Scheme.COMMERCIAL_REGISTER, "gnr 12", "GnR 12"),
    ],
)
def test_number_is_read_as_people_write_it(scheme: Scheme, typed: str, stored: str) -> None:
    assert read_identifier(scheme, typed) == stored


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        (Scheme.TAX_ID, "36574261808"),
        (Scheme.BUSINESS_ID, "DE123456789"),
        (Scheme.VAT_ID, "DE123456789"),
        (Scheme.PENSION_INSURANCE, "15070649C104"),
        (Scheme.HEALTH_INSURANCE, "A123456781"),
        (Scheme.LEI, "984500AMTBREMEN00038"),
    ],
)
def test_mistyped_digit_is_told_apart_from_a_wrong_shape(scheme: Scheme, typed: str) -> None:
    with pytest.raises(WrongCheckDigit):
        read_identifier(scheme, typed)
    with pytest.raises(NotAnIdentifier):
        read_identifier(scheme, typed[:-2])

    field = Field("x", FieldKind.IDENTIFIER, "case", scheme=scheme)
    with pytest.raises(Unreadable) as told:
        read_field(field, [typed])
    assert (told.value.code, told.value.values) == ("wrong_check_digit", (("scheme", scheme),))
    with pytest.raises(Unreadable) as told:
        read_field(field, [typed[:-2]])
    assert told.value.code == "not_an_identifier"


@pytest.mark.parametrize("typed", ["", "HRB", "HRB 0", "12345", "HRZ 1", "HRB 1234567"])
def test_what_is_no_register_number_is_refused(typed: str) -> None:
    with pytest.raises(NotAnIdentifier):
        read_identifier(Scheme.COMMERCIAL_REGISTER, typed)


def test_phones_show_digits_only_where_there_are_only_digits() -> None:
    assert has_digits_only(Scheme.TAX_ID)
    assert not has_digits_only(Scheme.PENSION_INSURANCE)


@given(scheme=st.sampled_from(Scheme), typed=st.text(max_size=40))
def test_no_text_breaks_a_number(scheme: Scheme, typed: str) -> None:
    with suppress(NotAnIdentifier, WrongCheckDigit):
        stored = read_identifier(scheme, typed)
        assert read_identifier(scheme, stored) == stored


@given(
    scheme=st.sampled_from([Scheme.TAX_ID, Scheme.HEALTH_INSURANCE]),
    place=st.integers(0, 11),
    digit=st.sampled_from("0123456789"),
)
def test_one_wrong_digit_is_always_found(scheme: Scheme, place: int, digit: str) -> None:
    right = read_identifier(scheme, example_of(scheme))
    place %= len(right)
    if not right[place].isdigit() or right[place] == digit:
        return
    with pytest.raises((NotAnIdentifier, WrongCheckDigit)):
        read_identifier(scheme, f"{right[:place]}{digit}{right[place + 1 :]}")
