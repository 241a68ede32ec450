"""The cases of the folder, read from `cases/*.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent / "cases"


def tables(name: str) -> Iterator[dict[str, Any]]:
    """Yield the tables of a file, each with source and date."""
    yield from yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))["cases"]


def rows(name: str) -> list[dict[str, Any]]:
    """List the rows of all tables of a file, each with the date of its table."""
    return [{**row, "date": table["date"]} for table in tables(name) for row in table["rows"]]


def by_paragraph() -> list[dict[str, Any]]:
    """List the households of `cases/paragraphs`, file by file."""
    files = sorted((FOLDER / "paragraphs").glob("*.yaml"))
    return [case for file in files for case in yaml.safe_load(file.read_text("utf-8"))["cases"]]
