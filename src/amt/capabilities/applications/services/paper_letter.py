"""Telling somebody who applied on paper that it came, with a code to take part by."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from amt.capabilities.acts import services as acts
from amt.capabilities.applications.models import Application
from amt.capabilities.applications.paper_models import PaperApplication
from amt.capabilities.cases import queries as cases
from amt.capabilities.identity import services as identity
from amt.contract.acts import ActContent
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.design import formats
from amt.kernel.actors import Actor

PARTY = "party"
FEWEST_LINES = 3
"""Name, street and town: less is no address for a letter."""


def tell_by_letter(
    paper: PaperApplication, application: Application, actor: Actor, at: datetime
) -> bool:
    """Write to who applied; tell whether there was an address. Inside a transaction, once."""
    if application.case_uuid is None:
        return False
    person = cases.recipients_of([application.case_uuid])[application.case_uuid]
    if person.account_id is not None or len(person.address_lines) < FEWEST_LINES:
        return False
    invitation = identity.invite(
        subject_kind=PARTY,
        subject_id=person.party_uuid,
        name=person.name,
        address_lines=person.address_lines,
        actor=actor,
        at=at,
    )
    found = procedure(application.procedure_key)
    acts.send_notice(
        subject_kind="case",
        subject_id=application.case_uuid,
        procedure_key=found.key,
        unit_id=cases.standing_of(application.case_uuid).unit.pk,
        reference=application.reference,
        content=_content(paper, found),
        name=person.name,
        address_lines=person.address_lines,
        invitation_uuid=invitation.uuid,
        correlation=f"paper:{paper.uuid}",
        actor=actor,
        at=at,
    )
    return True


def _content(paper: PaperApplication, found: Procedure) -> ActContent:
    with override(SOURCE_LANGUAGE):
        said = {
            "service": found.title(SOURCE_LANGUAGE),
            "day": formats.date_long(paper.received_on),
        }
        return ActContent(
            title=_("Ihr Antrag ist angekommen"),
            operative=(
                _("Ihr Antrag auf Papier ist am %(day)s angekommen: %(service)s.") % said,
                _("Als Tag Ihres Antrags gilt der %(day)s.") % said,
                _("Wir prüfen jetzt Ihre Angaben. Wenn etwas fehlt, fragen wir Sie danach."),
            ),
        )
