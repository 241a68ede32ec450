"""Questions that always belong together: an address, a person.

Each block is a `Group` with a `shape` and leaf fields of known names, so that pages show it as one
block, labels need not be written again (a procedure's own text wins), phones offer the right
keyboard and browsers fill it in. `own` says that it is about the person who fills in the form: only
then do browsers and the sign-in help (WCAG 1.3.5), and only then are the answers theirs.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from amt.contract.forms import Condition, Field, FieldKind, Group


class Shape(StrEnum):
    """What a group is as a whole."""

    ADDRESS = "address"
    PERSON = "person"


ADDRESS_LEAVES = ("street", "house_number", "addition", "postcode", "city", "country")
PERSON_LEAVES = (
    "title", "given_name", "family_name", "birth_name", "birth_date", "birth_place",
    "nationality", "email", "phone",
)  # fmt: skip

_TOKENS = {
    "street": "address-line1",
    "addition": "address-line2",
    "postcode": "postal-code",
    "city": "address-level2",
    "country": "country-name",
    "title": "honorific-prefix",
    "given_name": "given-name",
    "family_name": "family-name",
    "birth_date": "bday",
    "email": "email",
    "phone": "tel",
}
_KINDS = {
    "postcode": FieldKind.POSTCODE,
    "birth_date": FieldKind.DATE,
    "email": FieldKind.EMAIL,
    "phone": FieldKind.PHONE,
}
_LONGEST = {"house_number": 12, "addition": 60, "title": 40, "city": 80, "country": 80}
_ALWAYS_FREE = frozenset({"addition", "title", "birth_name", "email", "phone"})
"""Most people have none of these, so nobody must answer them."""


def address(
    key: str,
    retention: str,
    *,
    leaves: tuple[str, ...] = ("street", "house_number", "addition", "postcode", "city"),
    required: bool = True,
    own: bool = True,
    repeats: bool = False,
    minimum_entries: int = 1,
    condition: Condition | None = None,
    party: str = "",
) -> Group:
    """Return an address as one block. :raises ValueError: for a leaf that no address has."""
    fields = _fields(
        key, retention, leaves, ADDRESS_LEAVES, required=required, own=own, party=party
    )
    return Group(
        key,
        fields,
        repeats=repeats,
        minimum_entries=minimum_entries,
        condition=condition,
        party=party,
        shape=Shape.ADDRESS,
    )


def person(
    key: str,
    retention: str,
    *,
    leaves: tuple[str, ...] = ("given_name", "family_name", "birth_name", "birth_date"),
    required: bool = True,
    own: bool = True,
    repeats: bool = False,
    minimum_entries: int = 1,
    condition: Condition | None = None,
    party: str = "",
    partly_known_birth: bool = False,
) -> Group:
    """Return a person as one block; a birthday may be known in part (papers from abroad).

    :raises ValueError: for a leaf that no person has.
    """
    fields = _fields(key, retention, leaves, PERSON_LEAVES, required=required, own=own, party=party)
    if partly_known_birth:
        fields = tuple(
            replace(one, kind=FieldKind.PARTIAL_DATE) if one.kind is FieldKind.DATE else one
            for one in fields
        )
    named_by = tuple(f"{key}.{leaf}" for leaf in leaves if leaf in ("given_name", "family_name"))
    return Group(
        key,
        fields,
        repeats=repeats,
        minimum_entries=minimum_entries,
        condition=condition,
        party=party,
        named_by=named_by if repeats else (),
        shape=Shape.PERSON,
    )


def leaf_of(path: str) -> str:
    """Return the last part of a path, which names a leaf of a block."""
    return path.rpartition(".")[2]


def _fields(
    key: str,
    retention: str,
    leaves: tuple[str, ...],
    allowed: tuple[str, ...],
    *,
    required: bool,
    own: bool,
    party: str,
) -> tuple[Field, ...]:
    if unknown := [leaf for leaf in leaves if leaf not in allowed]:
        raise ValueError(f"{key}: {unknown}")
    return tuple(
        Field(
            f"{key}.{leaf}",
            _KINDS.get(leaf, FieldKind.TEXT),
            retention,
            required=required and leaf not in _ALWAYS_FREE,
            max_length=_LONGEST.get(leaf, 200),
            person=leaf if own or party else "",
            autocomplete=_TOKENS.get(leaf, "") if own else "",
            postcode_at=f"{key}.postcode" if leaf == "street" and "postcode" in leaves else "",
        )
        for leaf in leaves
    )
