"""Declaring an act: content, letter and way of each addressee are fixed in one short transaction.

Each addressee gets a document of their own: other words, another window, another remedy period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import letters
from amt.capabilities.acts.events import ActDeclared, ActsDeclared
from amt.capabilities.acts.models import Act, Addressee
from amt.capabilities.authorities import queries as authorities
from amt.contract import registry
from amt.contract.acts import ActContent, ActSpec
from amt.contract.law import Channel, Law
from amt.kernel import clock, events, ids
from amt.kernel.actors import Actor
from amt.kernel.audit import trail

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit

APPLICANT = "applicant"
CODE_OF_A_DRAFT = "XXXX-XXXX-XXXX"


class ReasonsMissing(ValueError):
    """A burdening act without reasons (section 35 SGB X, section 39 VwVfG)."""


class NobodyAddressed(ValueError):
    """An act that is addressed to nobody."""


@dataclass(frozen=True, slots=True)
class ActAddressee:
    """Somebody an act is addressed to; without an account only a letter reaches them.

    `for_information` marks who cannot contest the act, such as a consulted body: their copy has no
    remedy instruction and needs no reasons. `invitation_uuid` puts the code of that invitation into
    the letter, if the act invites.
    """

    account_id: int | None
    name: str
    address_lines: tuple[str, ...]
    channel: Channel = Channel.LETTER
    party_uuid: UUID | None = None
    role: str = APPLICANT
    invitation_uuid: UUID | None = None
    for_information: bool = False


@dataclass(frozen=True, slots=True)
class ActCopy:
    """What an act says to one addressee."""

    addressee: ActAddressee
    content: ActContent


@dataclass(frozen=True, slots=True)
class Declaration:
    """An act about to be declared, with the copy of each addressee.

    `signatory_name` is empty where no person signs (section 37 (5) VwVfG, section 33 (5) SGB X),
    `automatic_norm` allows that the machine decided alone; the letter says so.
    """

    subject_kind: str
    subject_id: object
    procedure_key: str
    act_key: str
    reference: str
    unit_id: int
    law: Law
    copies: tuple[ActCopy, ...]
    signatory_name: str = ""
    applied_on: date | None = None
    automatic_norm: str = ""


@transaction.atomic
def declare_act(
    *,
    subject_kind: str,
    subject_id: object,
    procedure_key: str,
    act_key: str,
    reference: str,
    unit_id: int,
    law: Law,
    copies: Sequence[ActCopy],
    signatory_name: str,
    actor: Actor,
    at: datetime,
    applied_on: date | None = None,
    automatic_norm: str = "",
) -> Act:
    """Declare an act; letters, seals and delivery follow as jobs. See `Declaration`.

    :raises ReasonsMissing: when a burdening act gives somebody no reasons.
    :raises NobodyAddressed: when nobody is addressed.
    """
    declaration = Declaration(
        subject_kind=subject_kind,
        subject_id=subject_id,
        procedure_key=procedure_key,
        act_key=act_key,
        reference=reference,
        unit_id=unit_id,
        law=law,
        copies=tuple(copies),
        signatory_name=signatory_name,
        applied_on=applied_on,
        automatic_norm=automatic_norm,
    )
    (act,) = _declare([declaration], actor, at)
    events.publish(
        ActDeclared(act_uuid=act.uuid, subject_kind=subject_kind, subject_id=act.subject_id, at=at)
    )
    return act


@transaction.atomic
def declare_many(declarations: Sequence[Declaration], *, actor: Actor, at: datetime) -> list[Act]:
    """Declare acts at once, in their order; all or none.

    Their letters, seals and delivery follow as jobs on the queue of bulk work, a few acts each.

    :raises ReasonsMissing: when a burdening act gives somebody no reasons.
    :raises NobodyAddressed: when an act is addressed to nobody.
    """
    acts = _declare(declarations, actor, at)
    if acts:
        events.publish(ActsDeclared(act_uuids=[str(act.uuid) for act in acts], at=at))
    return acts


def preview_act(
    *,
    procedure_key: str,
    act_key: str,
    reference: str,
    unit_id: int,
    law: Law,
    copy: ActCopy,
    signatory_name: str,
    at: datetime,
    applied_on: date | None = None,
) -> bytes:
    """Return the letter to one addressee as a PDF marked as draft; nothing is stored.

    :raises ReasonsMissing: as `declare_act`.
    """
    declaration = Declaration(
        subject_kind="",
        subject_id="",
        procedure_key=procedure_key,
        act_key=act_key,
        reference=reference,
        unit_id=unit_id,
        law=law,
        copies=(copy,),
        signatory_name=signatory_name,
        applied_on=applied_on,
    )
    frame = _frame(declaration, clock.day_of(at))
    letter = letters.as_draft(_letter(frame, declaration, copy, verification_code=""))
    if _invitation_of(frame.spec, copy.addressee) is not None:
        letter = letters.with_invitation(letter, CODE_OF_A_DRAFT)
    return letters.render(letter, at=at)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What acts of a kind and a unit have in common on a day."""

    spec: ActSpec
    unit: Unit
    sender: dict[str, Any]
    land: str
    declared_on: date


