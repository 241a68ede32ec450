"""The figures of the law as arrays of whole numbers, for the calculation in bulk.

Each set of figures (`rules.werte.Werte`) is one line of every array; amounts in units of 10^-10 EUR
(`UNIT`), so that the ten places of Anlage 3 WoGG are whole numbers of 64 bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from amt.procedures.wohngeld.rules.werte import LARGEST_TABLE_SIZE, LEVELS, Scale, Werte

Integers = NDArray[np.int64]

UNIT = 10**10
"""One euro, in units of ten places."""

MOST_MEMBERS = 99
"""The largest household of a table."""

LEVELS_STORED = LEVELS.stop


def units(value: Decimal | int) -> int:
    """Return an amount in units of ten places.

    :raises ValueError: when it has more places.
    """
    scaled = Decimal(value) * UNIT
    if scaled != scaled.to_integral_value():
        raise ValueError(f"more than ten places: {value}")
    return int(scaled)


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures by set and size of household, flat: line `set * width + column`.

    `a`, `b`, `c`, `minimum_rent`, `minimum_income` have `LARGEST_TABLE_SIZE` columns (sizes 1 to
    12), `heating` has `MOST_MEMBERS + 1` (persons), `limit` has those for each Mietenstufe; the
    others have one line for each set.
    """

    a: Integers
    b: Integers
    c: Integers
    minimum_rent: Integers
    minimum_income: Integers
    heating: Integers
    limit: Integers
    factor: Integers
    further_member: Integers
    minimum_wohngeld: Integers
    deduction_percent: Integers


def figures_of(sets: Sequence[Werte]) -> Figures:
    """Return the arrays for sets of figures, in their order."""
    sizes = [werte.coefficients[i] for werte in sets for i in range(LARGEST_TABLE_SIZE)]
    persons = range(MOST_MEMBERS + 1)
    return Figures(
        a=_array([units(size.a) for size in sizes]),
        b=_array([units(size.b) for size in sizes]),
        c=_array([units(size.c) for size in sizes]),
        minimum_rent=_array([units(size.minimum_rent) for size in sizes]),
        minimum_income=_array([units(size.minimum_income) for size in sizes]),
        heating=_array([_of(werte.heizkosten, count) for werte in sets for count in persons]),
        limit=_array(
            [
                _limit(werte, level, count)
                for werte in sets
                for level in range(LEVELS_STORED)
                for count in persons
            ]
        ),
        factor=_array([units(werte.factor) for werte in sets]),
        further_member=_array([werte.further_member for werte in sets]),
        minimum_wohngeld=_array([werte.minimum_wohngeld for werte in sets]),
        deduction_percent=_array([werte.deduction_percent for werte in sets]),
    )


def _array(numbers: list[int]) -> Integers:
    return np.array(numbers, dtype=np.int64)


def _of(scale: Scale, persons: int) -> int:
    return units(scale.of(persons)) if persons else 0


def _limit(werte: Werte, level: int, persons: int) -> int:
    """Höchstbetrag plus Klimakomponente; nought where there is no such level or nobody."""
    if level not in LEVELS or not persons:
        return 0
    return units(werte.hoechstbetrag(persons, level) + werte.klimakomponente.of(persons))
