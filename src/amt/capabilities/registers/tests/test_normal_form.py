"""Two ways of writing the same are the same, and different things stay different."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.capabilities.registers.normal_form import day, is_same, street, word

NAMES = st.text(st.characters(categories=("L", "Mn", "Zs", "Pd")), max_size=40)
LATIN = st.text("abcäöüßéèçşğıłđøåæœþñőűžčřķģļţ -'", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("attribute", "one", "other"),
    [
        ("family_name", "Yıldız-Behrens", "YILDIZ BEHRENS"),
        ("family_name", "Müller", "Mueller"),
        ("family_name", "Weiß", "WEISS"),
        ("family_name", "D’Acunto", "D'Acunto"),
        ("family_name", "Żukowiak", "Zukowiak"),
        ("family_name", "Mu\u0308ller", "Müller"),
        ("family_name", "İzgi", "izgi"),
        ("given_name", "Fatma", "Fatma Aylin"),
        ("given_names", "Karl-Heinz", "Karl Heinz"),
        ("street", "Musterstraße", "Musterstr."),
        ("street", "Muster Straße", "musterstrasse"),
        ("street_line", "Musterstr. 12a", "Musterstraße 12 a"),
        ("street_line", "Musterstr 12", "Musterstraße 12"),
        ("street_line", "Alter Pl. 4", "Alter Platz 4"),
        ("street", "St. Jürgen-Straße", "Sankt-Jürgen-Str."),
        ("house_number", "12 A", "12a"),
        ("birth_date", "14.3.1987", "1987-03-14"),
        ("city", " Bremen ", "bremen"),
        ("birth_name", "", None),
    ],
)
def test_two_ways_of_writing_are_the_same(attribute: str, one: str, other: object) -> None:
    assert is_same(attribute, one, other)
    assert is_same(attribute, other, one)


@pytest.mark.parametrize(
    ("attribute", "one", "other"),
    [
        ("family_name", "Behrens", "Berens"),
        ("family_name", "Müller", "Muller"),
        ("given_name", "Fatma", "Aylin"),
        ("given_name", "", "Fatma"),
        ("street", "Musterstraße", "Musterweg"),
        ("street_line", "Musterstraße 1-2", "Musterstraße 12"),
        ("street_line", "Musterstraße 1 2", "Musterstraße 12"),
        ("street_line", "Straußweg 3", "Straßeaußweg 3"),
        ("birth_date", "3.4.1987", "1987-03-04"),
        ("postcode", "28195", "28199"),
        ("married_on", "", "2011-06-18"),
    ],
)
def test_different_things_stay_different(attribute: str, one: str, other: str) -> None:
    assert not is_same(attribute, one, other)


@given(NAMES)
def test_normal_form_is_at_rest(text: str) -> None:
    assert word(word(text)) == word(text)
    assert street(street(text)) == street(text)


@given(NAMES)
def test_everything_is_the_same_as_itself_loud_or_spaced(text: str) -> None:
    for attribute in ("family_name", "street", "city", "birth_date"):
        assert is_same(attribute, text, f"  {text} ")
    assert word(text) == word(text.casefold())


@given(LATIN)
def test_case_and_hyphens_never_matter_in_letters_of_the_standard(text: str) -> None:
    assert word(text.upper()) == word(text) == word(text.replace("-", " "))
    assert word(text).isascii()


@given(LATIN, LATIN)
def test_comparison_does_not_depend_on_the_order(one: str, other: str) -> None:
    for attribute in ("family_name", "given_names", "street_line"):
        assert is_same(attribute, one, other) == is_same(attribute, other, one)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_dates_are_the_same_in_both_ways_of_writing(on: date) -> None:
    german = f"{on.day}.{on.month}.{on.year}"

    assert day(german) == day(on.isoformat()) == on.isoformat()


@given(st.integers(1, 300), st.integers(1, 300))
def test_house_numbers_are_never_run_together(one: int, other: int) -> None:
    assert is_same("street_line", f"Siel 1 {one}", f"Siel 1 {other}") == (one == other)
    assert street(f"Siel {one} {other}") != street(f"Siel {one}{other}")
