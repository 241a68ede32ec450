"""Reading the entries that a register named and nobody has decided about.

They are facts that never held: closed when they were recorded, and followed by none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amt.capabilities.cases.models import Case, FactRecord
from amt.contract.facts import FactSource


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An entry that a register named: values by path, and where they are from."""

    group: str
    number: int
    values: dict[str, Any]
    basis: str
    obtained_at: datetime


def entries_of(records: Iterable[FactRecord]) -> tuple[RegisterEntry, ...]:
    """Put proposed records together to entries."""
    found: dict[tuple[str, int], list[FactRecord]] = defaultdict(list)
    for row in records:
        group = row.path.partition(".")[0]
        number = number_of(row.path, group)
        if number is not None:
            found[group, number].append(row)
    return tuple(
        RegisterEntry(
            group,
            number,
            {row.path: row.value for row in rows},
            rows[0].basis,
            rows[0].obtained_at,
        )
        for (group, number), rows in found.items()
    )


def register_entries(case_uuid: UUID) -> tuple[RegisterEntry, ...]:
    """List what a register named beyond a case; who may see it is for the caller."""
    rows = FactRecord.objects.filter(case__uuid=case_uuid, **_NEVER_HELD).order_by("id")
    return entries_of(rows)


def is_proposed(record: FactRecord) -> bool:
    """Tell whether a fact never held and waits for somebody to decide about it."""
    is_open = record.superseded_at is not None and record.superseded_by_id is None
    return is_open and record.source == FactSource.REGISTER.value


def proposed_records(case: Case, group: str) -> dict[int, list[FactRecord]]:
    """Return the records of the entries of one group, by number."""
    found: dict[int, list[FactRecord]] = defaultdict(list)
    rows = FactRecord.objects.filter(case=case, path__startswith=f"{group}.", **_NEVER_HELD)
    for row in rows.order_by("id"):
        number = number_of(row.path, group)
        if number is not None:
            found[number].append(row)
    return dict(found)


def number_of(path: str, group: str) -> int | None:
    """Return the number of the entry that a path belongs to, or None outside the group."""
    number, dot, _leaf = path.removeprefix(f"{group}.").partition(".")
    return int(number) if path.startswith(f"{group}.") and dot and number.isdecimal() else None


_NEVER_HELD: dict[str, Any] = {
    "superseded_at__isnull": False,
    "superseded_by": None,
    "source": FactSource.REGISTER.value,
}
