"""Reading a household from JSON, and the JSON Schema of it.

Comes in: a parsed JSON document (`amt wohngeld-explain`, the trial over HTTP). Goes out:
`haushalt.Haushalt` or one `DocumentRefused` with every fault and its JSON pointer. Money is
text with a point or a number; numbers that were parsed as binary floats are read as printed.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from amt.contract.trials import DocumentRefused, Fault
from amt.procedures.wohngeld.rules.haushalt import Haushalt
from amt.procedures.wohngeld.rules.pruefen import pruefe

SCHEMA_ID = "urn:amt:wohngeld:household:1"

_MONEY = r"-?\d{1,9}(\.\d{1,10})?"
_MONEY_EXACTLY = re.compile(_MONEY, re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST_TEXT = 500
_MOST_ENTRIES = 100
_LARGEST = 10_000


def haushalt_from_json(document: Mapping[str, Any]) -> Haushalt:
    """Return the household of a JSON document.

    :raises DocumentRefused: with all that is wrong, when the document is no household.
    """
    problems: list[Fault] = []
    read = _record(Haushalt, document, "", problems)
    if not problems:
        problems = [Fault(pointer, sentence) for pointer, sentence in pruefe(read)]
    if problems:
        raise DocumentRefused(tuple(problems))
    haushalt: Haushalt = read
    return haushalt


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a household, generated from the classes."""
    definitions: dict[str, Any] = {}
    _describe_record(Haushalt, definitions)
    root = definitions.pop(Haushalt.__name__)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Household for Wohngeld",
        **root,
        "$defs": definitions,
    }


@lru_cache(maxsize=64)
def hints(record: type) -> dict[str, tuple[Any, str]]:
    """Return for each field its bare type and its text."""
    hints = get_type_hints(record, include_extras=True)
    return {f.name: get_args(hints[f.name]) for f in fields(record)}


def _record(record: type, value: Any, pointer: str, problems: list[Fault]) -> Any:
    if not isinstance(value, Mapping):
        problems.append(Fault(pointer, "must be an object"))
        return None
    known, read = hints(record), {}
    for name in value:
        if name not in known:
            problems.append(Fault(f"{pointer}/{name}", "is not known here"))
    before = len(problems)
    for field in fields(record):
        if field.name in value:
            place = f"{pointer}/{field.name}"
            read[field.name] = _value(known[field.name][0], value[field.name], place, problems)
        elif field.default is MISSING and field.default_factory is MISSING:
            problems.append(Fault(f"{pointer}/{field.name}", "is missing"))
    return record(**read) if len(problems) == before else None


def _value(kind: Any, value: Any, pointer: str, problems: list[Fault]) -> Any:
    if get_origin(kind) in (types.UnionType, Union):
        if value is None:
            return None
        kind = next(part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is tuple:
        return _entries(get_args(kind)[0], value, pointer, problems)
    if is_dataclass(kind):
        return _record(kind, value, pointer, problems)  # type: ignore[arg-type]  # always a class
    try:
        return _scalar(kind, value)
    except ValueError as wrong:
        problems.append(Fault(pointer, str(wrong)))
        return None


def _entries(kind: Any, value: Any, pointer: str, problems: list[Fault]) -> Any:
    if not isinstance(value, list | tuple):
        problems.append(Fault(pointer, "must be a list"))
        return ()
    if len(value) > _MOST_ENTRIES:
        problems.append(Fault(pointer, f"must not have more than {_MOST_ENTRIES} entries"))
        return ()
    return tuple(_value(kind, v, f"{pointer}/{i}", problems) for i, v in enumerate(value))


def _scalar(kind: Any, value: Any) -> Any:
    """Read a single value. :raises ValueError: with a sentence, when it does not fit."""
    if kind is bool:
        return _flag(value)
    if kind is int:
        return _integer(value)
    if kind is Decimal:
        return _money(value)
    if not isinstance(value, str):
        raise ValueError("must be text")
    if kind is date:
        return _day(value)
    if issubclass(kind, StrEnum):
        return _choice(kind, value)
    if len(value) > _LONGEST_TEXT:
        raise ValueError(f"must not be longer than {_LONGEST_TEXT} characters")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _integer(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise ValueError(f"must be a whole number from 0 to {_LARGEST}")
    return value


def _money(value: Any) -> Decimal:
    """Read an amount exactly; a binary float by its shortest printed form."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError("must be an amount such as 1400.00")
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    if not _MONEY_EXACTLY.fullmatch(text):
        raise ValueError("must be an amount such as 1400.00")
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover  # the pattern admits nothing else
        raise ValueError("must be an amount such as 1400.00") from None


def _day(value: str) -> date:
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("must be a day such as 2026-05-01")


def _choice(kind: type[StrEnum], value: str) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        raise ValueError(f"must be one of {', '.join(kind)}") from None


def _describe_record(record: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """Add a class to the definitions and return a reference to it."""
    if record.__name__ not in definitions:
        definitions[record.__name__] = {}
        properties, required = {}, []
        for field in fields(record):
            kind, text = hints(record)[field.name]
            described = _describe(kind, definitions)
            properties[field.name] = {"description": text, **described}
            if field.default is MISSING and field.default_factory is MISSING:
                required.append(field.name)
            elif _is_told(field.default):
                properties[field.name]["default"] = _plain(field.default)
        definitions[record.__name__] = {
            "type": "object",
            "description": (record.__doc__ or "").strip().splitlines()[0],
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{record.__name__}"}


def _is_told(default: Any) -> bool:
    return default is not None and default != () and default is not MISSING


def _plain(default: Any) -> Any:
    return str(default) if isinstance(default, Decimal | StrEnum) else default


def _describe(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if get_origin(kind) in (types.UnionType, Union):
        inner = next(part for part in get_args(kind) if part is not type(None))
        return {"anyOf": [_describe(inner, definitions), {"type": "null"}]}
    if get_origin(kind) is tuple:
        items = _describe(get_args(kind)[0], definitions)
        return {"type": "array", "items": items, "maxItems": _MOST_ENTRIES}
    if is_dataclass(kind):
        return _describe_record(kind, definitions)  # type: ignore[arg-type]  # always a class
    if issubclass(kind, StrEnum):
        return {"type": "string", "enum": [str(value) for value in kind]}
    return dict(_SCALARS[kind])


_SCALARS: dict[type, dict[str, Any]] = {
    Decimal: {"anyOf": [{"type": "string", "pattern": f"^{_MONEY}$"}, {"type": "number"}]},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": _LARGEST},
    date: {"type": "string", "format": "date"},
    str: {"type": "string", "maxLength": _LONGEST_TEXT},
}
