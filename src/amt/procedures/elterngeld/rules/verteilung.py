"""Who gets which month of life (§§ 4, 5 (2), 7 (1) BEEG).

In this order: months too long ago, twelve for one parent, at least two, the shared total with its
reduction, one month in parallel, months with maternity benefits. The law does not say which months
a reduction takes; it takes the latest here, and the proposal says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from amt.procedures.elterngeld.rules.werte import Werte

FIRST, SECOND = "first", "second"
PARENTS = (FIRST, SECOND)

MATERNITY_MONTHS = frozenset({1, 2})
"""The eight weeks after the birth (§ 3 (2) MuSchG) lie in the first two months of life."""


class Anspruch(StrEnum):
    """What becomes of one parent's wish for a month; the value is the key of its reason."""

    GRANTED = "granted"
    TOO_LATE = "too_late"
    AFTER_LAST = "after_last"
    MONTHS_OF_ONE = "months_of_one"
    TOO_FEW = "too_few"
    SHARED_TOTAL = "shared_total"
    PARALLEL = "parallel"
    MATERNITY = "maternity"

    @property
    def is_open(self) -> bool:
        """Tell whether the caseworker must find out more before this can be decided."""
        return self in {Anspruch.PARALLEL, Anspruch.MATERNITY}


@dataclass(frozen=True, slots=True)
class Wunsch:
    """What one parent asks for: months of life, and whether there was income before the birth."""

    months: frozenset[int] = frozenset()
    had_income: bool = False
    has_maternity: bool = False

    @property
    def maternity(self) -> frozenset[int]:
        """Months that count as drawn, asked for or not (§ 4 (4) sentence 3)."""
        return MATERNITY_MONTHS if self.has_maternity else frozenset()


Verteilung = dict[str, dict[int, Anspruch]]
"""For each parent what becomes of each month wished, and of months that count as drawn."""


def verteile(wishes: Mapping[str, Wunsch], earliest: int, werte: Werte) -> Verteilung:
    """Say for each wished month of each parent what becomes of it.

    `earliest` is the first month of life that can still be paid.
    """
    found: Verteilung = {parent: {} for parent in wishes}
    left = {
        parent: _of_one(wish, found[parent], earliest, werte) for parent, wish in wishes.items()
    }
    _share(left, found, _total(wishes, left, werte))
    _parallel(left, found, werte)
    for parent, months in left.items():
        for month in months:
            is_maternity = month in wishes[parent].maternity
            found[parent][month] = Anspruch.MATERNITY if is_maternity else Anspruch.GRANTED
    return found


def _of_one(wish: Wunsch, found: dict[int, Anspruch], earliest: int, werte: Werte) -> list[int]:
    """Return the months that one parent can have by the rules for a single parent."""
    left: list[int] = []
    for month in sorted(wish.months | wish.maternity):
        if month > werte.last_month:
            found[month] = Anspruch.AFTER_LAST
        elif month < earliest and month not in wish.maternity:
            found[month] = Anspruch.TOO_LATE
        elif len(left) >= werte.months_of_one:
            found[month] = Anspruch.MONTHS_OF_ONE
        else:
            left.append(month)
    if len(left) < werte.least_months:
        found.update(dict.fromkeys(left, Anspruch.TOO_FEW))
        return []
    return left


def _total(wishes: Mapping[str, Wunsch], left: Mapping[str, list[int]], werte: Werte) -> int:
    """Return how many months both have together (§ 4 (3) sentences 1 and 2)."""
    reduced = any(
        wishes[parent].had_income and len(months) >= werte.reduced_months
        for parent, months in left.items()
    )
    return werte.shared_months + (werte.partner_months if reduced else 0)


def _share(left: dict[str, list[int]], found: Verteilung, total: int) -> None:
    """Reduce claims above the total: whoever asks for no more than half keeps it (§ 5 (2))."""
    if sum(len(months) for months in left.values()) <= total:
        return
    half = total // 2
    small = [parent for parent, months in left.items() if len(months) <= half]
    for parent, months in left.items():
        if parent in small:
            continue
        others = sum(len(left[other]) for other in small)
        kept = total - others if small else half
        found[parent].update(dict.fromkeys(months[kept:], Anspruch.SHARED_TOTAL))
        left[parent] = months[:kept]


def _parallel(left: dict[str, list[int]], found: Verteilung, werte: Werte) -> None:
    """Leave one month in parallel, within the first twelve; the others are open (§ 4 (6))."""
    both = sorted(set.intersection(*(set(months) for months in left.values())))
    if len(left) < len(PARENTS) or not both:
        return
    allowed = both[0] if both[0] <= werte.parallel_until else None
    open_months = [month for month in both if month != allowed]
    for parent, months in left.items():
        found[parent].update(dict.fromkeys(open_months, Anspruch.PARALLEL))
        left[parent] = [month for month in months if month not in open_months]
