"""Records as plain data for JSON: what `dataclasses.asdict` gives, several times as fast.

An explained assessment has hundreds of values, and each decision of a run over thousands of grants
stores it more than once. Fields are looked up once a class; nothing is copied that cannot change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

_AS_IT_IS = frozenset({str, int, bool, float, type(None)})


def plain(value: Any) -> Any:
    """Return a value as dicts, lists and what JSON holds; decimals and days become texts.

    A record becomes a dict of its fields, in their order. Anything unknown stays as it is.
    """
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple or kind is list:
        return [plain(one) for one in value]
    reader = _readers.get(kind)
    if reader is None:
        reader = _readers[kind] = _reader_of(kind)
    return reader(value)


def _reader_of(kind: type[Any]) -> Callable[[Any], Any]:
    if is_dataclass(kind):
        names = tuple(one.name for one in fields(kind))
        return lambda record: {name: plain(getattr(record, name)) for name in names}
    if issubclass(kind, dict):
        return lambda found: {key: plain(one) for key, one in found.items()}
    if issubclass(kind, list | tuple):
        return lambda found: [plain(one) for one in found]
    if issubclass(kind, Decimal):
        return str
    if issubclass(kind, date):
        return lambda day: day.isoformat()
    return lambda same: same


_readers: dict[type[Any], Callable[[Any], Any]] = {}
