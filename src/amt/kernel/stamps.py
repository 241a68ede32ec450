"""The stamp of a subject: a short text that is another one as soon as one of its rows is.

Rooms name the rows that tell something of their subjects (`Rows`, at their door `queries`); whoever
keeps what was made from these rows asks for the stamp first. It is made of the versions that
PostgreSQL itself gives to rows, so no writer has to think of it and none can forget it.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import Model

# By connection to the server: what it has prepared. Planning costs ten times what running does.
_prepared: MutableMapping[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table; `where` is SQL in which `$1` is the kind of the subject and `$2` its id."""

    model: type[Model]
    where: str = "TRUE"


def table(model: type[Model]) -> str:
    """Return the name of a table, quoted for SQL."""
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's public door


def stamp_of(rows: Sequence[Rows], *, kind: str, subject: object) -> str:
    """Return the stamp of a subject over some rows, in one query.

    A row that is added, changed or removed changes it, also when the change restores old values.
    """
    sql = _sql(rows)
    name = f"stamp_{hashlib.sha256(sql.encode()).hexdigest()[:16]}"
    with connection.cursor() as cursor:
        known = _prepared.setdefault(connection.connection, set())
        if name not in known:
            cursor.execute(f"PREPARE {name} (text, text) AS {sql}")
            known.add(name)
        cursor.execute(f"EXECUTE {name} (%s, %s)", [kind, str(subject)])
        found = cursor.fetchone()
    return hashlib.sha256(repr(found).encode()).hexdigest()


def _sql(rows: Sequence[Rows]) -> str:
    versions = "string_agg(xmin::text || ctid::text, ',' ORDER BY ctid)"
    of_tables = [f"{versions} FROM {table(one.model)} WHERE {one.where}" for one in rows]
    return f"SELECT {', '.join(f'(SELECT {one})' for one in of_tables)}"
