"""How an application came, for those who work on its case: in a call, without account, confirmed.

The unit reads who took it and why, and what is still to be confirmed; nothing of what was searched
in the call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amt.capabilities.applications.confirmations import digest_of
from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Application, Draft, DraftConfirmation
from amt.capabilities.identity import queries as identity
from amt.kernel.actors import TrustLevel


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody who was asked to confirm: has, has not yet, or does not want to."""

    name: str
    role: str
    asked_at: datetime | None
    confirmed_at: datetime | None
    declined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an application came; `call` is None where it came in none or the call is forgotten."""

    call: identity.ToldCall | None
    was_in_call: bool
    is_sent: bool
    has_account: bool
    adopted_at: datetime | None
    adopted_trust: TrustLevel | None
    confirmations: tuple[Awaited, ...]


def arrival_of_case(case_uuid: UUID, *, lacks_form: bool = True) -> Arrival | None:
    """Return how the application of a case came; the caller asks who may see the case.

    None where there is nothing to say: sent with an account, by the person alone.
    """
    application = Application.objects.filter(case_uuid=case_uuid).order_by("id").first()
    if application is not None:
        return _of_application(application)
    if not lacks_form:
        return None
    waiting = Draft.objects.filter(completes_case_uuid=case_uuid, submitted_at=None)
    draft = waiting.filter(from_call_uuid__isnull=False).order_by("-id").first()
    return _of_draft(draft) if draft is not None else None


def _of_application(application: Application) -> Arrival | None:
    call_uuid = application.from_call_uuid or application.call_uuid
    was_alone = application.adopted_at is None and application.account_id is not None
    if call_uuid is None and was_alone and not application.confirmations:
        return None
    trust = application.adopted_trust
    return Arrival(
        call=identity.call_told(call_uuid) if call_uuid else None,
        was_in_call=call_uuid is not None,
        is_sent=True,
        # Who confirmed by sign-in what they said in a call is known, whoever typed it.
        has_account=application.account_id is not None
        or any(one.get("account") for one in application.confirmations),
        adopted_at=application.adopted_at,
        adopted_trust=TrustLevel(trust) if trust is not None else None,
        confirmations=tuple(_confirmed(one) for one in application.confirmations),
    )


def _of_draft(draft: Draft) -> Arrival:
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    digest = digest_of(form, draft.answers)
    rows = DraftConfirmation.objects.filter(draft=draft, answers_digest=digest).order_by("id")
    return Arrival(
        call=identity.call_told(draft.from_call_uuid) if draft.from_call_uuid else None,
        was_in_call=True,
        is_sent=False,
        has_account=draft.account_id is not None,
        adopted_at=None,
        adopted_trust=None,
        confirmations=tuple(
            Awaited(row.name, row.role, row.asked_at, row.confirmed_at, row.declined_at)
            for row in rows
        ),
    )


def _confirmed(one: Mapping[str, Any]) -> Awaited:
    return Awaited(str(one["name"]), str(one["role"]), None, datetime.fromisoformat(str(one["at"])))
