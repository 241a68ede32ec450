"""`python -m bench`: measure, print a table, and with `--write` put it into docs/performance.md.

Nothing here is a test: a slow machine fails no build. Each row says how it was measured.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench import (
    applying,
    bulk,
    calculation,
    hardware,
    pages,
    paper,
    redecision,
    registers,
    uploads,
)
from bench.rows import Row, as_table

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
PARTS = (
    "calculation",
    "bulk",
    "office",
    "applying",
    "uploads",
    "paper",
    "registers",
    "redecision",
)
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"


def main() -> int:
    """Measure everything, or one part."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--write", action="store_true", help="keep the table in performance.md")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--seconds", type=int, default=10, help="how long each page is asked")
    options = parser.parse_args()
    rows: list[Row] = []
    described = hardware.described()
    if options.only in (None, "calculation"):
        rows += calculation.measure()
    if options.only in (None, "bulk"):
        rows += bulk.measure()
    if options.only in (None, "office"):
        rows += pages.measure(options.seconds)
    if options.only in (None, "applying"):
        rows += applying.measure(options.seconds)
    if options.only in (None, "uploads"):
        rows += uploads.measure()
    if options.only in (None, "paper"):
        rows += paper.measure()
    if options.only in (None, "registers"):
        rows += registers.measure()
    if options.only in (None, "redecision"):
        rows += redecision.measure()
    table = f"{described}\n\n{as_table(rows)}\n"
    print(table)
    if options.write:
        write(table)
    return 0


def write(table: str) -> None:
    """Put the table between the marks of the page."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}{table}{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
