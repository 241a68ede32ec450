"""Where a page goes on after an entry was added or taken away."""

from __future__ import annotations

import pytest

from amt.contract.answers import COUNT_SUFFIX
from amt.front.portal.entries import place_after


@pytest.mark.parametrize(
    ("count", "action", "place"),
    [
        ("1", "hinzu:members", "gruppe-members-1"),
        ("3", "hinzu:members", "gruppe-members-3"),
        ("2", "weg:members:0", "gruppe-members-1"),
        ("2", "weg:members:2", "gruppe-members-2"),
        ("0", "weg:members:0", "gruppe-members-hinzu"),
        ("viele", "weg:members:0", "gruppe-members-hinzu"),
        ("2", "weg:members:-1", "gruppe-members-2"),
    ],
)
def test_page_goes_on_at_the_entry_that_changed(count: str, action: str, place: str) -> None:
    assert place_after({f"members{COUNT_SUFFIX}": [count]}, action) == place
