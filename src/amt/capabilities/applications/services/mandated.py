"""Beginning an application in somebody's name by mandate; the person reads who did."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.own import MANDATE
from amt.capabilities.applications.services.drafts import start_draft
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.contract.law import Law
from amt.contract.registry import procedure
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

_PURPOSE = gettext_noop("Antrag in Ihrem Namen ausfüllen")
_SEEN = (gettext_noop("Name"), gettext_noop("Geburtsdatum"), gettext_noop("Anschrift"))
_BASES = {
    Law.SGB_X: "§ 13 SGB X",
    Law.SGB_X_SGG: "§ 13 SGB X",
    Law.VWVFG: "§ 14 VwVfG",
    Law.AO: "§ 80 AO",
}


@transaction.atomic
def start_mandate_draft(
    *, procedure_key: str, mandate_uuid: UUID, actor: Actor, at: datetime
) -> Draft:
    """Begin an application in the principal's name, or return the one begun; `actor` is the helper.

    :raises NotVisible: when the mandate is not in force, not the actor's, or not for the service.
    :raises NoOnlineForm: when the service cannot be applied for online.
    :raises TrustTooLow: when the helper's sign-in is not sure enough.
    """
    mandate = identity.held_mandate(actor, mandate_uuid, clock.day_of(at))
    if mandate is None or procedure_key not in mandate.services:
        raise NotVisible(MANDATE, mandate_uuid)
    acting = identity.actor_by_mandate(actor, mandate)
    draft = start_draft(procedure_key=procedure_key, actor=acting, at=at)
    identity_services.note_access(
        account_id=mandate.principal_id,
        by_name=mandate.helper.full_name if mandate.helper else mandate.helper_name,
        by_kind=identity.AccessKind.HELPER,
        purpose=_PURPOSE,
        basis=_BASES[procedure(procedure_key).law],
        data=_SEEN,
        subject_kind=MANDATE,
        subject_id=mandate.uuid,
        correlation=f"mandate-draft:{draft.uuid}",
        actor=acting,
        at=at,
    )
    return draft
