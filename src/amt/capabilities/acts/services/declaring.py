"""Declaring an act: content, addressees and letter are fixed in one short transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from amt.capabilities.acts import letters
from amt.capabilities.acts.events import ActDeclared
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


class ReasonsMissing(ValueError):
    """A burdening act without reasons (section 35 SGB X, section 39 VwVfG)."""


class NobodyAddressed(ValueError):
    """An act that is addressed to nobody."""


@dataclass(frozen=True, slots=True)
class ActAddressee:
    """Somebody an act is addressed to; without an account only a letter reaches them."""

    account_id: int | None
    name: str
    address_lines: tuple[str, ...]
    channel: Channel = Channel.LETTER


@transaction.atomic
def declare_act(
    *,
    subject_kind: str,
    subject_id: object,
    procedure_key: str,
    act_key: str,
    reference: str,
    unit_id: int,
    content: ActContent,
    law: Law,
    addressees: Sequence[ActAddressee],
    signatory_name: str,
    actor: Actor,
    at: datetime,
    applied_on: date | None = None,
) -> Act:
    """Declare an act; the letter, the seal and the delivery follow as jobs.

    :raises ReasonsMissing: when a burdening act gives no reasons.
    :raises NobodyAddressed: when nobody is addressed.
    """
    drafted = _draft(
        procedure_key=procedure_key,
        act_key=act_key,
        reference=reference,
        unit_id=unit_id,
        content=content,
        law=law,
        addressees=addressees,
        signatory_name=signatory_name,
        declared_on=clock.day_of(at),
        applied_on=applied_on,
        verification_code=ids.new_code(),
    )
    act = _create(drafted, subject_kind, str(subject_id), content, at)
    _address(act, addressees)
    trail.record(
        actor=actor,
        action="acts.act_declared",
        subject_kind="act",
        subject_id=act.uuid,
        at=at,
        details={"subject": f"{subject_kind}:{subject_id}", "act": act_key},
    )
    events.publish(
        ActDeclared(act_uuid=act.uuid, subject_kind=subject_kind, subject_id=act.subject_id, at=at)
    )
    return act


def preview_act(
    *,
    procedure_key: str,
    act_key: str,
    reference: str,
    unit_id: int,
    content: ActContent,
    law: Law,
    addressees: Sequence[ActAddressee],
    signatory_name: str,
    at: datetime,
    applied_on: date | None = None,
) -> bytes:
    """Return the letter that `declare_act` would send, as a PDF marked as draft; store nothing.

    Raises what `declare_act` raises.
    """
    drafted = _draft(
        procedure_key=procedure_key,
        act_key=act_key,
        reference=reference,
        unit_id=unit_id,
        content=content,
        law=law,
        addressees=addressees,
        signatory_name=signatory_name,
        declared_on=clock.day_of(at),
        applied_on=applied_on,
        verification_code="",
    )
    return letters.render(letters.as_draft(drafted.letter), at=at)


@dataclass(frozen=True, slots=True)
class _Drafted:
    """An act checked and written, not yet declared."""

    spec: ActSpec
    procedure_key: str
    unit: Unit
    law: Law
    letter: dict[str, Any]
    verification_code: str


def _draft(
    *,
    procedure_key: str,
    act_key: str,
    reference: str,
    unit_id: int,
    content: ActContent,
    law: Law,
    addressees: Sequence[ActAddressee],
    signatory_name: str,
    declared_on: date,
    applied_on: date | None,
    verification_code: str,
) -> _Drafted:
    spec = _required_spec(procedure_key, act_key, content, addressees)
    unit = authorities.get_unit(unit_id)
    letter = letters.act_letter(
        content=content,
        kind=spec.kind,
        unit=unit,
        reference=reference,
        declared_on=declared_on,
        applied_on=applied_on,
        addressees=[(a.name, a.address_lines) for a in addressees],
        signatory_name=signatory_name,
        law=Law(law) if spec.has_remedy else None,
        verification_code=verification_code,
    )
    return _Drafted(spec, procedure_key, unit, Law(law), letter, verification_code)


def _create(
    drafted: _Drafted, subject_kind: str, subject_id: str, content: ActContent, at: datetime
) -> Act:
    spec = drafted.spec
    return Act.objects.create(
        subject_kind=subject_kind,
        subject_id=subject_id,
        procedure_key=drafted.procedure_key,
        act_key=spec.key,
        kind=spec.kind.value,
        burdening=spec.burdening,
        has_remedy=spec.has_remedy,
        law=drafted.law.value,
        land=_land_of(drafted.unit, drafted.procedure_key, clock.day_of(at)),
        reference=drafted.letter["reference"],
        unit=drafted.unit,
        signatory_name=drafted.letter["signatory"],
        content=content.to_json(),
        letter=drafted.letter,
        declared_at=at,
        verification_code=drafted.verification_code,
    )


def _required_spec(
    procedure_key: str, act_key: str, content: ActContent, addressees: Sequence[ActAddressee]
) -> ActSpec:
    spec = registry.procedure(procedure_key).act(act_key)
    if spec.burdening and not content.reasons:
        raise ReasonsMissing(f"{procedure_key}: {act_key}")
    if not addressees:
        raise NobodyAddressed(f"{procedure_key}: {act_key}")
    return spec


def _address(act: Act, addressees: Sequence[ActAddressee]) -> None:
    Addressee.objects.bulk_create(
        Addressee(
            act=act,
            position=position,
            account_id=addressee.account_id,
            name=addressee.name,
            address_lines=list(addressee.address_lines),
            channel=_channel(addressee).value,
            law=act.law,
            correlation=f"{act.correlation}:{position}",
        )
        for position, addressee in enumerate(addressees)
    )


def _channel(addressee: ActAddressee) -> Channel:
    """Nobody without an account has a mailbox."""
    return Channel.LETTER if addressee.account_id is None else Channel(addressee.channel)


def _land_of(unit: Unit, procedure_key: str, on: date) -> str:
    """Return the Land whose public holidays move the end of the remedy period."""
    for row in authorities.competent_offices(procedure_key, on):
        if row.unit == unit:
            return row.place.land
    return authorities.places()[0].land
