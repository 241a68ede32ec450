"""The facts of a case with what each superseded or stands beside, in one query."""

from __future__ import annotations

from dataclasses import dataclass

from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.register_entries import RegisterEntry, entries_of, is_proposed
from amt.contract.facts import FactSource

SIGN_IN = "sign_in"
"""The basis of facts that the person's sign-in vouched for."""


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact that holds, with those that it superseded, newest first."""

    record: FactRecord
    earlier: tuple[FactRecord, ...]

    @property
    def register_beside(self) -> FactRecord | None:
        """What a register says where a person said something else, or None."""
        if self.record.source != FactSource.TYPED.value:
            return None
        told = (one for one in self.earlier if one.source == FactSource.REGISTER.value)
        return next((one for one in told if one.basis != SIGN_IN), None)


def fact_views(case: Case) -> tuple[FactView, ...]:
    """Return the facts that hold, in the order in which they were recorded."""
    return read_facts(case)[0]


def read_facts(case: Case) -> tuple[tuple[FactView, ...], tuple[RegisterEntry, ...]]:
    """Return the facts that hold, and the entries that a register named and nobody took over."""
    earlier: dict[str, list[FactRecord]] = {}
    holding: list[FactRecord] = []
    never_held: list[FactRecord] = []
    for record in case.fact_records.select_related("recorded_by").order_by("-id"):
        if record.superseded_at is None:
            holding.append(record)
        elif is_proposed(record):
            never_held.append(record)
        else:
            earlier.setdefault(record.path, []).append(record)
    holding.sort(key=lambda record: record.id)
    views = tuple(FactView(record, tuple(earlier.get(record.path, ()))) for record in holding)
    return views, entries_of(reversed(never_held))
