"""Wohngeld in bulk: one row of a table in, the same row with the result out.

A bad row gets its reason and stops nothing. The figures come from the same functions as the
explained calculation; `monthly_income` is the total income of § 13 (2) WoGG, after deductions and
allowances.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amt.contract.parameters import NotEnacted
from amt.procedures.wohngeld.rules.hoehe import Hoehe, hoehe
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
RESULT_COLUMNS = ("eligible_rent_used", "income_used", "wohngeld", "reason")

MOST_MEMBERS = 99

_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,10})?|\d{1,12},\d{1,2}", re.ASCII)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)


class NotATable(ValueError):
    """The file as a whole cannot be calculated; the text says why."""


class BadRow(ValueError):
    """A row cannot be calculated; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one row asks for."""

    members: int
    rent: Decimal
    income: Decimal
    werte: Werte


def calculate(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the rows of the result, the header first.

    :raises NotATable: when the header is missing, lacks columns or names one twice.
    """
    reader, header = _open(lines)
    yield [*header, *RESULT_COLUMNS]
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            yield [*[""] * len(header), "", "", "", f"row cannot be read: {broken}"]
            continue
        if not row:
            continue
        cells = [*row[: len(header)], *[""] * (len(header) - len(row))]
        fitting = len(row) == len(header)
        reason = "" if fitting else f"row has {len(row)} cells, the header has {len(header)}"
        result = (
            calculate_row(dict(zip(header, cells, strict=True)))
            if fitting
            else ("", "", "", reason)
        )
        yield [*cells, *result]


def calculate_row(cells: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Return rent used, income used, Wohngeld and reason for one row; never raises."""
    try:
        row = _read(cells)
    except (BadRow, NotEnacted) as problem:
        return "", "", "", _sentence(problem)
    result = hoehe(row.members, rent=row.rent, income=row.income, werte=row.werte)
    reason = "" if result.is_claim else _no_claim(result, row.werte)
    return _plain(result.rent_used), _plain(result.income_used), str(result.amount), reason


def _no_claim(result: Hoehe, werte: Werte) -> str:
    reason = f"below {werte.minimum_wohngeld} EUR (§ 21 Nr. 1 WoGG)"
    if result.computed <= 0:
        return f"{reason}: the income is too high for this rent (§ 19 Abs. 1 WoGG)"
    return f"{reason}: {result.computed} EUR"


def _sentence(problem: BadRow | NotEnacted) -> str:
    if isinstance(problem, NotEnacted):
        return f"no values are enacted for {problem.day.isoformat()} (§ 43 WoGG)"
    return str(problem)


def _open(lines: Iterable[str]) -> tuple[Iterator[list[str]], list[str]]:
    source = iter(lines)
    first = next(source, "").removeprefix("\ufeff")
    if not first.strip():
        raise NotATable("The file is empty: a header line is needed.")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    except csv.Error as broken:
        raise NotATable(f"The header line cannot be read: {broken}.") from None
    missing = [name for name in INPUT_COLUMNS if name not in header]
    if missing:
        raise NotATable(
            f"The header lacks {', '.join(missing)}. Needed are {','.join(INPUT_COLUMNS)}."
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    taken = [name for name in RESULT_COLUMNS if name in header]
    if twice or taken:
        named = ", ".join(twice or taken)
        problem = "twice" if twice else "though it is a column of the result"
        raise NotATable(f"The header names {named} {problem}.")
    return csv.reader(source, delimiter=delimiter), header


def _read(cells: Mapping[str, str]) -> Row:
    day = _day(cells["date"])
    members = _whole(cells["members"], "members", range(1, MOST_MEMBERS + 1))
    income = _amount(cells["monthly_income"], "monthly_income")
    level, cold, eligible = (
        cells[name].strip() for name in ("mietenstufe", "gross_cold_rent", "eligible_rent")
    )
    if eligible and (level or cold):
        raise BadRow("give either eligible_rent, or mietenstufe and gross_cold_rent, not both")
    if not eligible and not (level and cold):
        raise BadRow("give either eligible_rent, or both mietenstufe and gross_cold_rent")
    if eligible:
        return Row(members, _amount(eligible, "eligible_rent"), income, werte_at(day))
    number = str(ROMAN.index(level.upper())) if level.upper() in ROMAN[1:] else level
    rent = _amount(cold, "gross_cold_rent")
    stufe = _whole(number, "mietenstufe", LEVELS)
    werte = werte_at(day)
    miete = zu_beruecksichtigende_miete(
        rent, mietenstufe=stufe, persons=members, counted=members, werte=werte
    )
    return Row(members, miete.eligible, income, werte)


def _day(text: str) -> date:
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


def _plain(amount: Decimal) -> str:
    """Return an amount with a point, at least two places and no more than it needs."""
    whole, _, fraction = format(amount, "f").partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"
