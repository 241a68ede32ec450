"""Reading the tables of hand-derived cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent.parent / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    """Return the rows of a table; each has its source."""
    rows: list[dict[str, Any]] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))[
        "cases"
    ]
    assert all(row["source"] for row in rows)
    return rows


def months_of(text: str | None) -> set[int]:
    """Read `1-5, 7` as a set of months."""
    found: set[int] = set()
    for part in str(text or "").split(","):
        if part.strip():
            first, _, last = part.strip().partition("-")
            found |= set(range(int(first), int(last or first) + 1))
    return found
