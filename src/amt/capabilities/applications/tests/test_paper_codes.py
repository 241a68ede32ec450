"""The code of a page survives print and scan; sorting puts together what belongs together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.capabilities.applications.paper_codes import NoPageCode, PageCode, encode, parse
from amt.capabilities.applications.paper_sorting import sort_pages
from amt.kernel.ids import ALPHABET, new_code

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,40}", fullmatch=True)
SERIALS = st.text(ALPHABET, min_size=12, max_size=12).map(lambda t: f"{t[:4]}-{t[4:8]}-{t[8:]}")


@st.composite
def codes(draw: st.DrawFn) -> PageCode:
    pages = draw(st.integers(1, 200))
    first = draw(st.integers(0, 99))
    return PageCode(
        procedure_key=draw(KEYS),
        form_key=draw(KEYS),
        version=draw(st.integers(1, 999)),
        page=draw(st.integers(1, pages)),
        pages=pages,
        first_step=first,
        last_step=first + draw(st.integers(0, 9)),
        serial=draw(SERIALS),
    )


@given(codes())
def test_code_says_what_was_put_into_it(code: PageCode) -> None:
    assert parse(encode(code)) == code


@given(codes(), st.data())
def test_damaged_code_is_none(code: PageCode, data: st.DataObject) -> None:
    text = encode(code)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEF/-").filter(lambda c: c != text[at]))

    with pytest.raises(NoPageCode):
        parse(text[:at] + other + text[at + 1 :])


@given(st.text(max_size=200))
def test_any_other_text_is_none(text: str) -> None:
    with pytest.raises(NoPageCode):
        parse(text)


def a_print(pages: int, serial: str = "") -> list[PageCode]:
    return [
        PageCode("bees", "application", 1, one, pages, 0, 0, serial or new_code())
        for one in range(1, pages + 1)
    ]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_pages_of_different_prints_find_each_other_in_any_order(
    sizes: list[int], chance: object
) -> None:
    serials = [new_code() for _each in sizes]
    pages = [
        page for size, serial in zip(sizes, serials, strict=True) for page in a_print(size, serial)
    ]
    chance.shuffle(pages)  # type: ignore[attr-defined]  # hypothesis' own random

    found, unknown = sort_pages(pages)

    assert not unknown
    assert {one.code.serial: len(one.positions) for one in found} == dict(
        zip(serials, sizes, strict=True)
    )
    assert not any(one.missing for one in found)


def test_copies_of_one_blank_form_are_told_apart_by_their_order() -> None:
    serial = new_code()
    first, second, third = (a_print(3, serial) for _each in range(3))

    found, unknown = sort_pages([*first, None, *second[:2], *third])

    assert [sorted(one.positions.values()) for one in found] == [[1, 2, 3], [5, 6], [7, 8, 9]]
    assert [one.missing for one in found] == [[], [3], []]
    assert unknown == [4]
