"""The languages of the pages, read from `languages.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import to_locale

FILE = Path(__file__).with_name("languages.toml")


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: its code, its name in itself, and which gaps are refused."""

    code: str
    name: str
    complete: bool
    staff_only: tuple[str, ...] = ()
    longest_sentence: int | None = None

    @property
    def folder(self) -> str:
        """Name the folder of its message files as Django looks for it."""
        return to_locale(self.code)

    @property
    def base(self) -> str:
        """Name the language whose plural forms and formats it has: `de` for `de-simple`."""
        return self.code.split("-")[0]

    def must_have(self, room: str) -> bool:
        """Say whether a missing text of a room (a folder of the package) is refused."""
        return self.complete and room not in self.staff_only


def read_languages(file: Path = FILE) -> tuple[Language, ...]:
    """Read all languages; the first is the language of the sources."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["language"]
    return tuple(
        Language(
            code=entry["code"],
            name=entry["name"],
            complete=entry["complete"],
            staff_only=tuple(entry.get("staff_only", ())),
            longest_sentence=entry.get("longest_sentence"),
        )
        for entry in entries
    )
