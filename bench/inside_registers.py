"""`python -m bench.inside_registers FOLDER COUNT`: ask a running register, print milliseconds.

A process of its own, because it needs the settings of Django; the database is not used.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import time
from dataclasses import replace
from pathlib import Path

import django
from django.conf import settings

QUESTIONS = 200
KEYS = ("family_name", "given_name", "birth_date", "ars")


def main(folder: Path, count: int) -> int:
    """Ask for people and their children, in turn, over HTTP."""
    django.setup()
    # The room has models, so it can be loaded only now.
    from amt.capabilities.registers import adapters, sources  # noqa: PLC0415 - after setup
    from amt.contract.lookups import Relation  # noqa: PLC0415 - after setup

    settings.AMT = replace(settings.AMT, registers_file=folder / "registers.yaml")
    source = next(one for one in sources.list_sources() if one.key == "residents")
    times = []
    for number, search in enumerate(people(folder / "standins" / "residents.sqlite", count)):
        relation = (Relation.SELF, Relation.MINOR_CHILDREN)[number % 2]
        question = adapters.Question(
            f"bench-{number}", "Amt", "bench", "Messung", "§ 0", relation,
            ("given_name", "birth_date"), search,
        )  # fmt: skip
        begun = time.perf_counter()
        adapters.HttpAdapter().ask(source, question)
        times.append((time.perf_counter() - begun) * 1000)
    print(json.dumps(times))
    return 0


def people(file: Path, count: int) -> list[dict[str, str]]:
    """Return what some of the invented people are found by."""
    chosen = random.Random(5).sample(range(20, count), QUESTIONS)  # noqa: S311 - a sample
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    rows = [
        dict(connection.execute("SELECT * FROM person WHERE number = ?", (number,)).fetchone())
        for number in chosen
    ]
    connection.close()
    return [{key: row[key] for key in KEYS} for row in rows]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
