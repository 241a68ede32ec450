"""The dated figures of the WoGG, read once and ready for arithmetic.

One `Werte` holds all figures of a span in which none changes. For a day without enacted values
there is `NotEnacted` and never an older value (§ 43 WoGG announces new ones every second year).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from amt.contract.parameters import Parameters, ParameterSet

_FOLDER = Path(__file__).parent.parent / "parameters"

ANLAGE_1 = ParameterSet.load(_FOLDER / "anlage_1.yaml")
ANLAGE_2 = ParameterSet.load(_FOLDER / "anlage_2.yaml")
MINDESTWERTE = ParameterSet.load(_FOLDER / "mindestwerte.yaml")
HEIZUNG_UND_KLIMA = ParameterSet.load(_FOLDER / "heizung_und_klima.yaml")
MIETENSTUFEN = ParameterSet.load(_FOLDER / "mietenstufen.yaml")
EINKOMMEN = ParameterSet.load(_FOLDER / "einkommen.yaml")
PAUSCHBETRAEGE_WOGV = ParameterSet.load(_FOLDER / "pauschbetraege_wogv.yaml")
REGELBEDARF = ParameterSet.load(_FOLDER / "regelbedarf.yaml")
HINWEISE = ParameterSet.load(_FOLDER / "hinweise.yaml")

_OF_THE_LAW = (
    ANLAGE_1,
    ANLAGE_2,
    MINDESTWERTE,
    HEIZUNG_UND_KLIMA,
    MIETENSTUFEN,
    EINKOMMEN,
    PAUSCHBETRAEGE_WOGV,
)
"""Where one of these changes, a period is cut (§ 41, § 44 (5) WoGG)."""

PARAMETERS = (*_OF_THE_LAW, REGELBEDARF, HINWEISE)

LARGEST_TABLE_SIZE = 12
"""Anlagen 2 and 3 end with twelve members; § 19 (3) WoGG does the rest."""

LEVELS = range(1, 8)


@dataclass(frozen=True, slots=True)
class Scale:
    """Amounts in EUR by number of persons: the first ones, then the same for each further."""

    first: tuple[Decimal, ...]
    further: Decimal

    def of(self, persons: int) -> Decimal:
        """Return the amount for so many persons, at least one."""
        known = len(self.first)
        if persons <= known:
            return self.first[persons - 1]
        return self.first[-1] + self.further * (persons - known)


@dataclass(frozen=True, slots=True)
class Coefficients:
    """a, b and c of Anlage 2 and the minimum values of Anlage 3 for a size of household."""

    a: Decimal
    b: Decimal
    c: Decimal
    minimum_rent: Decimal
    minimum_income: Decimal

    def at_least(self, rent: Decimal, income: Decimal) -> tuple[Decimal, Decimal]:
        """Return rent and income, or the minimum values where they are lower (Anlage 3 No. 1)."""
        return max(rent, self.minimum_rent), max(income, self.minimum_income)


@dataclass(frozen=True, slots=True)
class Persons:
    """Lump sums in EUR a month by number of residents (§ 6 (2) No. 2, 3 WoGV)."""

    one: Decimal
    two: Decimal
    further: Decimal

    def of(self, residents: int) -> Decimal:
        """Return the lump sum for so many residents, at least one."""
        return self.one if residents < 2 else self.two + self.further * (residents - 2)


@dataclass(frozen=True, slots=True)
class Pauschbetraege:
    """Lump sums of the WoGV; EUR a month, upkeep EUR a year."""

    heating_per_square_metre: Decimal
    hot_water: Persons
    energy: Persons
    garage: Decimal
    parking: Decimal
    upkeep_per_square_metre_year: Decimal
    endowment_percent: Decimal


@dataclass(frozen=True, slots=True)
class Werte:
    """All figures of a span without change; amounts in EUR a month unless the name says year.

    `limits` holds the figures of `parameters/einkommen.yaml` by name.
    """

    valid_from: date
    valid_until: date
    versions: tuple[str, ...]
    hoechstbetraege: tuple[Scale, ...]
    heizkosten: Scale
    klimakomponente: Scale
    coefficients: tuple[Coefficients, ...]
    factor: Decimal
    further_member: int
    mietenstufen: Mapping[str, int]
    employee_lump_sum_year: Decimal
    pension_lump_sum_year: Decimal
    deduction_percent: int
    severely_disabled_year: Decimal
    single_parent_year: Decimal
    child_earnings_year: Decimal
    minimum_wohngeld: int
    limits: Mapping[str, Decimal]
    pauschbetraege: Pauschbetraege

    def hoechstbetrag(self, persons: int, mietenstufe: int) -> Decimal:
        """Return the highest rent that counts (Anlage 1). :raises KeyError: unknown level."""
        if mietenstufe not in LEVELS:
            raise KeyError(mietenstufe)
        return self.hoechstbetraege[mietenstufe - 1].of(persons)

    def for_size(self, members: int) -> Coefficients:
        """Return the row of Anlagen 2 and 3; that of twelve for larger households."""
        return self.coefficients[min(members, LARGEST_TABLE_SIZE) - 1]


def werte_at(day: date) -> Werte:
    """Return the figures enacted for a day.

    :raises NotEnacted: when there are none.
    """
    for werte in _ALL:
        if werte.valid_from <= day <= werte.valid_until:
            return werte
    for parameters in _OF_THE_LAW:
        parameters.at(day)
    raise AssertionError("every day that all sets cover has figures")


def enacted_until() -> date:
    """Return the last day for which all figures are enacted."""
    return _ALL[-1].valid_until


def first_enacted_after(day: date) -> date | None:
    """Return the next day on which figures begin to be enacted, if any."""
    return min((w.valid_from for w in _ALL if w.valid_from > day), default=None)


def _scale(values: Mapping[str, Any]) -> Scale:
    first = tuple(Decimal(values["first"][size]) for size in sorted(values["first"]))
    return Scale(first, Decimal(values["further"]))


def _levels(values: Mapping[str, Any]) -> tuple[Scale, ...]:
    rows = [values["first"][size] for size in sorted(values["first"])]
    return tuple(
        Scale(tuple(Decimal(row[level - 1]) for row in rows), Decimal(values["further"][level - 1]))
        for level in LEVELS
    )


def _heating(values: Mapping[str, Any]) -> Scale:
    co2, lasting = _scale(values["co2"]), _scale(values["lasting"])
    first = tuple(a + b for a, b in zip(co2.first, lasting.first, strict=True))
    return Scale(first, co2.further + lasting.further)


def _coefficients(formula: Parameters, minima: Parameters) -> tuple[Coefficients, ...]:
    rows, lowest = formula.values["coefficients"], minima.values["minimum"]
    return tuple(
        Coefficients(
            a=Decimal(rows[size]["a"]),
            b=Decimal(rows[size]["b"]),
            c=Decimal(rows[size]["c"]),
            minimum_rent=Decimal(lowest[size]["rent"]),
            minimum_income=Decimal(lowest[size]["income"]),
        )
        for size in range(1, LARGEST_TABLE_SIZE + 1)
    )


def _read(day: date, sets: Sequence[ParameterSet]) -> Werte:
    found = {parameters.name: parameters.at(day) for parameters in sets}
    formula, income = found["anlage_2"], found["einkommen"]
    heating = found["heizung_und_klima"].values
    return Werte(
        valid_from=max(version.valid_from for version in found.values()),
        valid_until=min(version.valid_until for version in found.values()),
        versions=tuple(sorted(version.version for version in found.values())),
        hoechstbetraege=_levels(found["anlage_1"].values),
        heizkosten=_heating(heating),
        klimakomponente=_scale(heating["climate"]),
        coefficients=_coefficients(formula, found["mindestwerte"]),
        factor=formula.decimal("factor"),
        further_member=int(formula.values["further_member"]),
        mietenstufen=found["mietenstufen"].values,
        employee_lump_sum_year=income.decimal("employee_lump_sum"),
        pension_lump_sum_year=income.decimal("pension_lump_sum"),
        deduction_percent=int(income.values["deduction_percent"]),
        severely_disabled_year=income.decimal("severely_disabled"),
        single_parent_year=income.decimal("single_parent"),
        child_earnings_year=income.decimal("child_earnings_limit"),
        minimum_wohngeld=int(income.values["minimum_wohngeld"]),
        limits={name: income.decimal(name) for name in income.values},
        pauschbetraege=_lump_sums(found["pauschbetraege_wogv"]),
    )


def _lump_sums(wogv: Parameters) -> Pauschbetraege:
    return Pauschbetraege(
        heating_per_square_metre=wogv.decimal("heating_per_square_metre"),
        hot_water=_persons(wogv.values["hot_water"]),
        energy=_persons(wogv.values["energy"]),
        garage=wogv.decimal("garage"),
        parking=wogv.decimal("parking"),
        upkeep_per_square_metre_year=wogv.decimal("upkeep_per_square_metre_year"),
        endowment_percent=wogv.decimal("endowment_percent"),
    )


def _persons(values: Mapping[str, Any]) -> Persons:
    return Persons(*(Decimal(values[name]) for name in ("one", "two", "further")))


def regelbedarf(day: date, stage: int) -> Decimal:
    """Return the Regelbedarfsstufe (Anlage zu § 28 SGB XII), EUR a month.

    :raises NotEnacted: when none is enacted for the day.
    """
    return REGELBEDARF.at(day).decimal(f"stage_{stage}")


def regelbedarf_version(day: date) -> str:
    """Return the version of the needs of a day. :raises NotEnacted: when there is none."""
    return REGELBEDARF.at(day).version


def lies(sets: Sequence[ParameterSet]) -> tuple[Werte, ...]:
    """Read the figures of every span in which all sets are enacted and none changes."""
    starts = sorted({v.valid_from for p in sets for v in p.versions})
    ends = sorted({v.valid_until + timedelta(days=1) for p in sets for v in p.versions})
    covered = [
        day
        for day in sorted({*starts, *ends})
        if all(any(v.valid_from <= day <= v.valid_until for v in p.versions) for p in sets)
    ]
    return tuple(_read(day, sets) for day in covered)


_ALL = lies(_OF_THE_LAW)
