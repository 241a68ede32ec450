"""Facts: what is known in a case, where from, and on what basis.

A fact has a path (`rent.cold`, `members.0.name`), a JSON value and a source. Corrections supersede,
never overwrite; `Facts` is the current view that rules read. Money is stored as whole cents, dates
as ISO text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from amt.kernel.money import Money


class FactSource(StrEnum):
    """Where a fact comes from."""

    TYPED = "typed"
    REGISTER = "register"
    DOCUMENT = "document"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known, with its origin; `basis` names register and norm, or an officer's reason."""

    path: str
    value: Any
    source: FactSource
    obtained_at: datetime
    basis: str = ""


class MissingFact(KeyError):
    """A rule needs a fact that is not known."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Facts(Mapping[str, Any]):
    """The facts that hold now, read by path and by type."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    def __getitem__(self, path: str) -> Any:
        try:
            return self._values[path]
        except KeyError:
            raise MissingFact(path) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def money(self, path: str) -> Money:
        """Read an amount. :raises MissingFact: when it is not known."""
        return Money(int(self[path]))

    def integer(self, path: str) -> int:
        """Read a whole number. :raises MissingFact: when it is not known."""
        return int(self[path])

    def text(self, path: str) -> str:
        """Read a text or a choice. :raises MissingFact: when it is not known."""
        return str(self[path])

    def flag(self, path: str) -> bool:
        """Read a yes or no. :raises MissingFact: when it is not known."""
        return bool(self[path])

    def day(self, path: str) -> date:
        """Read a date. :raises MissingFact: when it is not known."""
        return date.fromisoformat(str(self[path]))

    def count(self, group: str) -> int:
        """Return how many entries a repeating group has."""
        prefix = f"{group}."
        indices = {
            int(path[len(prefix) :].split(".", 1)[0])
            for path in self._values
            if path.startswith(prefix) and path[len(prefix) :].split(".", 1)[0].isdigit()
        }
        return max(indices, default=-1) + 1

    def entry(self, group: str, index: int) -> Facts:
        """Return one entry of a repeating group as facts of its own."""
        prefix = f"{group}.{index}."
        return Facts({p[len(prefix) :]: v for p, v in self._values.items() if p.startswith(prefix)})
