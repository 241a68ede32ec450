"""`python -m standins.registers.streets FILE`: the invented list of streets of both cities (CSV).

Its columns are those of `amt streets load`. The demo's office loads it; an office that works has
the list of its own survey office.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from standins.registers import known, places
from standins.registers.people import CITIES


def main() -> int:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m standins.registers.streets")
    parser.add_argument("file", type=Path)
    write_streets(parser.parse_args().file)
    return 0


def write_streets(file: Path) -> None:
    """Write all streets of both cities, those of the cast too, with their postcodes."""
    found: dict[tuple[str, str], set[str]] = {}
    for street in (one for ars in CITIES for one in places.streets(ars)):
        found.setdefault((street.ars, street.name), set()).add(street.postcode)
    for person in (one for family in known.families() for one in family.people):
        found.setdefault((person.ars, person.street), set()).add(person.postcode)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(("ars", "name", "postcodes"))
        for (ars, name), postcodes in sorted(found.items()):
            rows.writerow((ars, name, " ".join(sorted(postcodes))))


if __name__ == "__main__":
    sys.exit(main())
