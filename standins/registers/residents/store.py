"""The residents in one SQLite file: written once by the generator, read by the register."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from standins.registers.people import CITIES, Family, Person, age_on, alike, alike_words

_TABLES = """
CREATE TABLE person (
    number INTEGER PRIMARY KEY, family_name TEXT, birth_name TEXT, given_names TEXT,
    given_name TEXT, birth_date TEXT, birth_place TEXT, sex TEXT, nationality TEXT,
    marital_status TEXT, married_on TEXT, spouse INTEGER, street TEXT, house_number TEXT,
    postcode TEXT, city TEXT, ars TEXT, moved_in_on TEXT, moved_out_on TEXT, died_on TEXT,
    is_blocked INTEGER, protection_note TEXT, family_key TEXT, birth_key TEXT
);
CREATE TABLE parent (child INTEGER, parent INTEGER, PRIMARY KEY (parent, child)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX person_by_name ON person (birth_date, family_key);
CREATE INDEX person_by_birth_name ON person (birth_date, birth_key);
"""
_BATCH = 5_000
_OF_AGE = 18


def write(file: Path, families: Iterable[Family]) -> int:
    """Write all people to a new file, over an earlier one; return how many there are."""
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(fresh)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
    count = 0
    for batch in _batches(families):
        count += len(batch)
        marks = ",".join("?" * 24)
        connection.executemany(f"INSERT INTO person VALUES ({marks})", map(_row, batch))  # noqa: S608 - marks alone
        pairs = ((one.number, parent) for one in batch for parent in one.parents)
        connection.executemany("INSERT INTO parent VALUES (?, ?)", pairs)
    connection.executescript(_INDEXES)
    connection.commit()
    connection.close()
    fresh.replace(file)
    return count


class Residents:
    """Reads the file; each question opens it anew, so that a fresh one counts at once."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def count(self) -> int:
        """Return how many people are kept, former ones included."""
        with self._open() as connection:
            return int(connection.execute("SELECT count(*) FROM person").fetchone()[0])

    def find(self, search: dict[str, str]) -> list[dict[str, str]]:
        """Find those who live here by name, birth date and place; a former name counts too."""
        key, names = alike(search.get("family_name", "")), alike_words(search.get("given_name", ""))
        if not key or not names or not search.get("birth_date"):
            return []
        query = (
            "SELECT * FROM person WHERE birth_date = :born AND family_key = :key "
            "UNION SELECT * FROM person WHERE birth_date = :born AND birth_key = :key"
        )
        with self._open() as connection:
            rows = connection.execute(query, {"born": search["birth_date"], "key": key}).fetchall()
        return [
            row
            for row in map(dict, rows)
            if names & alike_words(row["given_names"])
            and row["ars"] == search.get("ars")
            and not row["died_on"]
            and not row["moved_out_on"]
        ]

    def spouse_of(self, row: dict[str, str]) -> dict[str, str] | None:
        """Return the living spouse, unless a block protects that person."""
        if row["marital_status"] not in {"married", "partnership"} or not row["spouse"]:
            return None
        with self._open() as connection:
            found = connection.execute(
                "SELECT * FROM person WHERE number = ?", (row["spouse"],)
            ).fetchone()
        return dict(found) if found and not found["died_on"] and not found["is_blocked"] else None

    def minor_children_of(self, row: dict[str, str], on: date) -> list[dict[str, str]]:
        """Return the children under 18, the eldest first, unless a block protects them."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT person.* FROM parent JOIN person ON number = child WHERE parent = ? "
                "AND NOT is_blocked AND died_on = '' ORDER BY birth_date, number",
                (row["number"],),
            ).fetchall()
        return [
            dict(one) for one in rows if age_on(date.fromisoformat(one["birth_date"]), on) < _OF_AGE
        ]

    def _open(self) -> _Connection:
        return _Connection(self._file)


class _Connection:
    """A connection that is closed at the end of its block."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._connection.row_factory = sqlite3.Row

    def __enter__(self) -> sqlite3.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _batches(families: Iterable[Family]) -> Iterator[list[Person]]:
    batch: list[Person] = []
    for family in families:
        batch += family.people
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _row(one: Person) -> tuple[object, ...]:
    return (
        one.number, one.family_name, one.birth_name, one.given_names, one.given_name,
        one.birth_date.isoformat(), one.birth_place, one.sex, one.nationality, one.marital_status,
        _day(one.married_on), one.spouse, one.street, one.house_number, one.postcode,
        CITIES[one.ars], one.ars, _day(one.moved_in_on), _day(one.moved_out_on), _day(one.died_on),
        int(one.is_blocked), one.protection_note, alike(one.family_name), alike(one.birth_name),
    )  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
