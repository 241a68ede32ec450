"""Who confirmed an application beside the submitter, and what was confirmed elsewhere before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amt.capabilities.applications.confirmations import digest_of
from amt.capabilities.applications.models import Draft, DraftConfirmation
from amt.contract.forms import Form


@dataclass(frozen=True, slots=True)
class Confirmed:
    """That somebody confirmed in a role; without account: by the code of a letter."""

    role: str
    name: str
    account_id: int | None
    at: datetime
    norm: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain data for storing."""
        return {
            "role": self.role,
            "name": self.name,
            "account": self.account_id,
            "at": self.at.isoformat(),
        }


def note_confirmed(
    draft: Draft, form: Form, answers: Mapping[str, Any], confirmed: Sequence[Confirmed]
) -> None:
    """Take over what was confirmed elsewhere, if the draft has exactly the answers of there."""
    if not confirmed:
        return
    digest = digest_of(form, draft.answers)
    if digest != digest_of(form, answers):
        return
    for one in confirmed:
        DraftConfirmation.objects.get_or_create(
            draft=draft,
            role=one.role,
            answers_digest=digest,
            defaults={
                "norm": one.norm,
                "name": one.name,
                "asked_at": one.at,
                "account_id": one.account_id,
                "confirmed_at": one.at,
            },
        )
