"""Asking a register: at once within two seconds, or by a job; each answer is noted.

The register is asked outside of any lock: a slow one holds nobody else. A second tab, the back
button and a job that runs again find the answer that is there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity import queries as identity
from amt.capabilities.registers import adapters, breaker, sources
from amt.capabilities.registers.answers import Answer, answer_of, attributes_for, paths_of
from amt.capabilities.registers.events import InquiryQueued
from amt.capabilities.registers.models import OPEN_STATES, AnswerState, Inquiry
from amt.capabilities.registers.permitted import require_permitted
from amt.capabilities.registers.services.own import require_own
from amt.capabilities.registers.services.settling import note_failure, settle
from amt.contract.lookups import Lookup, Relation
from amt.contract.procedure import Procedure
from amt.kernel import clock, events
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, PartnerFailure, Refusal

STAYS_GOOD = timedelta(hours=12)
"""How long an answer is taken for the same question instead of asking again."""


class NoRegister(Refusal):
    """This installation has no register for the place."""

    code = "no_register"


class NotSureEnough(Refusal):
    """Nobody knows surely enough who asks."""

    code = "not_sure_enough"


class ConsentMissing(Refusal):
    """The lookup needs an express yes."""

    code = "consent_missing"


def look_up(
    *,
    lookup: Lookup,
    procedure: Procedure,
    person: identity.PersonData,
    purpose: str,
    subject_kind: str,
    subject_id: object,
    actor: Actor,
    at: datetime,
    consented_at: datetime | None = None,
) -> Answer:
    """Ask a register now and wait up to two seconds.

    While it is down the answer says so, and a job goes on asking (`RegisterAnswered`). The same
    question again returns the answer of the last hours.

    :raises NotVisible: when the person is not the actor.
    :raises NotSureEnough: when the actor has not signed in at level substantial.
    :raises ConsentMissing: when the lookup needs a yes and there is none.
    :raises NoRegister: when there is no register for the place.
    :raises NotPermitted: when the lookup takes what the law does not give.
    """
    inquiry, is_new = _open(
        lookup, procedure, person, purpose, (subject_kind, str(subject_id)), actor, at, consented_at
    )
    if inquiry.state not in OPEN_STATES:
        return answer_of(inquiry)
    try:
        reply = _ask(inquiry)
    except PartnerFailure as failure:
        return answer_of(note_failure(inquiry.uuid, str(failure), at=clock.now(), retry=is_new))
    return answer_of(settle(inquiry.uuid, reply, at=clock.now(), by_job=False))


@transaction.atomic
def ask(
    *,
    lookup: Lookup,
    procedure: Procedure,
    person: identity.PersonData,
    purpose: str,
    subject_kind: str,
    subject_id: object,
    actor: Actor,
    at: datetime,
    consented_at: datetime | None = None,
) -> Answer:
    """Let a job ask a register, so that nobody waits; the answer says `waiting`.

    `queries.find_answer` has the answer when it is there; `RegisterAnswered` tells of it. The same
    question again returns what is there. Refuses as `look_up` does.
    """
    inquiry, is_new = _open(
        lookup, procedure, person, purpose, (subject_kind, str(subject_id)), actor, at, consented_at
    )
    if is_new:
        events.publish(InquiryQueued(inquiry.uuid))
    return answer_of(inquiry)


def answer_inquiry(*, inquiry_uuid: UUID, at: datetime) -> Answer:
    """Ask for a job; what is settled stays as it is.

    :raises PartnerFailure: when the register does not answer.
    """
    inquiry = Inquiry.objects.get(uuid=inquiry_uuid)
    if inquiry.state not in OPEN_STATES:
        return answer_of(inquiry)
    try:
        reply = _ask(inquiry)
    except PartnerFailure as failure:
        note_failure(inquiry_uuid, str(failure), at=at, retry=False)
        raise
    return answer_of(settle(inquiry_uuid, reply, at=at, by_job=True))


def _ask(inquiry: Inquiry) -> adapters.Reply:
    source = sources.get_source(inquiry.register_key)
    if source is None:
        raise PartnerFailure(inquiry.register_key, "no_register", permanent=True)
    question = adapters.Question(
        number=str(inquiry.uuid),
        office=inquiry.office_name,
        procedure=inquiry.procedure_key,
        purpose=inquiry.purpose,
        norm=inquiry.norm,
        relation=Relation(inquiry.relation),
        attributes=attributes_for(inquiry),
        search=inquiry.person,
    )
    with breaker.around(source.key):
        return adapters.adapter().ask(source, question)


def _open(
    lookup: Lookup,
    procedure: Procedure,
    person: identity.PersonData,
    purpose: str,
    subject: tuple[str, str],
    actor: Actor,
    at: datetime,
    consented_at: datetime | None,
) -> tuple[Inquiry, bool]:
    account_id = _allow(lookup, person, actor)
    require_permitted(lookup)
    if lookup.consent and consented_at is None:
        raise ConsentMissing(_("Für diese Abfrage brauchen wir Ihre Zustimmung."))
    source = sources.find_source(lookup.register, person.ars)
    if source is None:
        raise NoRegister(_("Für Ihren Wohnort können wir dieses Register nicht abfragen."))
    search = search_data(person)
    known = _last(lookup, subject)
    if known is not None and known.person == search and _is_good(known, at):
        return known, False
    unit_id, office = _asking_office(procedure, person.ars, source, at)
    inquiry = Inquiry(
        register=lookup.register.value, register_key=source.key, register_name=source.name,
        lookup_key=lookup.key, procedure_key=procedure.key, relation=lookup.relation.value,
        norm=lookup.norm, purpose=purpose, takes=[list(pair) for pair in paths_of(lookup)],
        group=lookup.group, person=search, account_id=account_id, unit_id=unit_id,
        office_name=office, subject_kind=subject[0], subject_id=subject[1],
        state=AnswerState.WAITING, consented_at=consented_at, asked_at=at,
    )  # fmt: skip
    return _insert(inquiry, lookup, subject, actor)


@transaction.atomic
def _insert(
    inquiry: Inquiry, lookup: Lookup, subject: tuple[str, str], actor: Actor
) -> tuple[Inquiry, bool]:
    try:
        with transaction.atomic():
            inquiry.save(force_insert=True)
    except IntegrityError:
        # Another tab was faster, or an open one asks by other data.
        open_one = Inquiry.objects.filter(
            subject_kind=subject[0], subject_id=subject[1], lookup_key=lookup.key,
            state__in=OPEN_STATES,
        ).first()  # fmt: skip
        if open_one is None:
            raise
        return open_one, False
    trail.record(
        actor=actor,
        action="registers.asked",
        subject_kind=subject[0],
        subject_id=subject[1],
        at=inquiry.asked_at,
        details={
            "inquiry": str(inquiry.uuid),
            "register": inquiry.register_key,
            "lookup": inquiry.lookup_key,
        },
    )
    return inquiry, True


def _last(lookup: Lookup, subject: tuple[str, str]) -> Inquiry | None:
    rows = Inquiry.objects.filter(
        subject_kind=subject[0], subject_id=subject[1], lookup_key=lookup.key
    )
    return rows.order_by("-asked_at", "-id").first()


def _is_good(known: Inquiry, at: datetime) -> bool:
    if known.state in OPEN_STATES:
        return True
    settled = known.state in {AnswerState.FOUND, AnswerState.NOTHING, AnswerState.AMBIGUOUS}
    is_kept = known.emptied_at is None and known.answered_at is not None
    return settled and is_kept and known.asked_at > at - STAYS_GOOD


def _allow(lookup: Lookup, person: identity.PersonData, actor: Actor) -> int:
    """Return the account of the actor, whose data alone may be asked for."""
    account_id = require_own(person, actor, lookup.key)
    # A helper acts as the account of the principal; others of the family are not the helper's.
    if actor.acting_for is not None and lookup.relation is not Relation.SELF:
        raise NotVisible("register", lookup.key)
    if actor.trust < TrustLevel.SUBSTANTIAL:
        raise NotSureEnough(_("Melden Sie sich mit einem höheren Vertrauensniveau an."))
    return account_id


def search_data(person: identity.PersonData) -> dict[str, str]:
    """Return what BMG section 38 (1) asks for: names, place, and one thing more."""
    return {
        "family_name": person.family_name,
        "given_name": person.given_name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "street_line": person.street,
        "postcode": person.postcode,
        "city": person.city,
        "ars": person.ars,
    }


def _asking_office(
    procedure: Procedure, ars: str, source: sources.Source, at: datetime
) -> tuple[int | None, str]:
    try:
        unit = authorities.competent_unit(procedure.key, ars, clock.day_of(at))
    except authorities.NobodyCompetent:
        return None, source.office_name
    return unit.id, unit.name
