"""Which registers this installation may ask, and how they are reached.

`AMT_REGISTERS` is a YAML file with our key in `office`, our name in `office_name` and a list
`registers`; each row has `key`, `register` (as in `amt.contract.lookups.Register`), `name`, `areas`
(beginnings of regional keys), `url` and `secret`. Read at each use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from amt.contract.lookups import Register
from amt.kernel import installation


@dataclass(frozen=True, slots=True)
class Source:
    """A register that can be asked."""

    key: str
    register: Register
    name: str
    areas: tuple[str, ...]
    url: str
    office: str
    office_name: str
    secret: str = field(repr=False)


def list_sources() -> list[Source]:
    """List all registers of this installation."""
    told = _told()
    office = str(told.get("office") or "")
    name = str(told.get("office_name") or office)
    return [_read(row, office, name) for row in told.get("registers") or ()]


def find_source(register: Register, ars: str) -> Source | None:
    """Return the register that is competent for a place, or None; the longest area wins."""
    found = [
        (len(area), source)
        for source in list_sources()
        if source.register is register
        for area in source.areas
        if ars and ars.startswith(area)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def get_source(key: str) -> Source | None:
    """Return a register by its key, or None when this installation has it no more."""
    return next((source for source in list_sources() if source.key == key), None)


def _read(row: dict[str, Any], office: str, office_name: str) -> Source:
    return Source(
        key=str(row["key"]),
        register=Register(row["register"]),
        name=str(row["name"]),
        areas=tuple(str(area) for area in row["areas"]),
        url=str(row.get("url") or "").rstrip("/"),
        office=office,
        office_name=office_name,
        secret=str(row.get("secret") or ""),
    )


def _told() -> dict[str, Any]:
    file = installation.registers_file()
    if file is None or not file.is_file():
        return {}
    return yaml.safe_load(file.read_text(encoding="utf-8")) or {}
