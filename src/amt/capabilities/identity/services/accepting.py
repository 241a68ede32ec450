"""What accepting an invitation means where identity itself knows the subject: a mandate."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity.mandates import MANDATE
from amt.capabilities.identity.models import Mandate
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal


class OwnMandate(Refusal):
    """Nobody helps themselves by mandate."""

    code = "own_mandate"

    def __init__(self) -> None:
        super().__init__(_("Diese Vollmacht haben Sie selbst erteilt. Geben Sie den Code weiter."))


def accept_mandate(*, mandate_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Make the actor the helper of a mandate; inside the transaction of the invitation.

    :raises NotVisible: when it was withdrawn.
    :raises OwnMandate: when the actor gave it.
    """
    rows = Mandate.objects.select_for_update().filter(uuid=mandate_uuid, revoked_at=None)
    mandate = rows.first()
    if mandate is None or actor.account_id is None:
        raise NotVisible(MANDATE, mandate_uuid)
    if mandate.principal_id == actor.account_id:
        raise OwnMandate
    mandate.helper_id, mandate.accepted_at = actor.account_id, at
    mandate.save(update_fields=["helper", "accepted_at"])
    trail.record(
        actor=actor,
        action="identity.mandate_accepted",
        subject_kind=MANDATE,
        subject_id=mandate.uuid,
        at=at,
    )
