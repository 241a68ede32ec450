"""Telling somebody by letter what was applied for in their name in a call, with a code to see it.

Whoever only pretended to be somebody is found out by this letter.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from amt.capabilities.acts import services as acts
from amt.capabilities.applications.caller_letters import told_letter
from amt.capabilities.applications.models import Application
from amt.capabilities.cases import queries as cases
from amt.capabilities.identity import services as identity
from amt.kernel import clock
from amt.kernel.actors import Actor

if TYPE_CHECKING:
    from amt.capabilities.applications.services.filing import Filing

PARTY = "party"


def tell_caller(filing: Filing, application: Application, actor: Actor, at: datetime) -> None:
    """Write to who applied in a call; nothing for everybody else. In the filing's transaction."""
    case_uuid = application.case_uuid
    if application.call_uuid is None or case_uuid is None:
        return
    party = cases.recipients_of([case_uuid])[case_uuid]
    standing = cases.standing_of(case_uuid)
    invitation = identity.invite(
        subject_kind=PARTY,
        subject_id=party.party_uuid,
        name=party.name,
        address_lines=party.address_lines,
        actor=actor,
        at=at,
    )
    acts.send_notice(
        subject_kind="case",
        subject_id=case_uuid,
        procedure_key=application.procedure_key,
        unit_id=standing.unit.pk,
        reference=application.reference,
        content=told_letter(
            filing.procedure,
            filing.form,
            filing.answers,
            reference=application.reference,
            on=clock.day_of(at),
            file_names=filing.file_names,
        ),
        name=party.name,
        address_lines=party.address_lines,
        invitation_uuid=invitation.uuid,
        correlation=f"call-application:{application.uuid}",
        actor=actor,
        at=at,
    )
