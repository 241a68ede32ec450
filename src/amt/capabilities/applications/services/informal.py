"""Taking down an application that comes by phone, by letter or at the counter.

It counts from the day on which it arrived, wherever that was (section 16 SGB I). The person gets a
letter with a code, the day that counts and what is still needed (section 60 SGB I).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from amt.capabilities.acts import services as acts
from amt.capabilities.applications.informal_letter import letter_of
from amt.capabilities.applications.models import InformalApplication, InformalCall
from amt.capabilities.applications.refusals import (
    DayNotPossible,
    NobodyDecidesThere,
    PersonNotNamed,
    WayUnknown,
)
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.cases import services as cases
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.queries import is_agent
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract.facts import Fact, FactSource
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.periods import LAND_BREMEN, Period, deadline

PARTY = "party"
WAYS = ("phone", "letter", "counter")
TIME_FOR_FORM = Period(months=1)
"""How long we wait before we ask again: our own time, no period of a statute."""
FEWEST_LINES = 2
"""Street and town: less is no address for a letter."""
LONGEST_NOTE = 2_000
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ı": "i", "ł": "l", "ø": "o", "đ": "d"})


@dataclass(frozen=True, slots=True)
class Taken:
    """An application that was taken down; not `is_new`: the person had applied before."""

    informal: InformalApplication
    reference: str
    applied_on: date
    is_new: bool
    letter_sent: bool


@dataclass(frozen=True, slots=True)
class _Call:
    """One call, letter or visit as it arrived."""

    received_on: date
    way: str
    note: str
    tells: bool


def take_informal(
    *,
    procedure_key: str,
    name: str,
    address_lines: Sequence[str],
    place: str,
    email: str = "",
    phone: str = "",
    received_on: date,
    way: str,
    note: str = "",
    tells: bool = True,
    actor: Actor,
    at: datetime,
) -> Taken:
    """Take down an application without form; who has applied before gets no second case.

    Any member of staff may: an application counts wherever it arrives and goes to the unit that is
    competent (section 16 (2) SGB I). `address_lines` are street and town, without the name; `place`
    is the ARS. An earlier day than the one noted before counts from then on. No letter goes out
    where another one `tells` of it.

    :raises NotVisible: when no member of staff acts.
    :raises amt.capabilities.cases.services.NoInformalApplication: when the form is needed at once.
    :raises PersonNotNamed: when there is no name.
    :raises DayNotPossible: when the day is to come.
    :raises WayUnknown: when the way is none of `WAYS`.
    :raises NobodyDecidesThere: when no unit is competent for the place.
    """
    if not (actor.unit_ids(*WORKING_ROLES) or is_agent(actor)):
        raise NotVisible("procedure", procedure_key)
    found = procedure(procedure_key)
    lines = tuple(line.strip() for line in address_lines if line.strip())
    known = (" ".join(name.split()), lines, email.strip(), phone.strip())
    call = _Call(received_on, way, note.strip()[:LONGEST_NOTE], tells)
    _require_possible(known[0], call, clock.day_of(at))
    digest = _person_digest(*known)
    try:
        with transaction.atomic():
            return _take(found, digest, known, place, call, actor, at)
    except IntegrityError:
        # Two colleagues took the same call down at the same moment: the second adds to the first.
        with transaction.atomic():
            return _take(found, digest, known, place, call, actor, at)


@transaction.atomic
def end_informal(*, case_uuid: UUID, at: datetime) -> bool:
    """Note that a case does not wait for its form any more; tell whether it did until now."""
    rows = InformalApplication.objects.select_for_update().filter(case_uuid=case_uuid)
    if not rows.filter(ended_at=None).exists():
        return False
    if not cases.stop_waiting_for_form(case_uuid=case_uuid, actor=SYSTEM, at=at):
        return False
    rows.update(ended_at=at)
    return True


def _require_possible(name: str, call: _Call, today: date) -> None:
    if not name:
        raise PersonNotNamed
    if call.received_on > today:
        raise DayNotPossible
    if call.way not in WAYS:
        raise WayUnknown


def _take(
    found: Procedure,
    digest: str,
    known: tuple[str, tuple[str, ...], str, str],
    place: str,
    call: _Call,
    actor: Actor,
    at: datetime,
) -> Taken:
    rows = InformalApplication.objects.select_for_update()
    informal = rows.filter(procedure_key=found.key, person_digest=digest, ended_at=None).first()
    is_new = informal is None
    is_earlier = False
    if informal is None:
        informal = _open(found, digest, known, place, call, actor, at)
    else:
        is_earlier = cases.antedate_informal(
            case_uuid=informal.case_uuid, applied_on=call.received_on, actor=actor, at=at
        )
    InformalCall.objects.create(
        informal=informal,
        received_on=call.received_on,
        way=call.way,
        note=call.note,
        taken_by_id=actor.account_id,
        taken_at=at,
    )
    standing = case_queries.standing_of(informal.case_uuid)
    applied_on = informal_day(informal)
    sent = False
    if call.tells and (is_new or is_earlier):
        sent = _write(informal, found, standing, applied_on, call, actor, at)
    trail.record(
        actor=actor,
        action="applications.informal_taken",
        subject_kind="informal_application",
        subject_id=informal.uuid,
        at=at,
        details={"case": str(informal.case_uuid), "way": call.way, "new": is_new},
    )
    return Taken(informal, standing.reference, applied_on, is_new, sent)


def informal_day(informal: InformalApplication) -> date:
    """Return the day of the application: the earliest of its calls."""
    return min(call.received_on for call in informal.calls.all())


def _open(
    found: Procedure,
    digest: str,
    known: tuple[str, tuple[str, ...], str, str],
    place: str,
    call: _Call,
    actor: Actor,
    at: datetime,
) -> InformalApplication:
    name, lines, email, phone = known
    until = deadline(clock.day_of(at), TIME_FOR_FORM, _land(place))
    uuid = uuid4()
    facts = [Fact(found.place_path, place, FactSource.OFFICER, at)] if found.place_path else []
    try:
        opened = cases.open_informal(
            source_uuid=uuid,
            procedure_key=found.key,
            party=cases.PartyData(found.submitting_role, None, name, (name, *lines), email),
            facts=facts,
            applied_on=call.received_on,
            form_until=until,
            actor=actor,
            at=at,
        )
    except cases.NoUnitCompetent as nobody:
        raise NobodyDecidesThere from nobody
    return InformalApplication.objects.create(
        uuid=uuid,
        procedure_key=found.key,
        person_digest=digest,
        name=name,
        address_lines=list(lines),
        place=place,
        email=email,
        phone=phone,
        form_until=until,
        case_uuid=opened.case.uuid,
        party_uuid=opened.party.uuid,
        taken_at=at,
    )


def _write(
    informal: InformalApplication,
    found: Procedure,
    standing: case_queries.CaseStanding,
    applied_on: date,
    call: _Call,
    actor: Actor,
    at: datetime,
) -> bool:
    """Invite the person and tell by letter what counts and what is needed."""
    address = (informal.name, *informal.address_lines)
    invitation = identity.invite(
        subject_kind=PARTY,
        subject_id=informal.party_uuid,
        name=informal.name,
        address_lines=address,
        actor=actor,
        at=at,
    )
    if len(informal.address_lines) < FEWEST_LINES:
        return False
    acts.send_notice(
        subject_kind="case",
        subject_id=informal.case_uuid,
        procedure_key=found.key,
        unit_id=standing.unit.pk,
        reference=standing.reference,
        content=letter_of(
            found, way=call.way, applied_on=applied_on, form_until=informal.form_until
        ),
        name=informal.name,
        address_lines=address,
        invitation_uuid=invitation.uuid,
        correlation=f"informal:{informal.uuid}:{applied_on.isoformat()}",
        actor=actor,
        at=at,
    )
    return True


def _person_digest(name: str, lines: Sequence[str], email: str, phone: str) -> str:
    """Return the digest by which the same person is known again, however it was typed."""
    reached = lines or (email or "".join(one for one in phone if one.isdigit()),)
    return hashlib.sha256("\n".join(_plain(one) for one in (name, *reached)).encode()).hexdigest()


def _plain(text: str) -> str:
    """Return a text without what people write in several ways: case, accents, spaces, dots."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)
    bare = unicodedata.normalize("NFKD", folded)
    return "".join(one for one in bare if one.isalnum()).replace("strasse", "str")


def _land(place: str) -> str:
    try:
        return authorities.land_of(place)
    except ObjectDoesNotExist:
        return LAND_BREMEN
