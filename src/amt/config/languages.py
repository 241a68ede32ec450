"""The languages of the pages, read from `languages.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("languages.toml")


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: its code, its name in itself, and whether gaps are refused."""

    code: str
    name: str
    complete: bool


def read_languages(file: Path = FILE) -> tuple[Language, ...]:
    """Read all languages; the first is the language of the sources."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["language"]
    return tuple(
        Language(code=entry["code"], name=entry["name"], complete=entry["complete"])
        for entry in entries
    )
