"""Who may know that a case exists, and who may work on it."""

from __future__ import annotations

from amt.capabilities.cases.models import Case, Party
from amt.capabilities.worklist.roles import WORKING_ROLES
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

SUBJECT_KIND = "case"


def can_work_on(actor: Actor, case: Case) -> bool:
    """Tell whether the actor works in the unit that has the case."""
    return actor.kind is ActorKind.STAFF and actor.has_role(WORKING_ROLES, case.unit_id)


def can_see(actor: Actor, case: Case) -> bool:
    """Tell whether the actor works on the case, is a party to it, or holds its code."""
    match actor.kind:
        case ActorKind.STAFF:
            return can_work_on(actor, case)
        case ActorKind.RESIDENT if actor.account_id is not None:
            return Party.objects.filter(case=case, account_id=actor.account_id).exists()
        case ActorKind.CODE:
            return actor.subject == f"{SUBJECT_KIND}:{case.uuid}"
        case _:
            return False


def require_working(actor: Actor, case: Case | None, case_id: object) -> Case:
    """Return the case. :raises NotVisible: when the actor does not work on it."""
    if case is None or not can_work_on(actor, case):
        raise NotVisible(SUBJECT_KIND, case_id)
    return case


def require_visible(actor: Actor, case: Case | None, case_id: object) -> Case:
    """Return the case. :raises NotVisible: when the actor may not know of it."""
    if case is None or not can_see(actor, case):
        raise NotVisible(SUBJECT_KIND, case_id)
    return case
