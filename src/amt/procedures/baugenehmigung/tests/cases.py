"""The cases of the folder, read from `cases/fristen.yaml`, and chronicles written briefly."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from amt.contract.deeds import Chronicle, Entry

FOLDER = Path(__file__).parent.parent / "cases"


def cases() -> list[dict[str, Any]]:
    """List the cases of the clock."""
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / "fristen.yaml").read_text("utf-8"))[
        "cases"
    ]
    return found


def chronicle(*rows: tuple[str, date] | tuple[str, date, dict[str, Any]]) -> Chronicle:
    """Return a chronicle; answers are written without the deed's key before them."""
    entries = []
    for deed, on, *answers in rows:
        given = answers[0] if answers else {}
        assert isinstance(given, dict)
        entries.append(Entry(deed, on, {f"{deed}.{key}": value for key, value in given.items()}))
    return Chronicle(tuple(entries))
