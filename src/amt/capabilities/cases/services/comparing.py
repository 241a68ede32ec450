"""What a register says beside what a person said: confirmed, or both kept for the caseworker.

The person's own answer counts until somebody decides otherwise; a register never overwrites it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.cases import timeline
from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.contract.facts import Fact, FactSource
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class RegisterValue:
    """A value of a register; `is_same`: it means what the case holds at this path."""

    fact: Fact
    is_same: bool


@transaction.atomic
def note_register_values(
    *, case_uuid: UUID, told: Sequence[RegisterValue], is_late: bool, actor: Actor, at: datetime
) -> int:
    """Put values of a register beside the facts of a case; return how many were new.

    A value at a path without fact becomes one; the same confirms the fact as it was typed; another
    is kept as something known before, which the caseworker sees. `is_late` writes a value that is
    new or another on the timeline. The same again changes nothing.

    :raises NotVisible: when there is no such case, or a person acts.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    if case is None or actor.kind is not ActorKind.SYSTEM:
        raise NotVisible(SUBJECT_KIND, case_uuid)
    put = [(one, _put(case, one, at)) for one in told]
    changed = [(one, kind) for one, kind in put if kind is not None]
    if not changed:
        return 0
    for one, kind in changed:
        if is_late and kind:
            timeline.add(case, kind, actor=actor, at=at, path=one.fact.path)
    trail.record(
        actor=actor,
        action="cases.register_compared",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={
            "same": [one.fact.path for one, _kind in changed if one.is_same],
            "other": [one.fact.path for one, _kind in changed if not one.is_same],
        },
    )
    return len(changed)


def _put(case: Case, told: RegisterValue, at: datetime) -> str | None:
    """Return what the timeline says of a late value (empty: nothing), None when it was there."""
    rows = FactRecord.objects.filter(case=case, path=told.fact.path)
    holding = rows.filter(superseded_at=None).first()
    if holding is None:
        _record(case, told.fact, told.fact.value).save(force_insert=True)
        return timeline.FACT_ADDED
    if holding.source == FactSource.REGISTER.value or rows.filter(
        source=FactSource.REGISTER.value, basis=told.fact.basis
    ):
        return None
    if told.is_same:
        holding.superseded_at = at
        holding.save(update_fields=["superseded_at"])
        confirmed = _record(case, told.fact, holding.value)
        confirmed.save(force_insert=True)
        holding.superseded_by = confirmed
        holding.save(update_fields=["superseded_by"])
        return ""
    first = rows.filter(supersedes=None).order_by("id").first()
    other = _record(case, told.fact, told.fact.value)
    other.superseded_at, other.superseded_by = at, first
    other.save(force_insert=True)
    return timeline.REGISTER_DIFFERS


def _record(case: Case, fact: Fact, value: object) -> FactRecord:
    return FactRecord(
        case=case,
        path=fact.path,
        value=value,
        source=fact.source.value,
        obtained_at=fact.obtained_at,
        basis=fact.basis,
    )
