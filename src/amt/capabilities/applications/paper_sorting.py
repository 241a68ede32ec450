"""Sorting the pages of a scan into applications by their codes; pure.

A print has a serial of its own, but who copies a blank form copies the serial: a page that an
application has already begins the next one. Pages without a code belong to nothing yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from amt.capabilities.applications.paper_codes import PageCode


@dataclass(slots=True)
class Sorted:
    """The pages of one application: position in the scan by the number of the page."""

    code: PageCode
    positions: dict[int, int] = field(default_factory=dict)

    @property
    def missing(self) -> list[int]:
        """The numbers of the pages that did not come."""
        return [one for one in range(1, self.code.pages + 1) if one not in self.positions]


def sort_pages(codes: Sequence[PageCode | None]) -> tuple[list[Sorted], list[int]]:
    """Return the applications of a scan in order, and the positions that belong to none.

    Positions are counted from one.
    """
    found: list[Sorted] = []
    newest: dict[tuple[str, str, str, int, int], Sorted] = {}
    unknown: list[int] = []
    for position, code in enumerate(codes, 1):
        if code is None:
            unknown.append(position)
            continue
        key = (code.serial, code.procedure_key, code.form_key, code.version, code.pages)
        begun = newest.get(key)
        if begun is None or code.page in begun.positions:
            begun = newest[key] = Sorted(code)
            found.append(begun)
        begun.positions[code.page] = position
    return found, unknown
