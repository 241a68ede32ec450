"""Plain data of records is what the standard library would give, written as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amt.kernel.plain import plain


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    value: Decimal
    colour: Colour = Colour.RED
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    leaves: tuple[Leaf, ...]
    more: dict[str, Any] = field(default_factory=dict)


LEAVES = st.builds(
    Leaf,
    st.text(),
    st.decimals(allow_nan=False, places=10),
    on=st.none() | st.dates(),
)
MORE = st.dictionaries(st.text(), st.integers() | st.lists(st.text()) | st.none(), max_size=3)


@given(st.builds(Tree, st.lists(LEAVES, max_size=4).map(tuple), MORE))
def test_records_become_what_the_library_makes_of_them(tree: Tree) -> None:
    def text(value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)

    assert json.dumps(plain(tree)) == json.dumps(asdict(tree), default=text)


def test_what_is_plain_is_new_and_the_record_stays() -> None:
    tree = Tree((Leaf("a", Decimal("1.50")),), {"days": [1]})
    found = plain(tree)
    found["more"]["days"].append(2)
    assert tree.more == {"days": [1]}
    assert found["leaves"] == [{"name": "a", "value": "1.50", "colour": "red", "on": None}]


def test_moments_keep_their_time() -> None:
    assert plain(datetime(2026, 11, 22, 9, 30, tzinfo=UTC)) == "2026-11-22T09:30:00+00:00"
