"""Kinds of messages as versioned JSON schemas, one file each: `schemas/<kind>.<version>.json`.

A schema is never changed once messages of it were sent; the next version is a file beside it.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FOLDER = Path(__file__).resolve().parent / "schemas"
ENVELOPE = "envelope"
_FILE = re.compile(r"([a-z][a-z0-9_]*)\.([1-9][0-9]*)\.json")
_MOST_FAULTS = 10
_DEEPEST = 12


class UnknownKind(LookupError):
    """There is no schema of this kind and version."""


def newest_version(kind: str) -> int:
    """Return the version in which a kind is sent. :raises UnknownKind: when there is none."""
    versions = [version for known, version in _files() if known == kind and known != ENVELOPE]
    if not versions:
        raise UnknownKind(kind)
    return max(versions)


def faults_of(kind: str, version: int, payload: Any) -> tuple[str, ...]:
    """Return where a content breaks its schema, as `place: rule`; values are never repeated.

    :raises UnknownKind: when there is no schema of this kind and version.
    """
    # Before the schema: what nobody could store is not worth a closer look.
    if not _is_storable(payload):
        return ("/: storable",)
    found = _validator(kind, version).iter_errors(payload)
    faults = sorted({f"/{'/'.join(map(str, one.absolute_path))}: {one.validator}" for one in found})
    return tuple(faults[:_MOST_FAULTS])


@cache
def _files() -> frozenset[tuple[str, int]]:
    names = (_FILE.fullmatch(path.name) for path in FOLDER.iterdir())
    return frozenset((name[1], int(name[2])) for name in names if name)


@cache
def _validator(kind: str, version: int) -> Draft202012Validator:
    if (kind, version) not in _files():
        raise UnknownKind(f"{kind} {version}")
    schema = json.loads((FOLDER / f"{kind}.{version}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _is_storable(value: Any, depth: int = 0) -> bool:
    """Tell whether PostgreSQL can keep it: no NUL, no half sign, no infinity, not too deep."""
    if depth > _DEEPEST:
        return False
    match value:
        case str():
            return "\0" not in value and _is_whole(value)
        case float():
            return math.isfinite(value)
        case dict():
            return all(
                _is_storable(key, depth + 1) and _is_storable(inner, depth + 1)
                for key, inner in value.items()
            )
        case list():
            return all(_is_storable(inner, depth + 1) for inner in value)
    return True


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
