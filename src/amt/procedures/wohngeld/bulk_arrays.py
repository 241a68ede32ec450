"""Wohngeld of many households at once, in arrays of whole numbers (§§ 11, 13, 16, 19, 21 WoGG).

Exactly what `rules.miete` and `rules.hoehe` do with decimals: amounts are whole numbers of units of
ten places (`UNIT`), products are split so that nothing leaves 64 bits, half is rounded away from
nought. `LARGEST_RENT` and the like say up to where that holds; beyond, decimals must be used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amt.procedures.wohngeld.bulk_figures import (
    LEVELS_STORED,
    MOST_MEMBERS,
    UNIT,
    Figures,
    Integers,
)
from amt.procedures.wohngeld.rules.werte import LARGEST_TABLE_SIZE

Flags = NDArray[np.bool_]

LARGEST_RENT = 50_000 * UNIT
"""Largest rent in a month, in units."""

LARGEST_INCOME = 300_000 * UNIT
"""Largest total income in a month, in units."""

LARGEST_YEARLY = 900_000 * UNIT
"""Largest income of a class and largest allowances in a year, in units; four classes of it are
`LARGEST_INCOME` a month."""

_HALF_SPLIT = 10**5
_PERCENT = 100
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Rents:
    """How the rent that counts is found (§ 11 WoGG), one line for each household.

    `gross` in units a month after § 9 (2) and § 11 (2); `persons` all members, `counted` those who
    are not excluded; `home` takes the limit for the rent (§ 9 (3) sentence 2).
    """

    figures: Integers
    level: Integers
    persons: Integers
    counted: Integers
    gross: Integers
    home: Flags


@dataclass(frozen=True, slots=True)
class Amounts:
    """The results: rent and income in units as Anlage 3 No. 1 uses them; euros a month.

    `computed` may be nought or negative; `euros` is what is paid, nought below `minimum`.
    """

    rent_used: Integers
    income_used: Integers
    computed: Integers
    minimum: Integers
    euros: Integers


def eligible_rent(rents: Rents, figures: Figures) -> Integers:
    """Return the rent that counts, in units (§ 11 (1), (3), § 12 WoGG)."""
    width = MOST_MEMBERS + 1
    line = rents.figures * width + rents.persons
    limit_line = (rents.figures * LEVELS_STORED + rents.level) * width + rents.persons
    limit = figures.limit[limit_line]
    within = np.where(rents.home, limit, np.minimum(rents.gross, limit))
    whole: Integers = within + figures.heating[line]
    if not np.any(rents.counted != rents.persons):
        return whole
    return _divided(whole * rents.counted, rents.persons)


def monthly_income(
    classes: tuple[Integers, Integers, Integers, Integers],
    allowances: Integers,
    sets: Integers,
    figures: Figures,
) -> Integers:
    """Return the total income of a month, in units (§§ 13, 16 WoGG).

    `classes` are the positive incomes of a year, in units, of members with no, one, two and three
    deductions of § 16; `allowances` what §§ 17, 17a and 18 take off.
    """
    percent = figures.deduction_percent[sets]
    left = classes[0] * _PERCENT - allowances * _PERCENT
    for count, income in enumerate(classes[1:], start=1):
        left += income * (_PERCENT - count * percent)
    return _divided(np.maximum(left, 0), np.int64(_PERCENT * _MONTHS))


def amounts(
    members: Integers, rent: Integers, income: Integers, sets: Integers, figures: Figures
) -> Amounts:
    """Return the Wohngeld for counted members, rent and income in units (§§ 19, 21 No. 1 WoGG)."""
    line = sets * LARGEST_TABLE_SIZE + np.minimum(members, LARGEST_TABLE_SIZE) - 1
    rent_used = np.maximum(rent, figures.minimum_rent[line])
    income_used = np.maximum(income, figures.minimum_income[line])
    z1 = (
        figures.a[line]
        + _product(figures.b[line], rent_used)
        + _product(figures.c[line], income_used)
    )
    z2 = _product(z1, income_used)
    z3 = rent_used - z2
    z4 = np.sign(z3) * _product_split(figures.factor[sets], np.abs(z3))
    computed = np.sign(z4) * ((np.abs(z4) + UNIT // 2) // UNIT)
    further = np.maximum(members - LARGEST_TABLE_SIZE, 0) * figures.further_member[sets]
    if np.any(further):
        # § 19 (3): not more than the rent that counts, in full euros.
        raised = np.minimum(computed + further, rent // UNIT)
        computed = np.where(further > 0, raised, computed)
    minimum = figures.minimum_wohngeld[sets]
    euros = np.where(computed >= minimum, computed, 0)
    return Amounts(rent_used, income_used, computed, minimum, euros)


def _product(first: Integers, second: Integers) -> Integers:
    """Return a product with ten places; `first` of any sign, `second` not negative."""
    if not np.any(first < 0):
        return _product_split(first, second)
    signed: Integers = np.sign(first) * _product_split(np.abs(first), second)
    return signed


def _product_split(first: Integers, second: Integers) -> Integers:
    """Multiply, divide by the unit, half up; both not negative.

    With second = w * 10^10 + p * 10^5 + q the product in units is
    first * w + (first * p * 10^5 + first * q) / 10^10; no part leaves 64 bits within the limits.
    """
    whole, rest = _divmod(second, UNIT)
    upper, lower = _divmod(rest, _HALF_SPLIT)
    upper_whole, upper_rest = _divmod(first * upper, _HALF_SPLIT)
    tail = upper_rest * _HALF_SPLIT + first * lower
    product: Integers = first * whole + upper_whole + (tail + UNIT // 2) // UNIT
    return product


def _divmod(dividend: Integers, divisor: int) -> tuple[Integers, Integers]:
    """Divide with rest; several times as fast as `numpy.divmod`."""
    whole: Integers = dividend // divisor
    return whole, dividend - whole * divisor


def _divided(dividend: Integers, divisor: Integers | np.int64) -> Integers:
    """Divide, half up; not negative."""
    quotient: Integers = (dividend + divisor // 2) // divisor
    return quotient
