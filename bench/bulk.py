"""Wohngeld of 300,000 invented households at once: the arrays alone, and CSV to CSV.

Counted is processor time, so that neighbours on the machine do not spoil it; the table is made
before, and read and written as files.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from pathlib import Path
from random import Random

from amt.procedures.wohngeld import cli
from amt.procedures.wohngeld.bulk import INPUT_COLUMNS, ROWS_AT_ONCE
from amt.procedures.wohngeld.bulk_columns import Batch, Sets, columns_of
from bench.rows import Row

HOUSEHOLDS = 300_000
COMPUTING_SECONDS = 0.1
TABLE_SECONDS = 4.0
ROUNDS = 3

SIZES = range(1, 15)
SHARES = (40, 25, 12, 8, 5, 3, 2, 1, 1, 1, 1, 1, 1, 1)


def measure() -> list[Row]:
    """Measure the best of some rounds."""
    with tempfile.TemporaryDirectory(prefix="amt-bench-") as name:
        source, target = Path(name) / "in.csv", Path(name) / "out.csv"
        with source.open("w", encoding="utf-8", newline="") as table:
            csv.writer(table).writerows([INPUT_COLUMNS, *_households(HOUSEHOLDS)])
        computing = min(_computing(source) for _ in range(ROUNDS))
        whole = min(_table(source, target) for _ in range(ROUNDS))
    return [
        Row(
            f"{HOUSEHOLDS:,} households computed as arrays",
            f"under {COMPUTING_SECONDS} s",
            f"{computing:.3f} s of processor time, best of {ROUNDS}",
            computing < COMPUTING_SECONDS,
        ),
        Row(
            f"{HOUSEHOLDS:,} households, CSV to CSV",
            f"under {TABLE_SECONDS:.0f} s",
            f"{whole:.2f} s of processor time, best of {ROUNDS}",
            whole < TABLE_SECONDS,
        ),
    ]


def _computing(source: Path) -> float:
    with source.open(encoding="utf-8", newline="") as table:
        header, *rows = csv.reader(table)
    sets = Sets()
    batches = [
        Batch(columns_of(header, rows[first : first + ROWS_AT_ONCE]), sets)
        for first in range(0, len(rows), ROWS_AT_ONCE)
    ]
    start = time.process_time()
    taken = sum(len(batch.calculate()[0]) for batch in batches)
    seconds = time.process_time() - start
    if taken != len(rows):
        raise RuntimeError("rows were left out")
    return seconds


def _table(source: Path, target: Path) -> float:
    start = time.process_time()
    cli.run(argparse.Namespace(source=str(source), target=str(target)))
    return time.process_time() - start


def _households(count: int) -> list[list[object]]:
    random = Random(1)  # noqa: S311 - invented households
    return [
        [
            number,
            random.choice(("2024-06-01", "2025-06-01")),
            random.choices(SIZES, SHARES)[0],
            random.randint(1, 7),
            f"{random.randint(200_00, 1500_00) / 100:.2f}",
            "",
            f"{random.randint(300_00, 4000_00) / 100:.2f}",
        ]
        for number in range(count)
    ]
