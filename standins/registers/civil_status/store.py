"""Births and marriages in one SQLite file: entries of the two cities' registry offices alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from standins.registers.people import CITIES, Family, Person, age_on, alike, alike_words

_TABLES = """
CREATE TABLE birth (
    number TEXT PRIMARY KEY, family_name TEXT, given_names TEXT, given_name TEXT, birth_date TEXT,
    birth_place TEXT, sex TEXT, is_blocked INTEGER, family_key TEXT
);
CREATE TABLE parent (entry TEXT, birth_date TEXT, key TEXT, birth_key TEXT, given_names TEXT);
CREATE TABLE marriage (
    number TEXT, side INTEGER, married_on TEXT, family_name TEXT, birth_name TEXT,
    given_names TEXT, given_name TEXT, birth_date TEXT, family_key TEXT, birth_key TEXT,
    is_blocked INTEGER, died_on TEXT, has_ended INTEGER, PRIMARY KEY (number, side)
);
"""
_INDEXES = """
CREATE INDEX birth_by_name ON birth (birth_date, family_key);
CREATE INDEX parent_by_name ON parent (birth_date, key);
CREATE INDEX parent_by_birth_name ON parent (birth_date, birth_key);
CREATE INDEX marriage_by_name ON marriage (birth_date, family_key);
CREATE INDEX marriage_by_birth_name ON marriage (birth_date, birth_key);
"""
_BATCH = 5_000
_OF_AGE = 18


def write(file: Path, families: Iterable[Family]) -> int:
    """Write the entries that follow from the people to a new file; return how many births."""
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(fresh)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
    entries: dict[str, list[tuple[Any, ...]]] = {"birth": [], "parent": [], "marriage": []}
    count = 0
    for family in families:
        count += _add(family, entries)
        if len(entries["birth"]) >= _BATCH:
            _insert(connection, entries)
    _insert(connection, entries)
    connection.executescript(_INDEXES)
    connection.commit()
    connection.close()
    fresh.replace(file)
    return count


class CivilStatus:
    """Reads the file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def count(self) -> int:
        """Return how many births are entered."""
        return int(self._all("SELECT count(*) AS count FROM birth")[0]["count"])

    def find_births(self, search: dict[str, str]) -> list[dict[str, str]]:
        """Find somebody's own birth by the name then given, or the name now."""
        rows = self._by_name("birth", search, ("family_key",))
        # Who took another name by marriage is found by the entry that tells the name before.
        for row in self.find_marriages(search):
            if row["birth_name"]:
                earlier = {**search, "family_name": row["birth_name"]}
                rows += self._by_name("birth", earlier, ("family_key",))
        return list({row["number"]: row for row in rows}.values())

    def find_marriages(self, search: dict[str, str]) -> list[dict[str, str]]:
        """Find the marriages that have not ended, as entered for this person."""
        rows = self._by_name("marriage", search, ("family_key", "birth_key"))
        return [row for row in rows if not row["has_ended"]]

    def other_side(self, row: dict[str, str]) -> dict[str, str] | None:
        """Return the spouse in an entry, unless dead or protected."""
        found = self._all(
            "SELECT * FROM marriage WHERE number = ? AND side <> ? AND NOT is_blocked "
            "AND died_on = ''",
            (row["number"], row["side"]),
        )
        return found[0] if found else None

    def minor_children_of(self, search: dict[str, str], on: date) -> list[dict[str, str]]:
        """Return the births in which this person is a parent, of children under 18."""
        parents = self._by_name("parent", search, ("key", "birth_key"))
        numbers = sorted({row["entry"] for row in parents})
        if not numbers:
            return []
        marks = ",".join("?" * len(numbers))
        rows = self._all(
            f"SELECT * FROM birth WHERE number IN ({marks}) AND NOT is_blocked "  # noqa: S608 - marks alone
            "ORDER BY birth_date, number",
            tuple(numbers),
        )
        return [row for row in rows if age_on(date.fromisoformat(row["birth_date"]), on) < _OF_AGE]

    def _by_name(
        self, table: str, search: dict[str, str], columns: tuple[str, ...]
    ) -> list[dict[str, str]]:
        key, names = alike(search.get("family_name", "")), alike_words(search.get("given_name", ""))
        if not key or not names or not search.get("birth_date"):
            return []
        found: list[dict[str, str]] = []
        for column in columns:
            query = f"SELECT * FROM {table} WHERE birth_date = ? AND {column} = ?"  # noqa: S608 - own names
            found += self._all(query, (search["birth_date"], key))
        return [row for row in found if names & alike_words(row["given_names"])]

    def _all(self, query: str, values: tuple[object, ...] = ()) -> list[dict[str, Any]]:
        connection = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(query, values)]
        finally:
            connection.close()


def _insert(connection: sqlite3.Connection, entries: dict[str, list[tuple[Any, ...]]]) -> None:
    for table, rows in entries.items():
        if rows:
            marks = ",".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - own names
            rows.clear()


def _add(family: Family, entries: dict[str, list[tuple[Any, ...]]]) -> int:
    by_number = {one.number: one for one in family.people}
    births = 0
    for one in family.people:
        if one.birth_place in CITIES.values():
            births += 1
            number = f"G {one.number}/{one.birth_date.year}"
            name = one.birth_name or one.family_name
            entries["birth"].append(
                (number, name, one.given_names, one.given_name, one.birth_date.isoformat(),
                 one.birth_place, one.sex, int(one.is_blocked), alike(name))
            )  # fmt: skip
            for parent in (by_number[n] for n in one.parents if n in by_number):
                entries["parent"].append(
                    (number, parent.birth_date.isoformat(), alike(parent.family_name),
                     alike(parent.birth_name), parent.given_names)
                )  # fmt: skip
        spouse = by_number.get(one.spouse or 0)
        if spouse is not None and one.married_on and one.number < spouse.number:
            _add_marriage(one, spouse, entries)
    return births


def _add_marriage(one: Person, two: Person, entries: dict[str, list[tuple[Any, ...]]]) -> None:
    married_on = one.married_on or date.min
    ended = bool(one.died_on or two.died_on or one.marital_status != "married")
    for side, person in enumerate((one, two)):
        entries["marriage"].append(
            (f"E {one.number}/{married_on.year}", side, married_on.isoformat(),
             person.family_name, person.birth_name, person.given_names, person.given_name,
             person.birth_date.isoformat(), alike(person.family_name), alike(person.birth_name),
             int(one.is_blocked or two.is_blocked),
             person.died_on.isoformat() if person.died_on else "", int(ended))
        )  # fmt: skip
