"""The people and organisations of a case: writing them down, inviting them, binding accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import services as acts
from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import procedure_of
from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.visibility import PARTY_KIND, SUBJECT_KIND
from amt.capabilities.identity import services as identity
from amt.contract.acts import ActContent
from amt.contract.deeds import Deed
from amt.contract.procedure import Procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.new_rows import add_row


class PartiesDoNotFit(ValueError):
    """The parties are not those that the procedure knows."""


@dataclass(frozen=True, slots=True)
class PartyData:
    """Somebody with a role, as a case is opened; without account: invited by letter."""

    role: str
    account_id: int | None
    name: str
    address_lines: tuple[str, ...]
    email: str = ""
    organisation: bool = False


def require_fitting(procedure: Procedure, parties: Sequence[PartyData]) -> None:
    """:raises PartiesDoNotFit: when roles or their numbers are not the procedure's."""
    counted = Counter(party.role for party in parties)
    known = {role.key: role for role in procedure.parties}
    unknown = set(counted) - set(known)
    if unknown:
        raise PartiesDoNotFit(f"{procedure.key} has no role {sorted(unknown)}")
    for role in known.values():
        if not role.minimum <= counted[role.key] <= role.maximum:
            raise PartiesDoNotFit(f"{procedure.key}: {counted[role.key]} of {role.key}")


def write_parties(
    case: Case,
    parties: Sequence[PartyData],
    *,
    sender_first: bool = True,
    actor: Actor,
    at: datetime,
) -> list[Party]:
    """Store the parties in the order given, the sender first; invite those without account."""
    stored = [
        add_row(
            Party(
                case=case,
                role=party.role,
                account_id=party.account_id,
                name=party.name,
                address_lines=list(party.address_lines),
                email=party.email,
                organisation=party.organisation,
            )
        )
        for party in parties
    ]
    for party in stored[1 if sender_first else 0 :]:
        # The sender has the code of the application.
        invite_party(party, by_notice=True, actor=actor, at=at)
    return stored


def invite_party(party: Party, *, by_notice: bool, actor: Actor, at: datetime) -> UUID | None:
    """Make the invitation of a party without account, once, and return its uuid.

    With `by_notice` a letter of its own tells of it, if the procedure has the words; else an act
    carries the code.
    """
    if party.account_id is not None:
        return None
    invitation = identity.invite(
        subject_kind=PARTY_KIND,
        subject_id=party.uuid,
        name=party.name,
        address_lines=party.address_lines,
        actor=actor,
        at=at,
    )
    content = _invitation(party)
    if by_notice and content is not None:
        acts.send_notice(
            subject_kind=SUBJECT_KIND,
            subject_id=party.case.uuid,
            procedure_key=party.case.procedure_key,
            unit_id=party.case.unit_id,
            reference=party.case.reference,
            content=content,
            name=party.name,
            address_lines=party.address_lines,
            invitation_uuid=invitation.uuid,
            correlation=f"invitation:{party.uuid}",
            actor=actor,
            at=at,
        )
    return invitation.uuid


def described_party(case: Case, deed: Deed, values: Mapping[str, Any]) -> Party | None:
    """Return, not yet stored, the person whom the answers to a deed's form describe."""
    if not deed.adds_party or deed.form is None:
        return None
    known = {
        field.person: str(values[field.path])
        for field in deed.form.fields()
        if field.person and values.get(field.path)
    }
    person = f"{known.get('given_name', '')} {known.get('family_name', '')}".strip()
    organisation = known.get("organisation_name", "")
    town = f"{known.get('postcode', '')} {known.get('city', '')}".strip()
    return Party(
        case=case,
        role=deed.adds_party,
        name=organisation or person,
        address_lines=[line for line in (known.get("street", ""), town) if line],
        email=known.get("email", ""),
        organisation=bool(organisation),
    )


@transaction.atomic
def bind_party(*, party_uuid: UUID, account_id: int, actor: Actor, at: datetime) -> None:
    """Make an account the one of an invited party; a party that has one keeps it."""
    party = Party.objects.select_for_update(of=("self",)).filter(uuid=party_uuid).first()
    if party is None or party.account_id is not None:
        return
    party.account_id = account_id
    party.save(update_fields=["account"])
    trail.record(
        actor=actor,
        action="cases.party_joined",
        subject_kind=SUBJECT_KIND,
        subject_id=party.case.uuid,
        at=at,
        details={"party": str(party.uuid), "role": party.role},
    )
    timeline.announce(party.case, timeline.PARTY_JOINED)


def _invitation(party: Party) -> ActContent | None:
    procedure = procedure_of(party.case)
    if procedure is None:
        return None
    key = f"parties.{party.role}.invitation"
    title = procedure.texts.find(f"{key}.title", SOURCE_LANGUAGE)
    if title is None:
        return None
    return ActContent(title=title, operative=procedure.texts.lines(f"{key}.text", SOURCE_LANGUAGE))
