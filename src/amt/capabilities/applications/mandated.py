"""What a helper began and sent under a mandate; nothing else of the principal is theirs to see."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.own import mandate_of, owned_by, owner_id
from amt.kernel import clock
from amt.kernel.actors import Actor


def begun_by_mandate(actor: Actor) -> list[Draft]:
    """List what a helper began under the mandate by which they act and has not sent."""
    if mandate_of(actor) is None:
        return []
    rows = Draft.objects.filter(owned_by(actor), submitted_at=None, expires_on__gte=clock.today())
    return list(rows.order_by("-updated_at"))


def sent_by_mandate(actor: Actor) -> list[Application]:
    """List what a helper sent under the mandate by which they act, the last first."""
    mandate_uuid = mandate_of(actor)
    if mandate_uuid is None:
        return []
    rows = Application.objects.filter(mandate_uuid=mandate_uuid, account_id=owner_id(actor))
    return list(rows.order_by("-submitted_at"))


def is_of_mandate(actor: Actor, target: UUID) -> bool:
    """Tell whether a draft or case was begun under the mandate by which somebody acts."""
    mandate_uuid = mandate_of(actor)
    if mandate_uuid is None:
        return False
    if Draft.objects.filter(owned_by(actor), uuid=target).exists():
        return True
    rows = Application.objects.filter(mandate_uuid=mandate_uuid, account_id=owner_id(actor))
    return rows.filter(case_uuid=target).exists()
