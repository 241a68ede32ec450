"""Reminding people who were asked to confirm a draft and have not, once, with the same code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from amt.capabilities.acts import services as acts
from amt.capabilities.applications.confirmations import CONFIRMATION, digest_of
from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import DraftConfirmation
from amt.capabilities.applications.refusals import NobodyDecidesThere
from amt.capabilities.applications.services.call_day import day_of_case
from amt.capabilities.applications.services.confirming import letter_to, unit_of_draft
from amt.capabilities.identity import queries as identity
from amt.contract.procedure import Confirmation
from amt.contract.registry import procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

REMINDED_AFTER = timedelta(days=10)
"""Our own time, so that a letter has arrived and the draft lives for twenty days more."""
REMINDED = "applications.confirmation_reminded"
_NO_LATER = timedelta(days=20)


def remind_confirmations(*, at: datetime) -> int:
    """Write once more to who was asked ten days ago; return how many letters are new."""
    rows = DraftConfirmation.objects.filter(
        confirmed_at=None,
        declined_at=None,
        asked_at__lte=at - REMINDED_AFTER,
        asked_at__gt=at - _NO_LATER,
        draft__submitted_at=None,
        draft__expires_on__gte=clock.day_of(at),
    )
    return sum(_remind(row, at) for row in rows.select_related("draft").order_by("id"))


@transaction.atomic
def _remind(row: DraftConfirmation, at: datetime) -> bool:
    draft = row.draft
    found = procedure(draft.procedure_key)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    invitation = identity.invitation_of(CONFIRMATION, row.uuid)
    known = trail.entries_about(CONFIRMATION, row.uuid)
    if any(entry.action == REMINDED for entry in known):
        return False
    if invitation is None or digest_of(form, draft.answers) != row.answers_digest:
        return False
    wanted = Confirmation(row.role, row.norm)
    content = letter_to(found, wanted, row.asked_at, counts_from=day_of_case(draft))
    with override(SOURCE_LANGUAGE):
        title = _("Erinnerung: %(title)s") % {"title": content.title}
    try:
        unit_id = unit_of_draft(draft, found, form, at)
    except NobodyDecidesThere:
        return False
    acts.send_notice(
        subject_kind="draft",
        subject_id=draft.uuid,
        procedure_key=found.key,
        unit_id=unit_id,
        reference="",
        content=replace(content, title=title),
        name=row.name,
        address_lines=row.address_lines,
        invitation_uuid=invitation.uuid,
        correlation=f"draft-confirmation-reminder:{row.uuid}",
        actor=SYSTEM,
        at=at,
    )
    trail.record(
        actor=SYSTEM,
        action=REMINDED,
        subject_kind=CONFIRMATION,
        subject_id=row.uuid,
        at=at,
        details={"role": row.role},
    )
    return True
