"""Whom the office writes to about a case: the one who applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from amt.capabilities.cases.models import Party


@dataclass(frozen=True, slots=True)
class Recipient:
    """The first party of a case, with account or address."""

    party_uuid: UUID
    account_id: int | None
    name: str
    address_lines: tuple[str, ...]


def recipients_of(case_uuids: Sequence[UUID]) -> dict[UUID, Recipient]:
    """Return the first party of each case, in one query; the caller has its own right to know."""
    rows = Party.objects.filter(case__uuid__in=case_uuids).select_related("case").order_by("-id")
    return {
        row.case.uuid: Recipient(row.uuid, row.account_id, row.name, tuple(row.address_lines))
        for row in rows
    }
