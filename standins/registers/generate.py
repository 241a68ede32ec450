"""`python -m standins.registers.generate --persons N --into FOLDER`: people for both registers.

Writes `residents.sqlite` and `civil_status.sqlite`; with `--streets FILE` also the list of streets
in which they live.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from standins.registers.civil_status import store as civil_status
from standins.registers.population import MOST, population
from standins.registers.residents import store as residents
from standins.registers.streets import write_streets


def main() -> int:
    """Write the files and say how many there are."""
    parser = argparse.ArgumentParser(prog="amt registers generate")
    parser.add_argument("--persons", type=int, required=True, help=f"how many (0 to {MOST})")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people")
    parser.add_argument("--into", type=Path, required=True, help="folder of the stand-ins")
    parser.add_argument("--streets", type=Path, help="write the streets to this file (CSV)")
    given = parser.parse_args()
    if not 0 <= given.persons <= MOST:
        parser.error(f"--persons must be a number from 0 to {MOST}")
    begun = time.monotonic()
    people = residents.write(
        given.into / "residents.sqlite", population(given.persons, seed=given.seed)
    )
    births = civil_status.write(
        given.into / "civil_status.sqlite", population(given.persons, seed=given.seed)
    )
    if given.streets:
        write_streets(given.streets)
    seconds = time.monotonic() - begun
    print(f"{people} people and {births} births in {seconds:.1f} seconds: {given.into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
