"""Reading mandates: given, held, in force; and the actor that a helper is by one.

A Vollmacht allows all that the procedure needs (SGB X section 13 (1), VwVfG section 14 (1)); here a
helper has what was begun under it, for the services it names.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from amt.capabilities.identity.models import Mandate
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

MANDATE = "mandate"


def mandates_given(account_id: int) -> list[Mandate]:
    """List the mandates that a person gave, the last first."""
    rows = Mandate.objects.select_related("helper").filter(principal_id=account_id)
    return list(rows.order_by("-given_at", "-id"))


def mandates_held(account_id: int, on: date) -> list[Mandate]:
    """List the mandates by which a person may act on a day, the last first."""
    rows = _in_force(on).select_related("principal").filter(helper_id=account_id)
    return list(rows.order_by("-accepted_at", "-id"))


def get_mandate(actor: Actor, mandate_uuid: UUID) -> Mandate:
    """Return a mandate to who gave it and to who holds it, also when it is over.

    :raises NotVisible: to everybody else.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible(MANDATE, mandate_uuid)
    mine = Q(principal_id=actor.account_id) | Q(helper_id=actor.account_id)
    rows = Mandate.objects.select_related("principal", "helper")
    found = rows.filter(mine, uuid=mandate_uuid).first()
    if found is None:
        raise NotVisible(MANDATE, mandate_uuid)
    return found


def invited_mandate(mandate_uuid: UUID) -> Mandate | None:
    """Return a mandate whose code somebody typed, None when it was revoked."""
    rows = Mandate.objects.select_related("principal")
    return rows.filter(uuid=mandate_uuid, revoked_at=None).first()


def held_mandate(actor: Actor, mandate_uuid: UUID, on: date) -> Mandate | None:
    """Return a mandate that the actor holds and that is in force on a day, else None."""
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        return None
    rows = _in_force(on).select_related("principal", "helper")
    return rows.filter(uuid=mandate_uuid, helper_id=actor.account_id).first()


def actor_by_mandate(actor: Actor, mandate: Mandate) -> Actor:
    """Return the helper as who acts in the name of the principal, as surely known as the helper."""
    return Actor(
        kind=ActorKind.RESIDENT,
        account_id=mandate.principal_id,
        account_uuid=mandate.principal.uuid,
        trust=actor.trust,
        acting_for=f"{MANDATE}:{mandate.uuid}",
        by=actor.account_uuid,
    )


def is_in_force(mandate: Mandate, on: date) -> bool:
    """Tell whether a helper may act by a mandate on a day."""
    return (
        mandate.accepted_at is not None
        and mandate.revoked_at is None
        and mandate.valid_from <= on <= mandate.valid_until
    )


def _in_force(on: date) -> QuerySet[Mandate]:
    return Mandate.objects.filter(
        accepted_at__isnull=False,
        revoked_at=None,
        valid_from__lte=on,
        valid_until__gte=on,
        principal__is_active=True,
    )
