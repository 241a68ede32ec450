"""The command line `amt wohngeld IN.csv OUT.csv`.

Reads UTF-8 with or without a byte order mark, commas or semicolons; `-` stands for standard input
or output. The output appears whole or not at all, so input and output may be the same file.
"""

from __future__ import annotations

import argparse
import csv
import gc
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

from amt.contract.procedure import Command
from amt.procedures.wohngeld.bulk import (
    INPUT_COLUMNS,
    MORE_COLUMNS,
    RESULT_COLUMNS,
    NotATable,
    calculate_in_parts,
)

UNUSABLE = 2
"""Exit status when a file cannot be read or written."""

HELP = (
    "Compute Wohngeld for a table. Columns in: "
    + ",".join(INPUT_COLUMNS)
    + " (EUR a month; income after deductions and allowances; either mietenstufe and "
    + "gross_cold_rent, or eligible_rent). Columns it may have: "
    + ",".join(MORE_COLUMNS)
    + " (counted: members not excluded; dwelling: care_home or empty; place instead of mietenstufe;"
    + " instead of monthly_income what members with 0, 1, 2 and 3 deductions of § 16 WoGG have in a"
    + " year, and what §§ 17 to 18 take off). Columns added: "
    + ",".join(RESULT_COLUMNS)
    + "."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("source", metavar="IN.csv", help="table to read, or - for standard input")
    parser.add_argument(
        "target", metavar="OUT.csv", help="table to write, or - for standard output"
    )


def run(arguments: argparse.Namespace) -> int:
    """Calculate the table; return 0, or 2 when a file or its header cannot be used."""
    try:
        with _reading(arguments.source) as source, _writing(arguments.target) as target:
            rows, problems = _write(source, target)
    except NotATable as problem:
        return _unusable(str(problem))
    except UnicodeDecodeError:
        return _unusable(f"{arguments.source} is not UTF-8. Save the table as CSV in UTF-8.")
    except OSError as problem:
        named = problem.filename or arguments.target
        return _unusable(f"{named}: {problem.strerror}.")
    sys.stderr.write(f"{rows} rows, {problems} of them without an amount (see column reason).\n")
    return 0


def _write(source: TextIO, target: IO[str]) -> tuple[int, int]:
    rows = problems = 0
    with _no_collection():
        for number, part in enumerate(calculate_in_parts(source)):
            _write_rows(part, target)
            if number:
                rows += len(part)
                problems += sum(not row[-2] for row in part)
    return rows, problems


def _write_rows(rows: list[list[str]], target: IO[str]) -> None:
    """Write rows as CSV; where no cell needs quotes, joining says the same in a quarter of time."""
    text = "\n".join([",".join(row) for row in rows])
    commas = sum(map(len, rows)) - len(rows)
    is_bare = text.count("\n") == len(rows) - 1 and text.count(",") == commas
    if is_bare and '"' not in text and "\r" not in text:
        target.write(text + "\n")
    else:
        csv.writer(target, lineterminator="\n").writerows(rows)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rows are many and refer to nothing in a circle: looking for circles costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _reading(name: str) -> Iterator[TextIO]:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        yield sys.stdin
        return
    with Path(name).open(encoding="utf-8-sig", newline="") as source:
        yield source


@contextmanager
def _writing(name: str) -> Iterator[IO[str]]:
    if name == "-":
        yield sys.stdout
        return
    path = Path(name)
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as target:
            yield target
        return
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as target:
        unfinished = Path(target.name)
        try:
            # The file itself: its wrapper would cost a call for each row.
            yield target.file
            target.flush()
            unfinished.chmod(0o644)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def _unusable(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return UNUSABLE


COMMAND = Command(name="wohngeld", help=HELP, configure=configure, run=run)
