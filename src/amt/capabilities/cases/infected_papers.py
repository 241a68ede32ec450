"""A paper of a case had a virus and is gone: its unit must ask for it anew."""

from __future__ import annotations

from datetime import timedelta

from amt.capabilities.cases.models import Case
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.documents.events import DocumentInfected
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock

INFECTED_PAPER = "infected_paper"
DAYS_TO_ASK_ANEW = 3


def on_document_infected(event: DocumentInfected) -> None:
    """Let the unit of the case know, once for each file."""
    if event.owner_kind != SUBJECT_KIND:
        return
    case = Case.objects.get(uuid=event.owner_id)
    worklist.open_item(
        unit_id=case.unit_id,
        subject_kind="document",
        subject_id=event.document_uuid,
        kind=INFECTED_PAPER,
        procedure_key="",
        reference=case.reference,
        due_on=clock.day_of(event.at) + timedelta(days=DAYS_TO_ASK_ANEW),
        at=event.at,
        closed_by_hand=True,
    )
