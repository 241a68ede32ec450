"""One row by what identifies it, without putting the same query together each time.

Django builds and compiles a query for each call, which costs more than PostgreSQL takes to answer
it. What a page reads of itself (its draft, its case) is the same question with another number, so
it is compiled once a process and then only asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=Model)
Value = UUID | str | int
Converter = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class _Question:
    sql: str
    names: tuple[str, ...]
    converters: tuple[tuple[int, tuple[Converter, ...], Any], ...]


_questions: dict[tuple[type[Model], str, bool], _Question] = {}


def find_row(model: type[M], column: str, value: Value, *, lock: bool = False) -> M | None:
    """Return the row whose column has a value, or None; the column has to be unique.

    With `lock` the row is locked until the transaction ends.

    :raises django.db.transaction.TransactionManagementError: for a lock outside of a transaction.
    """
    if lock and not connection.in_atomic_block:
        message = f"{model.__name__} can only be locked inside a transaction"
        raise TransactionManagementError(message)
    question = _questions.get((model, column, lock)) or _put_together(model, column, value, lock)
    with connection.cursor() as cursor:
        cursor.execute(question.sql, [value])
        row = cursor.fetchone()
    if row is None:
        return None
    values = list(row)
    for index, converters, expression in question.converters:
        for convert in converters:
            values[index] = convert(values[index], expression, connection)
    return model.from_db(connection.alias, question.names, values)


def get_row(model: type[M], column: str, value: Value, *, lock: bool = False) -> M:
    """Return the row whose column has a value, like `find_row`, where it has to be there.

    :raises django.core.exceptions.ObjectDoesNotExist: when there is none, as `model.DoesNotExist`.
    :raises django.db.transaction.TransactionManagementError: for a lock outside of a transaction.
    """
    row = find_row(model, column, value, lock=lock)
    if row is None:
        missing = f"{model.__name__} {value} does not exist"
        raise model.DoesNotExist(missing)  # type: ignore[attr-defined]  # every model class has one
    return row


def _put_together(model: type[Model], column: str, value: Value, lock: bool) -> _Question:
    rows: QuerySet[Model] = QuerySet(model).filter(**{column: value})
    compiler = (rows.select_for_update() if lock else rows).query.get_compiler(connection.alias)
    sql, _parameters = compiler.as_sql()
    columns = [select[0] for select in compiler.select]
    found = compiler.get_converters(columns).items()
    question = _Question(
        sql=sql,
        names=tuple(column.target.attname for column in columns),
        converters=tuple((index, tuple(converters), one) for index, (converters, one) in found),
    )
    _questions[model, column, lock] = question
    return question