def _frame(declaration: Declaration, on: date) -> _Frame:
    unit = authorities.get_unit(declaration.unit_id)
    return _Frame(
        spec=registry.procedure(declaration.procedure_key).act(declaration.act_key),
        unit=unit,
        sender=letters.sender_of(unit),
        land=_land_of(unit, declaration.procedure_key, on),
        declared_on=on,
    )


def _declare(declarations: Sequence[Declaration], actor: Actor, at: datetime) -> list[Act]:
    frames: dict[tuple[str, str, int], _Frame] = {}
    acts, rows = [], []
    for one in declarations:
        if not one.copies:
            raise NobodyAddressed(f"{one.procedure_key}: {one.act_key}")
        kind = (one.procedure_key, one.act_key, one.unit_id)
        frame = frames.get(kind) or _frame(one, clock.day_of(at))
        frames[kind] = frame
        act = _act(frame, one, at)
        acts.append(act)
        rows += [_row(frame, one, act, position, copy) for position, copy in enumerate(one.copies)]
    Act.objects.bulk_create(acts)
    Addressee.objects.bulk_create(rows)
    trail.record_many(
        [
            trail.Noted(
                "acts.act_declared",
                "act",
                act.uuid,
                {"subject": f"{act.subject_kind}:{act.subject_id}", "act": act.act_key},
            )
            for act in acts
        ],
        actor=actor,
        at=at,
    )
    return acts


def _letter(
    frame: _Frame, declaration: Declaration, copy: ActCopy, *, verification_code: str
) -> dict[str, Any]:
    spec, to = frame.spec, copy.addressee
    if spec.burdening and not to.for_information and not copy.content.reasons:
        raise ReasonsMissing(f"{declaration.procedure_key}: {spec.key} to {to.role}")
    return letters.act_letter(
        content=copy.content,
        kind=spec.kind,
        unit=frame.unit,
        sender=frame.sender,
        reference=declaration.reference,
        declared_on=frame.declared_on,
        applied_on=declaration.applied_on,
        applied=to.role == APPLICANT,
        for_information=to.for_information,
        name=to.name,
        address_lines=to.address_lines,
        signatory_name=declaration.signatory_name,
        law=Law(declaration.law) if spec.has_remedy and not to.for_information else None,
        verification_code=verification_code,
        automatic_norm=declaration.automatic_norm,
    )


def _act(frame: _Frame, declaration: Declaration, at: datetime) -> Act:
    spec = frame.spec
    return Act(
        subject_kind=declaration.subject_kind,
        subject_id=str(declaration.subject_id),
        procedure_key=declaration.procedure_key,
        act_key=spec.key,
        kind=spec.kind.value,
        burdening=spec.burdening,
        has_remedy=spec.has_remedy,
        law=Law(declaration.law).value,
        land=frame.land,
        reference=declaration.reference,
        unit=frame.unit,
        signatory_name=declaration.signatory_name,
        title=declaration.copies[0].content.title,
        declared_at=at,
    )


def _row(
    frame: _Frame, declaration: Declaration, act: Act, position: int, copy: ActCopy
) -> Addressee:
    to, code = copy.addressee, ids.new_code()
    return Addressee(
        act=act,
        position=position,
        account_id=to.account_id,
        party_uuid=to.party_uuid,
        role=to.role,
        for_information=to.for_information,
        invitation_uuid=_invitation_of(frame.spec, to),
        name=to.name,
        address_lines=list(to.address_lines),
        content=copy.content.to_json(),
        letter=_letter(frame, declaration, copy, verification_code=code),
        verification_code=code,
        channel=_channel(to).value,
        law=act.law,
        correlation=f"{act.correlation}:{position}",
    )


def _invitation_of(spec: ActSpec, addressee: ActAddressee) -> UUID | None:
    """Whoever has an account takes part with it and needs no code."""
    return addressee.invitation_uuid if spec.invites and addressee.account_id is None else None


def _channel(addressee: ActAddressee) -> Channel:
    """Nobody without an account has a mailbox."""
    return Channel.LETTER if addressee.account_id is None else Channel(addressee.channel)


def _land_of(unit: Unit, procedure_key: str, on: date) -> str:
    """Return the Land whose public holidays move the end of the remedy period."""
    for row in authorities.competent_offices(procedure_key, on):
        if row.unit == unit:
            return row.place.land
    return authorities.places()[0].land
