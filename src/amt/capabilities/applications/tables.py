"""Reading register and payment files as streams: two tables, joined household by household.

Both are sorted by household, so that nothing is held but the household that is read. A row that
cannot be read spoils its household: half of what is known would lead to a wrong letter. What is
wrong is named by file, line and column, never by a value.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from amt.contract.outreach import HouseholdRows, LeftOut, Row

REGISTER, PAYMENTS = "register", "payments"
SPOILED, NOT_READ = "spoiled", "row_not_read"
_KEY = "household"


class TableRefused(ValueError):
    """A file cannot be used as a whole; the text says why, without a value of it."""


@dataclass(slots=True)
class _Group:
    household: str
    rows: list[Row] = field(default_factory=list)
    spoiled: bool = False


def households_of(
    register: Iterable[str],
    payments: Iterable[str],
    register_columns: Sequence[str],
    payment_columns: Sequence[str],
) -> Iterator[HouseholdRows | LeftOut]:
    """Yield the households of the register with their payments, and what is left out.

    :raises TableRefused: when a header lacks a column, a file is not sorted or not UTF-8.
    """
    paid = _groups(payments, PAYMENTS, payment_columns)
    people = _groups(register, REGISTER, register_columns)
    waiting = next(paid, None)
    for group in people:
        if isinstance(group, LeftOut):
            yield group
            continue
        found: _Group | None = None
        while waiting is not None:
            if isinstance(waiting, LeftOut):
                yield waiting
            elif waiting.household > group.household:
                break
            elif waiting.household == group.household:
                found = waiting
            waiting = next(paid, None)
        if group.spoiled or (found is not None and found.spoiled):
            yield LeftOut(group.household, SPOILED)
        else:
            rows = tuple(found.rows) if found is not None else ()
            yield HouseholdRows(group.household, tuple(group.rows), rows)
    while waiting is not None:
        if isinstance(waiting, LeftOut):
            yield waiting
        waiting = next(paid, None)


def _groups(lines: Iterable[str], file: str, columns: Sequence[str]) -> Iterator[_Group | LeftOut]:
    """Yield rows that belong together; a row that cannot be read spoils its neighbours.

    It might belong to either, and what it says might be the reason to write to nobody.
    """
    group: _Group | None = None
    spoils = False
    for line, cells in _rows(lines, file, columns):
        household = cells.get(_KEY, "") if cells is not None else ""
        if cells is None or not household:
            yield LeftOut("", NOT_READ, file, line)
            spoils = True
            if group is not None:
                group.spoiled = True
            continue
        if group is None or household != group.household:
            if group is not None:
                if household < group.household:
                    raise TableRefused(f"{file} line {line}: not sorted by household")
                yield group
            group = _Group(household, spoiled=spoils)
            spoils = False
        elif spoils:
            spoils = False
        group.rows.append(Row(line, cells))
    if group is not None:
        yield group


class _Lines:
    """Lines of a file that know how many of them were read."""

    def __init__(self, lines: Iterable[str], file: str) -> None:
        self._lines = iter(lines)
        self._file = file
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except UnicodeDecodeError:
            raise TableRefused(f"{self._file} after line {self.number}: not UTF-8") from None
        self.number += 1
        return line


def _rows(
    lines: Iterable[str], file: str, columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Yield number of the line and cells by column; None stands for a row that cannot be read."""
    source = _Lines(lines, file)
    first = next(source, "").removeprefix("\ufeff")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    header = _header(first, delimiter, file, columns)
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield source.number, None
            continue
        if len(cells) == len(header):
            named = zip(header, cells, strict=True)
            yield source.number, {name: cell.strip() for name, cell in named}
        elif cells:
            yield source.number, None


def _header(first: str, delimiter: str, file: str, columns: Sequence[str]) -> list[str]:
    try:
        header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    except csv.Error:
        header = []
    missing = [name for name in (_KEY, *columns) if name not in header]
    if missing:
        raise TableRefused(f"{file}: the header lacks {', '.join(dict.fromkeys(missing))}")
    if len(set(header)) != len(header):
        raise TableRefused(f"{file}: the header names a column twice")
    return header
