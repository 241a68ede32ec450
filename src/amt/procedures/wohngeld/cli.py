"""The command line `amt wohngeld IN.csv OUT.csv`.

Reads UTF-8 with or without a byte order mark, commas or semicolons; `-` stands for standard input
or output. The output appears whole or not at all, so input and output may be the same file.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from amt.contract.procedure import Command
from amt.procedures.wohngeld.bulk import (
    INPUT_COLUMNS,
    RESULT_COLUMNS,
    NotATable,
    calculate,
)

UNUSABLE = 2
"""Exit status when a file cannot be read or written."""

HELP = (
    "Compute Wohngeld for a table. Columns in: "
    + ",".join(INPUT_COLUMNS)
    + " (EUR a month; income after deductions and allowances; either mietenstufe and "
    + "gross_cold_rent, or eligible_rent). Columns added: "
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


def _write(source: TextIO, target: TextIO) -> tuple[int, int]:
    writer = csv.writer(target, lineterminator="\n")
    rows = problems = 0
    for number, row in enumerate(calculate(source)):
        writer.writerow(row)
        rows = number
        problems += number > 0 and not row[-2]
    return rows, problems


@contextmanager
def _reading(name: str) -> Iterator[TextIO]:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        yield sys.stdin
        return
    with Path(name).open(encoding="utf-8-sig", newline="") as source:
        yield source


@contextmanager
def _writing(name: str) -> Iterator[TextIO]:
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
            yield target  # type: ignore[misc]  # a wrapper of a text file
            target.flush()
            unfinished.chmod(0o644)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def _unusable(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return UNUSABLE


COMMAND = Command(name="wohngeld", help=HELP, configure=configure, run=run)
