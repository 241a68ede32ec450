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


def parties_named(given: str, family: str, born: date | None) -> list[UUID]:
    """List who applied without account and is named so, born on that day; the newest first."""
    if not given.strip() or not family.strip() or born is None:
        return []
    sent = Application.objects.filter(
        person_digest__in=identity.person_digests(given, family, born),
        account=None,
        case_uuid__isnull=False,
    ).order_by("-submitted_at")[:MOST_MATTERS]
    found = [one.case_uuid for one in sent if one.case_uuid is not None]
    applicants = cases.recipients_of(found)
    return [
        applicants[one].party_uuid
        for one in found
        if applicants[one].account_id is None and _is_named(applicants[one].name, given, family)
    ]


def parties_living_at(call: identity.Call, postcode: str) -> list[UUID]:
    """List those found in a call whose address in the application has a postcode."""
    said = "".join(postcode.split())
    found = {}
    for one in map(UUID, call.found_parties):
        case_uuid = cases.case_of_party(one)
        if case_uuid is not None:
            found[one] = case_uuid
    applicants = cases.recipients_of(list(found.values()))
    return [
        party_uuid
        for party_uuid, case_uuid in found.items()
        if said and any(said in line.split() for line in applicants[case_uuid].address_lines[-1:])
    ]


def matters_of_caller(call: identity.Call) -> list[ToldMatter]:
    """List the matters of the person of a call, none before the person is known."""
    told = []
    if call.person_id is not None:
        # The state is told as the person sees it; nothing else of the view leaves this function.
        person = Actor(kind=ActorKind.RESIDENT, account_id=call.person_id, trust=TrustLevel.BASIC)
        matters = cases.list_cases_of(call.person_id)
        told = [_told(cases.status_of(person, one.case_uuid)) for one in matters]
    for party_uuid in call.parties:
        case_uuid = cases.case_of_party(UUID(party_uuid))
        party = Actor(kind=ActorKind.CODE, subject=f"party:{party_uuid}")
        if case_uuid is not None:
            told.append(_told(cases.status_of(party, case_uuid)))
    return list({one.reference: one for one in told}.values())[:MOST_MATTERS]


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


def _is_named(name: str, given: str, family: str) -> bool:
    """Tell whether a whole name is the said one, wherever the family name begins in it."""
    words = name.split()
    return any(
        identity.is_same_name(given, family, " ".join(words[:at]), " ".join(words[at:]))
        for at in range(1, len(words))
    )


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
