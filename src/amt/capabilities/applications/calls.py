"""What an agent sees of the person who calls: where their matters stand, and what was begun.

No facts, no documents, no letters: reference, service, state, next step and office are enough to
help, and all that a call needs (SGB X section 67a).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amt.capabilities.applications import codes
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.own import call_of, owned_by
from amt.capabilities.cases import queries as cases
from amt.capabilities.identity import queries as identity
from amt.kernel.actors import Actor, ActorKind, TrustLevel

MOST_MATTERS = 20


@dataclass(frozen=True, slots=True)
class ToldMatter:
    """A matter as an agent may tell of it; `sentence` and `next_step` are keys of words."""

    reference: str
    procedure_key: str
    sentence: str
    next_step: str
    applied_on: date
    office: str
    phone: str


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A form that is filled in during a call, with the code by which the caller can go on."""

    draft: Draft
    code: str
    sent_reference: str


def matters_of_caller(call: identity.Call) -> list[ToldMatter]:
    """List the matters of the person of a call, none before the person is known."""
    if call.person_id is None:
        return []
    # The state is told as the person sees it; nothing else of the view leaves this function.
    person = Actor(kind=ActorKind.RESIDENT, account_id=call.person_id, trust=TrustLevel.BASIC)
    return [
        _told(cases.status_of(person, one.case_uuid))
        for one in cases.list_cases_of(call.person_id)[:MOST_MATTERS]
    ]


def drafts_of_call(actor: Actor) -> list[CallDraft]:
    """List what was begun or taken up in the actor's call, sent or not."""
    if call_of(actor) is None:
        return []
    drafts = list(Draft.objects.filter(owned_by(actor)).order_by("started_at"))
    sent = dict(
        Application.objects.filter(draft_uuid__in=[one.uuid for one in drafts]).values_list(
            "draft_uuid", "reference"
        )
    )
    return [CallDraft(one, codes.of_call(one.code_seed), sent.get(one.uuid, "")) for one in drafts]


def was_by_call(application_uuid: UUID) -> bool:
    """Tell whether an agent filled an application in; the caller asks who may know."""
    rows = Application.objects.filter(uuid=application_uuid, call_uuid__isnull=False)
    return rows.exists()


def _told(status: cases.CaseStatus) -> ToldMatter:
    return ToldMatter(
        reference=status.reference,
        procedure_key=status.procedure_key,
        sentence=status.sentence,
        next_step=status.next_step,
        applied_on=status.applied_on,
        office=status.office.name if status.office else status.unit.name,
        phone=status.office.phone if status.office else "",
    )
