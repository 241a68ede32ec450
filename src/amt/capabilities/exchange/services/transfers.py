"""Noting what was handed on about a person, for the person's own page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amt.capabilities.exchange.models import Transfer
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail


@transaction.atomic
def record_transfer(
    *,
    person_account_id: int | None,
    person_name: str,
    from_name: str,
    to_name: str,
    purpose: str,
    basis: str,
    consented_at: datetime | None,
    paths: Sequence[str],
    subject_kind: str,
    subject_id: object,
    at: datetime,
    correlation: str = "",
    actor: Actor = SYSTEM,
) -> Transfer:
    """Note that facts (`paths`, never values) went to another office; rows are never changed.

    The same `correlation` again, where there is one, returns the note that is there.
    """
    values = {
        "person_account_id": person_account_id,
        "person_name": person_name,
        "from_name": from_name,
        "to_name": to_name,
        "purpose": purpose,
        "basis": basis,
        "consented_at": consented_at,
        "paths": list(paths),
        "subject_kind": subject_kind,
        "subject_id": str(subject_id),
        "at": at,
    }
    if correlation:
        transfer, is_new = Transfer.objects.get_or_create(correlation=correlation, defaults=values)
    else:
        transfer, is_new = Transfer.objects.create(**values), True
    if is_new:
        trail.record(
            actor=actor,
            action="exchange.data_handed_on",
            subject_kind=subject_kind,
            subject_id=subject_id,
            at=at,
            details={"transfer": str(transfer.uuid), "paths": list(paths)},
        )
    return transfer
