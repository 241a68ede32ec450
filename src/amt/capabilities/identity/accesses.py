"""Reading who saw data of a person, and what the person asked about it.

Everybody reads their own; the front asks with the account that is signed in. What was noted for a
key without account counts for the account that accepted the invitation to it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amt.capabilities.identity.models import AccessQuestion, DataAccess, Invitation
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

ANSWERING_ROLES = ("caseworker", "supervisor")
"""Who of a unit answers what people ask about accesses."""


def accesses_of(
    account_id: int,
    *,
    by_kind: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
) -> list[DataAccess]:
    """List who saw data of a person, newest first; `since` and `until` are included."""
    rows = _about(account_id).select_related("by_unit")
    if by_kind:
        rows = rows.filter(by_kind=by_kind)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lte=until)
    found = rows.order_by("-at", "-id")
    return list(found if limit is None else found[:limit])


def get_access(account_id: int, access_uuid: UUID) -> DataAccess:
    """Return an access to data of this person. :raises NotVisible: when it is not about them."""
    found = _about(account_id).select_related("by_unit").filter(uuid=access_uuid).first()
    if found is None:
        raise NotVisible("data_access", access_uuid)
    return found


def find_access(access_uuid: UUID) -> DataAccess | None:
    """Return an access, or None when its time is over; who may see it is for the caller."""
    return DataAccess.objects.select_related("by_unit").filter(uuid=access_uuid).first()


def questions_of(account_id: int) -> dict[tuple[str, UUID], AccessQuestion]:
    """Return the newest question of a person by what it is about."""
    rows = AccessQuestion.objects.filter(account_id=account_id).select_related("unit")
    rows = rows.order_by("id")
    return {(one.about_kind, one.about_id): one for one in rows}


def get_question(question_uuid: UUID) -> AccessQuestion:
    """Return a question with account and unit, for the rooms above.

    :raises AccessQuestion.DoesNotExist: when there is none.
    """
    return AccessQuestion.objects.select_related("account", "unit").get(uuid=question_uuid)


def question_for(actor: Actor, question_uuid: UUID) -> AccessQuestion:
    """Return a question to the unit of the actor.

    :raises NotVisible: when the actor does not work in the unit that was asked.
    """
    rows = AccessQuestion.objects.select_related("account", "unit", "answered_by")
    found = rows.filter(uuid=question_uuid).first()
    if found is None or not actor.has_role(ANSWERING_ROLES, found.unit_id):
        raise NotVisible("access_question", question_uuid)
    return found


def _about(account_id: int) -> QuerySet[DataAccess]:
    accepted = Invitation.objects.filter(account_id=account_id)
    keys = [
        f"{kind}:{subject}" for kind, subject in accepted.values_list("subject_kind", "subject_id")
    ]
    mine = Q(person_account_id=account_id)
    return DataAccess.objects.filter(mine | Q(person_key__in=keys) if keys else mine)
