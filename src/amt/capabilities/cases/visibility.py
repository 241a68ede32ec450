"""Who may know that a case exists, as which of its parties, and who may work on it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from amt.capabilities.cases.models import Case, Party
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

SUBJECT_KIND = "case"
PARTY_KIND = "party"


def can_work_on(actor: Actor, case: Case) -> bool:
    """Tell whether the actor works in the unit that has the case."""
    return actor.kind is ActorKind.STAFF and actor.has_role(WORKING_ROLES, case.unit_id)


def visible_case(actor: Actor, case_uuid: UUID) -> Case:
    """Return a case to its unit, its parties and the holder of its code, in one query.

    :raises NotVisible: to everybody else.
    """
    mine = Party.objects.filter(_is_me(actor), case=OuterRef("pk"))
    case = (
        Case.objects.select_related("unit__authority")
        .annotate(is_party=Exists(mine))
        .filter(uuid=case_uuid)
        .first()
    )
    if case is None or not _may_see(actor, case, is_party=case.is_party):
        raise NotVisible(SUBJECT_KIND, case_uuid)
    return case


def parties_of(actor: Actor, case: Case) -> tuple[Party, ...]:
    """Return as which parties of a case somebody sees it, in order; staff are none.

    The code of the case itself shows it as its first party does, who sent the application.
    """
    if actor.subject == f"{SUBJECT_KIND}:{case.uuid}":
        return tuple(case.parties.order_by("id")[:1])
    return tuple(case.parties.filter(_is_me(actor)).order_by("id"))


def acting_parties(
    actor: Actor, case: Case, *, mine: tuple[Party, ...] | None = None
) -> tuple[Party, ...]:
    """Return as which parties somebody may do deeds; whoever knows who they are hands them in.

    The code of the case acts only for somebody without an account: it opens no account's doors.
    """
    mine = parties_of(actor, case) if mine is None else mine
    if actor.subject == f"{SUBJECT_KIND}:{case.uuid}":
        return tuple(party for party in mine if party.account_id is None)
    return mine


def require_working(actor: Actor, case: Case | None, case_id: object) -> Case:
    """Return the case. :raises NotVisible: when the actor does not work on it."""
    if case is None or not can_work_on(actor, case):
        raise NotVisible(SUBJECT_KIND, case_id)
    return case


def _is_me(actor: Actor) -> Q:
    kind, _, found = (actor.subject or "").partition(":")
    if actor.kind is ActorKind.CODE and kind == PARTY_KIND:
        return Q(uuid=UUID(found))
    if actor.kind is ActorKind.RESIDENT and actor.account_id is not None:
        return Q(account_id=actor.account_id)
    return Q(pk__in=())


def _may_see(actor: Actor, case: Case, *, is_party: bool) -> bool:
    match actor.kind:
        case ActorKind.STAFF:
            return can_work_on(actor, case)
        case ActorKind.RESIDENT:
            return is_party
        case ActorKind.CODE:
            return is_party or actor.subject == f"{SUBJECT_KIND}:{case.uuid}"
        case _:
            return False
