"""Facts that other authorities bring into a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import workflow_of
from amt.capabilities.cases.facts import supersede
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.services.assessing import assess_locked
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.contract.facts import Fact
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible


@transaction.atomic
def add_facts(*, case_uuid: UUID, facts: Sequence[Fact], actor: Actor, at: datetime) -> int:
    """Let facts of a register supersede what was known, and assess anew; return how many changed.

    Only the platform itself does this, for a room above that has the legal basis in `Fact.basis`.
    The same facts again change nothing.

    :raises NotVisible: when there is no such case, or a person acts.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    if case is None or actor.kind is not ActorKind.SYSTEM:
        raise NotVisible(SUBJECT_KIND, case_uuid)
    changed = [
        fact.path
        for fact in facts
        if supersede(
            case, fact.path, fact.value, source=fact.source, basis=fact.basis, actor=actor, at=at
        )
    ]
    if not changed:
        return 0
    for path in changed:
        timeline.add(case, timeline.FACT_ADDED, actor=actor, at=at, path=path)
    trail.record(
        actor=actor,
        action="cases.facts_added",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={"paths": changed},
    )
    if workflow_of(case).target(case.state, "assess") is not None:
        assess_locked(case, actor=actor, at=at)
    return len(changed)
