"""Who may know that a case exists, and who may work on it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef

from amt.capabilities.cases.models import Case, Party
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

SUBJECT_KIND = "case"


def can_work_on(actor: Actor, case: Case) -> bool:
    """Tell whether the actor works in the unit that has the case."""
    return actor.kind is ActorKind.STAFF and actor.has_role(WORKING_ROLES, case.unit_id)


def visible_case(actor: Actor, case_uuid: UUID) -> Case:
    """Return a case to its unit, its parties and the holder of its code, in one query.

    :raises NotVisible: to everybody else.
    """
    mine = Party.objects.filter(case=OuterRef("pk"), account_id=actor.account_id or 0)
    case = (
        Case.objects.select_related("unit__authority")
        .annotate(is_party=Exists(mine))
        .filter(uuid=case_uuid)
        .first()
    )
    if case is None or not _may_see(actor, case, is_party=case.is_party):
        raise NotVisible(SUBJECT_KIND, case_uuid)
    return case


def _may_see(actor: Actor, case: Case, *, is_party: bool) -> bool:
    match actor.kind:
        case ActorKind.STAFF:
            return can_work_on(actor, case)
        case ActorKind.RESIDENT:
            return actor.account_id is not None and is_party
        case ActorKind.CODE:
            return actor.subject == f"{SUBJECT_KIND}:{case.uuid}"
        case _:
            return False


def require_working(actor: Actor, case: Case | None, case_id: object) -> Case:
    """Return the case. :raises NotVisible: when the actor does not work on it."""
    if case is None or not can_work_on(actor, case):
        raise NotVisible(SUBJECT_KIND, case_id)
    return case
