"""Noting who saw data of a person, and forgetting it when its period is over.

Every room that looks at somebody's data calls `note_access` in the same transaction: registers,
the desk, the phone, jobs. The person reads the notes on the privacy page
(Regulation 2016/679, article 15; section 10 OZG).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from amt.capabilities.identity.models import AccessKind, AccessQuestion, DataAccess
from amt.capabilities.identity.services.questions import ACCESS
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail

DAYS_KEPT = 731
"""Two years; the database deletes nothing that is younger."""
_AT_ONCE = 5_000


def note_access(
    *,
    by_name: str,
    by_kind: str,
    purpose: str,
    basis: str,
    data: Sequence[str],
    at: datetime,
    account_id: int | None = None,
    person_key: str = "",
    by_unit_id: int | None = None,
    subject_kind: str = "",
    subject_id: object = "",
    correlation: str = "",
    actor: Actor = SYSTEM,
) -> DataAccess:
    """Note that an office, register or partner saw data of a person; a note is never changed.

    `data` names what was seen and never holds values. The same `correlation` again, where there is
    one, returns the note that is there and costs one query.

    :raises ValueError: when nobody is named, or the kind is none of `AccessKind`.
    """
    if account_id is None and not person_key:
        raise ValueError("an access is about an account or a person with a key")
    kind = AccessKind(by_kind)
    if correlation:
        known = DataAccess.objects.filter(correlation=correlation).first()
        if known is not None:
            return known
    values = {
        "person_account_id": account_id,
        "person_key": person_key,
        "by_name": by_name,
        "by_kind": kind.value,
        "by_unit_id": by_unit_id,
        "purpose": purpose,
        "basis": basis,
        "data": list(dict.fromkeys(data)),
        "subject_kind": subject_kind,
        "subject_id": str(subject_id),
        "at": at,
    }
    return _written(values, correlation, actor)


@transaction.atomic
def _written(values: dict[str, Any], correlation: str, actor: Actor) -> DataAccess:
    if correlation:
        access, is_new = DataAccess.objects.get_or_create(correlation=correlation, defaults=values)
    else:
        access, is_new = DataAccess.objects.create(**values), True
    if is_new:
        trail.record(
            actor=actor,
            action="identity.access_noted",
            subject_kind="data_access",
            subject_id=access.uuid,
            at=access.at,
            details={"about": f"{access.subject_kind}:{access.subject_id}", "by": access.by_kind},
        )
    return access


def forget_accesses(*, at: datetime) -> int:
    """Delete notes and questions whose two years are over; return how many notes there were.

    All that is due goes, part by part. What somebody asks about stays until the office has answered
    or the question itself is two years old (section 9 (3) IDNrG: longer only where a right of the
    person needs it).
    """
    before = at - timedelta(days=DAYS_KEPT)
    AccessQuestion.objects.filter(asked_at__lt=before).delete()
    asked = AccessQuestion.objects.filter(about_kind=ACCESS, answered_at=None).values("about_id")
    due = DataAccess.objects.filter(at__lt=before).exclude(uuid__in=asked).order_by("at")
    count = 0
    while ids := list(due.values_list("id", flat=True)[:_AT_ONCE]):
        DataAccess.objects.filter(id__in=ids).delete()
        count += len(ids)
    return count
