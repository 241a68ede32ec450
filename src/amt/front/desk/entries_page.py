"""Entries that a register named beyond a case, in words, with the address that decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from amt.capabilities.cases import queries as cases
from amt.front.desk.facts_page import plain_rows


@dataclass(frozen=True, slots=True)
class EntryPart:
    """One entry: label and text of each value, where from, and where to decide."""

    rows: tuple[tuple[str, str], ...]
    basis: str
    obtained_at: datetime
    url: str


def entry_parts(view: cases.CaseView, language: str) -> list[EntryPart]:
    """Return what registers named and nobody has decided about."""
    return [
        EntryPart(
            tuple(plain_rows(one.values, view.procedure, language)),
            one.basis,
            one.obtained_at,
            reverse("desk:register_entry", args=[view.case.uuid, one.group, one.number]),
        )
        for one in view.register_entries
    ]
