"""New rows without putting the same statement together each time.

Sending an application writes some twenty rows, and Django compiles an INSERT for each of them. Here
the statement of a table is put together once a process. Fields prepare their values as they always
do; what only `save` does (signals, parents, computed columns) is refused or unused here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import AutoField, Field, Model
from django.db.models.expressions import DatabaseDefault

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class _Table:
    begin: str
    row: str
    key: str
    fields: tuple[Field[Any, Any], ...]


_tables: dict[type[Model], _Table] = {}


def add_row(row: M) -> M:
    """Insert a new row and return it with its key.

    :raises django.db.IntegrityError: when the table refuses it.
    :raises TypeError: when the table is one that only Django's own `save` can fill.
    """
    _insert(row, " RETURNING ")
    return row


def add_row_unless_there(row: Model) -> bool:
    """Insert a new row unless a unique index has one like it already; tell whether it is new.

    :raises django.db.IntegrityError: when the table refuses it for another reason.
    :raises TypeError: when the table is one that only Django's own `save` can fill.
    """
    return _insert(row, " ON CONFLICT DO NOTHING RETURNING ")


def add_rows(rows: Iterable[Model]) -> None:
    """Insert new rows of one table in their order, in one statement; their keys stay unknown.

    :raises django.db.IntegrityError: when the table refuses one of them.
    :raises TypeError: when the table is one that only Django's own `save` can fill.
    """
    given = list(rows)
    if not given:
        return
    table = _table(type(given[0]))
    values = [value for row in given for value in _values(table, row)]
    with connection.cursor() as cursor:
        cursor.execute(table.begin + ", ".join([table.row] * len(given)), values)


def _insert(row: Model, end: str) -> bool:
    table = _table(type(row))
    with connection.cursor() as cursor:
        cursor.execute(table.begin + table.row + end + table.key, _values(table, row))
        made = cursor.fetchone()
    if made is None:
        return False
    row.pk = made[0]
    # What Model.save_base does at its end; Django has no other way to say that a row is stored.
    row._state.adding = False  # noqa: SLF001 - see the line above
    row._state.db = connection.alias  # noqa: SLF001 - see the line above
    return True


def _values(table: _Table, row: Model) -> list[Any]:
    return [_prepared(field, row) for field in table.fields]


def _prepared(field: Field[Any, Any], row: Model) -> Any:
    value = field.pre_save(row, add=True)
    if isinstance(value, DatabaseDefault):
        # Nobody has said anything else; the row knows afterwards what is stored.
        value = field.db_default
        setattr(row, field.attname, value)
    return field.get_db_prep_save(value, connection)


def _table(model: type[Model]) -> _Table:
    return _tables.get(model) or _put_together(model)


def _put_together(model: type[Model]) -> _Table:
    meta = model._meta  # noqa: SLF001 - documented by Django for use from outside
    quote = connection.ops.quote_name
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    if not isinstance(meta.pk, AutoField) or meta.parents:
        raise TypeError(f"{meta.label} is not numbered by the database")
    if any(_is_computed(field) for field in fields):
        raise TypeError(f"the database computes a column of {meta.label}")
    if model.save is not Model.save or model.save_base is not Model.save_base:
        raise TypeError(f"{meta.label} saves in its own way")
    columns = ", ".join(quote(str(field.column)) for field in fields)
    table = _Table(
        begin=f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ",  # noqa: S608 - only names
        row=f"({', '.join(['%s'] * len(fields))})",
        key=quote(str(meta.pk.column)),
        fields=tuple(fields),
    )
    _tables[model] = table
    return table


def _is_computed(field: Field[Any, Any]) -> bool:
    is_expression = hasattr(field.db_default, "resolve_expression")
    return field.generated or (is_expression and not field.has_default())
