"""The columns of a table as arrays, and the results of arrays as text.

`Batch.calculate` takes the rows that are well formed and within the limits of the arrays, and tells
which those are; the others are for `bulk_row`, which also says what is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from amt.contract.parameters import NotEnacted
from amt.procedures.wohngeld.bulk_arrays import (
    LARGEST_INCOME,
    LARGEST_RENT,
    LARGEST_YEARLY,
    Amounts,
    Flags,
    Rents,
    amounts,
    eligible_rent,
    monthly_income,
)
from amt.procedures.wohngeld.bulk_figures import (
    MOST_MEMBERS,
    UNIT,
    Figures,
    Integers,
    figures_of,
    units,
)
from amt.procedures.wohngeld.bulk_row import (
    CARE_HOME,
    CLASSES,
    BadRow,
    Result,
    day_of,
    no_claim,
    plain,
)
from amt.procedures.wohngeld.rules.werte import LEVELS, Werte, werte_at
from amt.procedures.wohngeld.rules.zahlen import ROMAN

ABSENT, UNFIT = -1, -2
"""An empty cell; a cell that the arrays do not take."""

Columns = Mapping[str, Sequence[str]]

_CENT = UNIT // 100
_AMOUNT = re.compile(r"\d{1,7}(\.\d{1,10})?|\d{1,7},\d{1,2}", re.ASCII)
_SIZES = {str(size): size for size in range(1, MOST_MEMBERS + 1)} | {"": ABSENT}
_LEVELS = {"": ABSENT} | {str(n): n for n in LEVELS} | {ROMAN[n]: n for n in LEVELS}
_HOMES = {"": ABSENT, CARE_HOME: 1}
_FRACTIONS = [f".{cents:02d}" for cents in range(100)]


class Sets:
    """The sets of figures that the days of a table need, found as they come."""

    def __init__(self) -> None:
        self._sets: list[Werte] = []
        self._days: dict[str, int] = {}
        self.figures: Figures | None = None

    def of(self, texts: Sequence[str]) -> Integers:
        """Return for each day the line of its figures, or UNFIT."""
        for text in set(texts) - self._days.keys():
            self._days[text] = self._line(text)
        return _array([self._days[text] for text in texts])

    def levels(self, sets: Integers, places: Sequence[str]) -> Integers:
        """Return the Mietenstufe of each place under its figures."""
        return _array(
            [
                ABSENT
                if not place
                else UNFIT
                if line < 0
                else self._sets[line].mietenstufen.get(place, UNFIT)
                for line, place in zip(sets.tolist(), places, strict=True)
            ]
        )

    def _line(self, text: str) -> int:
        try:
            werte = werte_at(day_of(text))
        except (BadRow, NotEnacted):
            return UNFIT
        if werte not in self._sets:
            self._sets.append(werte)
            self.figures = figures_of(self._sets)
        return self._sets.index(werte)


class Batch:
    """Some rows of a table, by columns; missing columns count as empty."""

    def __init__(self, columns: Columns, sets: Sets) -> None:
        self._columns = columns
        self._rows = len(columns["date"])
        self._sets = sets
        self._set = sets.of(columns["date"])
        self._members = self._known("members", _SIZES)
        self._counted = self._known("counted", _SIZES)
        self._counted = np.where(self._counted == ABSENT, self._members, self._counted)
        self._level = self._known("mietenstufe", _LEVELS)
        self._home = self._known("dwelling", _HOMES)
        self._place = self._placed()
        self._gross = self._amounts("gross_cold_rent", LARGEST_RENT)
        self._eligible = self._amounts("eligible_rent", LARGEST_RENT)
        self._income = self._amounts("monthly_income", LARGEST_INCOME)
        self._classes = [self._amounts(name, LARGEST_YEARLY) for name in CLASSES]
        self._allowances = self._amounts("yearly_allowances", LARGEST_YEARLY)

    def calculate(self) -> tuple[Integers, Amounts | None]:
        """Return the numbers of the rows that were taken, and their results."""
        taken = np.flatnonzero(self._fits_rent() & self._fits_income() & self._fits_size())
        figures = self._sets.figures
        if not len(taken) or figures is None:
            return taken[:0], None
        sets, counted = self._set[taken], self._counted[taken]
        rent = self._rent(taken, figures)
        income = self._monthly(taken, figures)
        return taken, amounts(counted, rent, income, sets, figures)

    def _rent(self, taken: Integers, figures: Figures) -> Integers:
        given = self._eligible[taken]
        rents = Rents(
            figures=self._set[taken],
            level=np.maximum(np.maximum(self._level[taken], self._place[taken]), 0),
            persons=self._members[taken],
            counted=self._counted[taken],
            gross=np.maximum(self._gross[taken], 0),
            home=self._home[taken] == 1,
        )
        return np.where(given >= 0, given, eligible_rent(rents, figures))

    def _monthly(self, taken: Integers, figures: Figures) -> Integers:
        given = self._income[taken]
        if np.all(given >= 0):
            return given
        none, one, two, three = (np.maximum(income[taken], 0) for income in self._classes)
        allowances = np.maximum(self._allowances[taken], 0)
        classes = (none, one, two, three)
        return np.where(
            given >= 0, given, monthly_income(classes, allowances, self._set[taken], figures)
        )

    def _fits_size(self) -> Flags:
        fits: Flags = (self._set >= 0) & (self._counted > 0) & (self._counted <= self._members)
        return fits

    def _fits_rent(self) -> Flags:
        level = (self._level > 0) ^ (self._place > 0)
        level &= (self._level != UNFIT) & (self._place != UNFIT)
        gross = (self._gross >= 0) | ((self._gross == ABSENT) & (self._home == 1))
        found = (self._eligible == ABSENT) & level & gross & (self._home != UNFIT)
        empty = np.ones(self._rows, dtype=np.bool_)
        for column in (self._level, self._place, self._home, self._gross):
            empty &= column == ABSENT
        fits: Flags = found | ((self._eligible >= 0) & empty)
        return fits

    def _fits_income(self) -> Flags:
        parts = [*self._classes, self._allowances]
        told = np.zeros(self._rows, dtype=np.bool_)
        unfit = np.zeros(self._rows, dtype=np.bool_)
        for part in parts:
            told |= part >= 0
            unfit |= part == UNFIT
        given = (self._income >= 0) & ~told
        fits: Flags = (given | ((self._income == ABSENT) & told)) & ~unfit
        return fits

    def _placed(self) -> Integers:
        places = self._columns.get("place")
        if places is None:
            return np.full(self._rows, ABSENT, dtype=np.int64)
        return self._sets.levels(self._set, places)

    def _known(self, name: str, known: Mapping[str, int]) -> Integers:
        texts = self._columns.get(name)
        if texts is None:
            return np.full(self._rows, ABSENT, dtype=np.int64)
        return _array([known.get(text, UNFIT) for text in texts])

    def _amounts(self, name: str, largest: int) -> Integers:
        texts = self._columns.get(name)
        if texts is None:
            return np.full(self._rows, ABSENT, dtype=np.int64)
        found = _all_units(texts)
        return np.where(found > largest, UNFIT, found)


def texts_of(found: Amounts) -> list[Result]:
    """Return the cells of the results: rent, income, Wohngeld and reason."""
    reasons = [""] * len(found.euros)
    for number in np.flatnonzero(found.euros == 0).tolist():
        reasons[number] = no_claim(int(found.computed[number]), int(found.minimum[number]))
    rents, incomes = _plain(found.rent_used), _plain(found.income_used)
    euros = [str(amount) for amount in found.euros.tolist()]
    return list(zip(rents, incomes, euros, reasons, strict=True))


def _all_units(texts: Sequence[str]) -> Integers:
    """Return amounts in units; usual ones all at once, the others one by one."""
    if not any(texts):
        return np.full(len(texts), ABSENT, dtype=np.int64)
    written = np.array(texts, dtype=np.str_)
    width = written.dtype.itemsize // 4
    if width > _USUAL_WIDTH:
        return _array([_units(text) for text in texts])
    signs = written.view(np.uint32).reshape(len(texts), width).astype(np.int64)
    if np.count_nonzero(signs) != sum(map(len, texts)):
        # A sign of number nought inside a text looks like its end.
        return _array([_units(text) for text in texts])
    found, usual = _of_signs(signs)
    for number in np.flatnonzero(~usual).tolist():
        found[number] = _units(texts[number])
    return found


_USUAL_WIDTH = 10
"""Seven digits, a point and two digits."""


def _of_signs(signs: Integers) -> tuple[Integers, Flags]:
    """Read `512.30` or `512` of the numbers of its signs; tell which lines are written so."""
    digits = signs - ord("0")
    is_digit = (digits >= 0) & (digits <= 9)
    is_point = signs == ord(".")
    length = np.count_nonzero(signs, axis=1)
    points = np.count_nonzero(is_point, axis=1)
    only = np.count_nonzero(is_digit, axis=1) + points == length
    at = np.argmax(is_point, axis=1)
    usual = only & (
        ((points == 0) & (length > 0) & (length <= _USUAL_WIDTH - 3))
        | ((points == 1) & (at == length - 3) & (at > 0))
    )
    value = np.zeros(len(signs), dtype=np.int64)
    for column in range(signs.shape[1]):
        value = np.where(is_digit[:, column], value * 10 + digits[:, column], value)
    return value * np.where(points == 0, UNIT, _CENT), usual


def _units(text: str) -> int:
    """Return an amount in units."""
    if not text:
        return ABSENT
    if not _AMOUNT.fullmatch(text):
        return UNFIT
    return units(Decimal(text.replace(",", ".")))


def _plain(column: Integers) -> list[str]:
    """Write amounts with a point, at least two places and no more than they need."""
    cents, finer = np.divmod(column, _CENT)
    euros, rest = np.divmod(cents, 100)
    texts = [
        f"{whole}{_FRACTIONS[part]}"
        for whole, part in zip(euros.tolist(), rest.tolist(), strict=True)
    ]
    for number in np.flatnonzero(finer).tolist():
        texts[number] = plain(Decimal(int(column[number])) / UNIT)
    return texts


def _array(numbers: list[int]) -> Integers:
    return np.array(numbers, dtype=np.int64)


def columns_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
    """Turn rows into columns by name."""
    return dict(zip(names, zip(*rows, strict=True), strict=True))
