"""One row of a table of households: its columns, what is wrong with it, and its exact result.

The array calculation (`bulk_arrays`) takes the rows it can; this reads the others, names what is
wrong with them, and calculates with decimals what is too large or too fine for arrays. Both give
the same. `monthly_income` is the total income of § 13 (2) WoGG, after deductions and allowances.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amt.contract.parameters import NotEnacted
from amt.procedures.wohngeld.bulk_figures import MOST_MEMBERS
from amt.procedures.wohngeld.rules.festkomma import quotient, total
from amt.procedures.wohngeld.rules.hoehe import hoehe
from amt.procedures.wohngeld.rules.miete import zu_beruecksichtigende_miete
from amt.procedures.wohngeld.rules.werte import LEVELS, Werte, werte_at
from amt.procedures.wohngeld.rules.zahlen import ROMAN

INPUT_COLUMNS = (
    "id",
    "date",
    "members",
    "mietenstufe",
    "gross_cold_rent",
    "eligible_rent",
    "monthly_income",
)
"""Columns that every table has."""

CLASSES = tuple(f"yearly_income_{count}" for count in range(4))
"""Positive income of a year before § 16, of the members with so many of its deductions."""

MORE_COLUMNS = ("counted", "dwelling", "place", *CLASSES, "yearly_allowances")
"""Columns that a table may have: counted members (§ 11 (3)), `care_home` for residents of homes,
the Regionalschlüssel instead of the Mietenstufe, income by classes instead of `monthly_income`, and
what §§ 17, 17a and 18 WoGG take off it."""

RESULT_COLUMNS = ("eligible_rent_used", "income_used", "wohngeld", "reason")

CARE_HOME = "care_home"

Result = tuple[str, str, str, str]

_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,10})?|\d{1,12},\d{1,2}", re.ASCII)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)


class BadRow(ValueError):
    """A row cannot be calculated; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one row asks for: counted members, the rent that counts, total income of a month."""

    counted: int
    rent: Decimal
    income: Decimal
    werte: Werte


def calculate_row(cells: Mapping[str, str]) -> Result:
    """Return rent used, income used, Wohngeld and reason for one row; never raises."""
    try:
        row = _read(cells)
    except BadRow as problem:
        return "", "", "", str(problem)
    except NotEnacted as problem:
        return "", "", "", not_enacted(problem.day)
    result = hoehe(row.counted, rent=row.rent, income=row.income, werte=row.werte)
    reason = "" if result.is_claim else no_claim(result.computed, row.werte.minimum_wohngeld)
    return plain(result.rent_used), plain(result.income_used), str(result.amount), reason


def no_claim(computed: int, minimum: int) -> str:
    """Say why nothing is paid."""
    reason = f"below {minimum} EUR (§ 21 Nr. 1 WoGG)"
    if computed <= 0:
        return f"{reason}: the income is too high for this rent (§ 19 Abs. 1 WoGG)"
    return f"{reason}: {computed} EUR"


def not_enacted(day: date) -> str:
    """Say that there are no figures for a day."""
    return f"no values are enacted for {day.isoformat()} (§ 43 WoGG)"


def day_of(text: str) -> date:
    """Read a day. :raises BadRow: when it is none."""
    typed = text.strip()
    found = _GERMAN_DAY.fullmatch(typed)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed, re.ASCII):
            return date.fromisoformat(typed)
    except ValueError:
        pass
    raise BadRow(f"date is no day such as 2026-11-01: {_shown(typed)}")


def plain(amount: Decimal) -> str:
    """Return an amount with a point, at least two places and no more than it needs."""
    whole, _, fraction = format(amount, "f").partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"


def _read(cells: Mapping[str, str]) -> Row:
    day = day_of(cells["date"])
    members = _whole(cells["members"], "members", range(1, MOST_MEMBERS + 1))
    counted = members
    if _told(cells, "counted"):
        counted = _whole(cells["counted"], "counted", range(1, members + 1))
    income = _income(cells, day)
    if not _told(cells, "eligible_rent"):
        return Row(counted, _rent(cells, members, counted, day), income, werte_at(day))
    if any(_told(cells, n) for n in ("mietenstufe", "gross_cold_rent", "place", "dwelling")):
        raise BadRow("give either eligible_rent, or mietenstufe and gross_cold_rent, not both")
    rent = _amount(cells["eligible_rent"], "eligible_rent")
    return Row(counted, rent, income, werte_at(day))


def _income(cells: Mapping[str, str], day: date) -> Decimal:
    """Return the total income of a month (§§ 13, 16 WoGG)."""
    told = [name for name in (*CLASSES, "yearly_allowances") if _told(cells, name)]
    if not told:
        return _amount(cells["monthly_income"], "monthly_income")
    if _told(cells, "monthly_income"):
        raise BadRow(f"give either monthly_income or {told[0]}, not both")
    amounts = {name: _amount(cells[name], name) for name in told}
    percent = werte_at(day).deduction_percent
    nought = Decimal(0)
    classes = [
        amounts.get(name, nought) * (100 - count * percent) / 100
        for count, name in enumerate(CLASSES)
    ]
    yearly = total(*classes, -amounts.get("yearly_allowances", nought))
    return quotient(max(nought, yearly), 12)


def _rent(cells: Mapping[str, str], members: int, counted: int, day: date) -> Decimal:
    """Return the rent that counts, of the gross rent and the level (§ 11 WoGG)."""
    kind = cells.get("dwelling", "").strip()
    if kind not in ("", CARE_HOME):
        raise BadRow(f"dwelling is neither empty nor {CARE_HOME}: {_shown(kind)}")
    level, place = cells["mietenstufe"].strip(), cells.get("place", "").strip()
    if level and place:
        raise BadRow("give either mietenstufe or place, not both")
    if not (level or place) or not (kind or _told(cells, "gross_cold_rent")):
        raise BadRow("give either eligible_rent, or both mietenstufe and gross_cold_rent")
    gross = Decimal(0)
    if _told(cells, "gross_cold_rent"):
        gross = _amount(cells["gross_cold_rent"], "gross_cold_rent")
    if level:
        number = str(ROMAN.index(level.upper())) if level.upper() in ROMAN[1:] else level
        stufe = _whole(number, "mietenstufe", LEVELS)
    werte = werte_at(day)
    if place:
        if place not in werte.mietenstufen:
            raise BadRow(f"place has no Mietenstufe here: {_shown(place)}")
        stufe = werte.mietenstufen[place]
    miete = zu_beruecksichtigende_miete(
        gross,
        mietenstufe=stufe,
        persons=members,
        counted=counted,
        werte=werte,
        is_home=kind == CARE_HOME,
    )
    return miete.eligible


def _told(cells: Mapping[str, str], name: str) -> bool:
    return bool(cells.get(name, "").strip())


def _whole(text: str, name: str, allowed: range) -> int:
    typed = text.strip()
    if re.fullmatch(r"\d{1,4}", typed, re.ASCII) and int(typed) in allowed:
        return int(typed)
    span = f"{allowed.start} to {allowed.stop - 1}"
    raise BadRow(f"{name} is no whole number from {span}: {_shown(typed)}")


def _amount(text: str, name: str) -> Decimal:
    typed = text.strip()
    if not _AMOUNT.fullmatch(typed):
        raise BadRow(f"{name} is no amount such as 512.30: {_shown(typed)}")
    return Decimal(typed.replace(",", "."))


def _shown(typed: str) -> str:
    """Return what was typed, short, so that a wrong row stays readable."""
    printable = "".join(sign if sign.isprintable() else "?" for sign in typed)
    if not printable:
        return "nothing"
    return repr(printable if len(printable) <= 30 else printable[:30] + "…")
