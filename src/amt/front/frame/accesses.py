"""What a question about data is about: an access or a transfer, in one shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from amt.capabilities.exchange import queries as exchange
from amt.capabilities.identity import queries as identity

if TYPE_CHECKING:
    from amt.capabilities.identity.models import AccessQuestion


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """An access or a transfer that somebody asks about; `data` as it was noted."""

    at: datetime
    who: str
    purpose: str
    basis: str
    data: tuple[str, ...]
    subject_kind: str
    subject_id: str


def asked_about(question: AccessQuestion) -> AskedAbout | None:
    """Return what a question is about, or None when its two years are over."""
    if question.about_kind == "access":
        access = identity.find_access(question.about_id)
        if access is None:
            return None
        return AskedAbout(
            access.at,
            access.by_name,
            access.purpose,
            access.basis,
            tuple(access.data),
            access.subject_kind,
            access.subject_id,
        )
    transfers = exchange.transfers_of(question.account_id)
    found = next((one for one in transfers if one.uuid == question.about_id), None)
    if found is None:
        return None
    return AskedAbout(
        found.at,
        f"{found.from_name}, {found.to_name}",
        found.purpose,
        found.basis,
        tuple(found.paths),
        found.subject_kind,
        found.subject_id,
    )
