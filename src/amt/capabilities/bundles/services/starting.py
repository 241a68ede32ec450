"""Starting a bundle from a notice, inviting its persons, knowing them by their account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction

from amt.capabilities.acts import services as acts
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.bundles.events import BundleStarted
from amt.capabilities.bundles.filling import APPLICATION, answers_from, shared_names
from amt.capabilities.bundles.models import (
    Bundle,
    BundleFact,
    BundleMember,
    BundlePerson,
    FactOrigin,
)
from amt.capabilities.bundles.plans import conversation_of
from amt.capabilities.bundles.refusals import NothingStarts
from amt.capabilities.bundles.visibility import PERSON, SUBJECT_KIND
from amt.capabilities.identity import services as identity
from amt.contract import registry
from amt.contract.acts import ActContent
from amt.contract.answers import facts_of
from amt.contract.life_events import LifeEvent
from amt.contract.procedure import Procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import clock, events
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail

log = structlog.get_logger(__name__)

DAYS_KEPT = 180


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a notice names, in the order of the notice."""

    role: str
    name: str
    address_lines: tuple[str, ...]


@transaction.atomic
def start_bundle(
    *,
    event: LifeEvent,
    source_uuid: UUID,
    facts: Mapping[str, Any],
    people: Sequence[Person],
    notice_from: str = "",
    basis: str = "",
    actor: Actor,
    at: datetime,
) -> Bundle:
    """Start a bundle and invite its persons; the same notice starts it once.

    Members are the services that the event triggers, whose form shares answers with it, and for
    which somebody is competent at the place that is known.

    :raises NothingStarts: when no service of this installation answers to the event there.
    """
    today = clock.day_of(at)
    bundle, is_new = Bundle.objects.get_or_create(
        source_uuid=source_uuid,
        defaults={
            "event": event.value,
            "notice_from": notice_from,
            "started_at": at,
            "expires_on": today + timedelta(days=DAYS_KEPT),
        },
    )
    if not is_new:
        return bundle
    members = answering(event, facts, today)
    if not members:
        raise NothingStarts
    _write(bundle, members, people)
    _write_facts(bundle, facts, basis, at)
    _tell(bundle, members, actor, at)
    return bundle


def _write(bundle: Bundle, members: Sequence[Procedure], people: Sequence[Person]) -> None:
    BundleMember.objects.bulk_create(
        BundleMember(bundle=bundle, procedure_key=found.key) for found in members
    )
    BundlePerson.objects.bulk_create(
        BundlePerson(
            bundle=bundle,
            position=position,
            role=person.role,
            name=person.name,
            address_lines=list(person.address_lines),
        )
        for position, person in enumerate(people)
    )


def _write_facts(bundle: Bundle, facts: Mapping[str, Any], basis: str, at: datetime) -> None:
    BundleFact.objects.bulk_create(
        BundleFact(
            bundle=bundle,
            path=path,
            value=value,
            origin=FactOrigin.NOTICED,
            basis=basis,
            recorded_at=at,
        )
        for path, value in facts.items()
    )


def answering(event: LifeEvent, facts: Mapping[str, Any], on: date) -> list[Procedure]:
    """List the services that an event with these facts starts; who issues proofs comes first."""
    found = [
        one
        for _key, one in sorted(registry.procedures().items())
        if event in one.triggers
        and APPLICATION in one.forms
        and shared_names(one.form(APPLICATION))
        and _is_decided_here(one, facts, on)
    ]
    return sorted(found, key=lambda one: not one.provides)


def _is_decided_here(found: Procedure, facts: Mapping[str, Any], on: date) -> bool:
    place = place_of(found, facts)
    if not place:
        return True
    try:
        authorities.competent_unit(found.key, place, on)
    except authorities.NobodyCompetent:
        return False
    return True


def place_of(found: Procedure, facts: Mapping[str, Any]) -> str:
    """Return the place that decides who is competent, as far as the facts say it."""
    form = found.form(APPLICATION)
    return found.place_of(facts_of(form, answers_from(form, facts)))


def _tell(bundle: Bundle, members: Sequence[Procedure], actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action="bundles.bundle_started",
        subject_kind=SUBJECT_KIND,
        subject_id=bundle.uuid,
        at=at,
        details={"event": bundle.event, "members": [found.key for found in members]},
    )
    events.publish(BundleStarted(bundle_uuid=bundle.uuid, at=at))


@transaction.atomic
def invite_persons(*, bundle_uuid: UUID, at: datetime) -> None:
    """Write to each person of a bundle, once: what happened and the code that opens it."""
    bundle = Bundle.objects.get(uuid=bundle_uuid)
    told = conversation_of(bundle)
    unit_id = _writing_unit(bundle, clock.day_of(at))
    content = ActContent(
        title=told.texts.get("invitation.title", SOURCE_LANGUAGE),
        operative=told.texts.lines("invitation.text", SOURCE_LANGUAGE),
    )
    for person in bundle.persons.order_by("position"):
        invitation = identity.invite(
            subject_kind=PERSON,
            subject_id=person.uuid,
            name=person.name,
            address_lines=person.address_lines,
            expires_on=bundle.expires_on,
            actor=SYSTEM,
            at=at,
        )
        acts.send_notice(
            subject_kind=SUBJECT_KIND,
            subject_id=bundle.uuid,
            procedure_key=bundle.event,
            unit_id=unit_id,
            reference="",
            content=content,
            name=person.name,
            address_lines=person.address_lines,
            invitation_uuid=invitation.uuid,
            correlation=f"bundle-invitation:{person.uuid}",
            actor=SYSTEM,
            at=at,
        )


def _writing_unit(bundle: Bundle, on: date) -> int:
    """Return the unit that writes: that of the first member whose place is known."""
    facts = {fact.path: fact.value for fact in bundle.facts.filter(superseded_at=None)}
    for member in bundle.members.order_by("id"):
        found = registry.procedures().get(member.procedure_key)
        place = place_of(found, facts) if found is not None else ""
        if found is not None and place:
            return authorities.competent_unit(found.key, place, on).id
    raise authorities.NobodyCompetent(f"nobody writes about bundle {bundle.uuid}")


def claim_person(*, person_uuid: UUID, account_id: int, actor: Actor, at: datetime) -> bool:
    """Bind a person to the account that accepted the letter; tell whether it is theirs now.

    Somebody who is another person of the bundle already gets no second one.
    """
    try:
        with transaction.atomic():
            person = BundlePerson.objects.select_for_update().get(uuid=person_uuid)
            if person.account_id is not None:
                return person.account_id == account_id
            person.account_id, person.claimed_at = account_id, at
            person.save(update_fields=["account", "claimed_at"])
            trail.record(
                actor=actor,
                action="bundles.person_claimed",
                subject_kind=PERSON,
                subject_id=person.uuid,
                at=at,
            )
    except IntegrityError:
        log.warning("bundles.person_claimed_twice", person=str(person_uuid))
        return False
    return True


@transaction.atomic
def delete_expired_bundles(*, on: date, at: datetime) -> int:
    """Delete the bundles whose time is over and return how many there were."""
    rows = Bundle.objects.select_for_update(skip_locked=True).filter(expires_on__lt=on)
    over = [bundle.id for bundle in rows.order_by("id")[:200]]
    if over:
        BundleFact.objects.filter(bundle_id__in=over).delete()
        Bundle.objects.filter(id__in=over).delete()
        trail.record(
            actor=SYSTEM,
            action="bundles.bundles_expired",
            subject_kind=SUBJECT_KIND,
            subject_id="",
            at=at,
            details={"count": len(over)},
        )
    return len(over)
