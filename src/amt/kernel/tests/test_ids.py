"""References and codes survive the phone and the paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amt.kernel import ids


def test_a_new_reference_fits_its_check_character() -> None:
    reference = ids.new_reference("WOG", 2026)
    assert reference.startswith("WOG-26-")
    assert ids.is_reference(reference)


@given(st.integers(0, 7), st.sampled_from(ids.ALPHABET))
def test_one_wrong_character_is_noticed(position: int, other: str) -> None:
    reference = "WOG-26-3333-3333"
    assert ids.is_reference(reference)
    body = list("33333333")
    changed = other != body[position]
    body[position] = other
    typed = "".join(body)
    assert ids.is_reference(f"WOG-26-{typed[:4]}-{typed[4:]}") is not changed


def test_a_reference_may_be_typed_without_hyphens_in_small_letters() -> None:
    reference = ids.new_reference("WOG", 2026)
    assert ids.normalise_reference(reference.lower().replace("-", " ")) == reference


def test_nonsense_is_no_reference() -> None:
    for typed in ("", "WOG", "WOG-26", "WOG-xx-3333-3333", "WOG-26-33-33", "WOG-26-OOOO-OOOO"):
        assert not ids.is_reference(ids.normalise_reference(typed))
        assert not ids.is_reference(typed)


def test_a_code_is_found_however_it_is_typed() -> None:
    code = ids.new_code()
    assert ids.digest_of(code) == ids.digest_of(code.lower().replace("-", " "))
    assert len(ids.normalise_code(code).replace("-", "")) == 12


def test_codes_differ() -> None:
    assert len({ids.new_code() for _ in range(200)}) == 200
