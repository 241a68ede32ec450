"""Answers that a draft begins with because they are known from elsewhere, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from amt.capabilities.applications.models import Draft
from amt.capabilities.registers.queries import is_same
from amt.contract.answers import COUNT_SUFFIX
from amt.contract.facts import FactSource

RENEWAL = "renewal"
OFFER = "offer"
INFORMAL = "informal"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where answers are known from: an earlier application, a call, a run over registers.

    `name` is what it is called: a reference, or the norm of an offer.
    """

    kind: str
    on: date
    name: str

    def to_json(self) -> dict[str, str]:
        """Return plain data for storing."""
        return {"kind": self.kind, "on": self.on.isoformat(), "name": self.name}


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers by path with their sources; without a source: typed, as the origin has it."""

    answers: Mapping[str, Any]
    origin: Origin
    sources: Mapping[str, tuple[FactSource, str]] = field(default_factory=dict)

    def stored(self, path: str) -> dict[str, Any]:
        """Return an answer with its source as plain data."""
        source, basis = self.sources.get(path, (FactSource.TYPED, self.origin.name))
        return {"value": self.answers[path], "source": source.value, "basis": basis}


def carry(draft: Draft, carried: Carried, at: datetime) -> None:
    """Put known answers into a draft where nothing was typed; the sign-in knows better."""
    taken = {
        path: value
        for path, value in carried.answers.items()
        if path not in draft.answers or path.endswith(COUNT_SUFFIX)
    }
    kept = {path: carried.stored(path) for path in taken if not path.endswith(COUNT_SUFFIX)}
    typed = {k: v for k, v in draft.answers.items() if k.endswith(COUNT_SUFFIX)}
    draft.answers = {**draft.answers, **taken, **typed}
    draft.carried = {**draft.carried, **kept}
    draft.carried_from = carried.origin.to_json()
    draft.updated_at = at
    draft.save()


def source_of(draft: Draft, path: str, value: Any) -> tuple[FactSource, str] | None:
    """Return where an unchanged answer was known from, or None when it was typed."""
    known = draft.carried.get(path)
    if known is None or not is_unchanged(known, value):
        return None
    return FactSource(known["source"]), str(known["basis"])


def known_at(draft: Draft, path: str, otherwise: datetime) -> datetime:
    """Return when an answer was obtained, as far as its source says."""
    obtained = draft.carried.get(path, {}).get("obtained_at")
    return datetime.fromisoformat(obtained) if obtained else otherwise


def is_unchanged(known: Mapping[str, Any], value: Any) -> bool:
    """Tell whether an answer is what was known; what a register said is compared in normal form."""
    if known["value"] == value:
        return True
    attribute = known.get("attribute")
    return bool(attribute and value) and is_same(str(attribute), value, known["value"])
