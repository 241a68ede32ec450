"""Wohngeld in bulk: one row of a table in, the same row with the result out.

A bad row gets its reason and stops nothing. Rows go through arrays of whole numbers, some ten
thousand at a time; what the arrays do not take goes through `bulk_row`, one by one. The figures are
those of the explained calculation, and so are the results.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from amt.procedures.wohngeld.bulk_columns import Batch, Sets, columns_of, texts_of
from amt.procedures.wohngeld.bulk_row import (
    INPUT_COLUMNS,
    MORE_COLUMNS,
    RESULT_COLUMNS,
    Result,
    calculate_row,
)

__all__ = [
    "INPUT_COLUMNS",
    "MORE_COLUMNS",
    "RESULT_COLUMNS",
    "NotATable",
    "calculate",
    "calculate_in_parts",
    "calculate_row",
]

ROWS_AT_ONCE = 16_384
"""So many that their arrays stay in the cache of a processor."""


class NotATable(ValueError):
    """The file as a whole cannot be calculated; the text says why."""


def calculate(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the rows of the result, the header first.

    :raises NotATable: when the header is missing, lacks columns or names one twice.
    """
    for part in calculate_in_parts(lines):
        yield from part


def calculate_in_parts(lines: Iterable[str]) -> Iterator[list[list[str]]]:
    """Yield the rows of the result, many at a time; the header stands alone in the first part.

    :raises NotATable: when the header is missing, lacks columns or names one twice.
    """
    reader, header = _open(lines)
    yield [[*header, *RESULT_COLUMNS]]
    sets = Sets()
    while rows := _some_rows(reader):
        yield list(_calculated(rows, header, sets))


def _some_rows(reader: Iterator[list[str]]) -> list[list[str] | str]:
    """Read the next rows; a text stands for a row that cannot be read, with the reason."""
    rows: list[list[str] | str] = []
    while len(rows) < ROWS_AT_ONCE:
        try:
            for row in reader:
                if row:
                    rows.append(row)
                if len(rows) == ROWS_AT_ONCE:
                    break
            else:
                break
        except csv.Error as broken:
            rows.append(f"row cannot be read: {broken}")
    return rows


def _calculated(rows: list[list[str] | str], header: list[str], sets: Sets) -> Iterator[list[str]]:
    width = len(header)
    fitting = [row for row in rows if len(row) == width and not isinstance(row, str)]
    results = iter(_results(fitting, header, sets)) if fitting else iter(())
    for row in rows:
        if isinstance(row, str):
            yield [*[""] * width, "", "", "", row]
        elif len(row) == width:
            yield [*row, *next(results)]
        else:
            reason = f"row has {len(row)} cells, the header has {width}"
            yield [*row[:width], *[""] * (width - len(row)), "", "", "", reason]


def _results(rows: list[list[str]], header: list[str], sets: Sets) -> list[Result]:
    taken, found = Batch(columns_of(header, rows), sets).calculate()
    if found is not None and len(taken) == len(rows):
        return texts_of(found)
    results: list[Result | None] = [None] * len(rows)
    if found is not None:
        for number, result in zip(taken.tolist(), texts_of(found), strict=True):
            results[number] = result
    return [
        result or calculate_row(dict(zip(header, row, strict=True)))
        for result, row in zip(results, rows, strict=True)
    ]


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
