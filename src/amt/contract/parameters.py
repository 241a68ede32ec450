"""Figures of the law as dated data, each with its source and the days for which it is enacted.

A file holds versions: `valid_from`, `valid_until`, `source`, `values`. For a day outside every
version the answer is `NotEnacted`, never an older value in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from amt.kernel import yaml_files


class NotEnacted(LookupError):
    """No values are enacted for a day."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__(f"{name}: nothing is enacted for {day.isoformat()}")
        self.name = name
        self.day = day


@dataclass(frozen=True, slots=True)
class Parameters:
    """One version of a set of figures."""

    name: str
    valid_from: date
    valid_until: date
    source: str
    values: Mapping[str, Any]

    @property
    def version(self) -> str:
        """Name of the version, as stored with a case: `name@valid_from`."""
        return f"{self.name}@{self.valid_from.isoformat()}"

    def decimal(self, key: str) -> Decimal:
        """Return a figure exactly as written. :raises KeyError: when there is none."""
        return Decimal(str(self.values[key]))


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """All versions of a set of figures, oldest first, without overlap."""

    name: str
    versions: tuple[Parameters, ...]

    @classmethod
    def load(cls, path: Path) -> ParameterSet:
        """Read a file; numbers with a fraction must be written as text to stay exact.

        :raises ValueError: when versions overlap, lack a source or hold binary floats.
        """
        rows = yaml_files.read(path)["versions"]
        versions = tuple(
            sorted((_version(path.stem, row) for row in rows), key=lambda v: v.valid_from)
        )
        for earlier, later in zip(versions, versions[1:], strict=False):
            if later.valid_from <= earlier.valid_until:
                raise ValueError(f"{path.stem}: versions overlap on {later.valid_from}")
        return cls(path.stem, versions)

    def at(self, day: date) -> Parameters:
        """Return the version enacted for a day. :raises NotEnacted: when there is none."""
        for version in self.versions:
            if version.valid_from <= day <= version.valid_until:
                return version
        raise NotEnacted(self.name, day)

    @property
    def enacted_until(self) -> date:
        """The last day for which values are enacted."""
        return self.versions[-1].valid_until


def _version(name: str, row: Mapping[str, Any]) -> Parameters:
    if not row.get("source"):
        raise ValueError(f"{name}: a version without source")
    _refuse_floats(name, row["values"])
    return Parameters(
        name=name,
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        source=row["source"],
        values=MappingProxyType(row["values"]),
    )


def _refuse_floats(name: str, value: Any) -> None:
    if isinstance(value, float):
        raise ValueError(f"{name}: {value} is a binary float; write it as text")
    children = (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    )
    for child in children:
        _refuse_floats(name, child)
