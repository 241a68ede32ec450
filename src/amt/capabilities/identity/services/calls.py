"""Calls at the phone and visits at the counter: begun with a reason, the caller found, ended.

People are searched by name and birth date within a running call only. Nothing of them is shown:
the agent asks for the postcode, and only who says the right one is the person of the call. What was
looked for is recorded (`note_access`) and forgotten when the call ends.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from amt.capabilities.identity.calls import (
    LONGEST_CALL,
    is_same_name,
    own_running_call,
    residents_born,
)
from amt.capabilities.identity.events import CallEnded
from amt.capabilities.identity.models import AccessKind, Account, Call, CallWay, Role
from amt.capabilities.identity.services.accesses import note_access
from amt.kernel import events
from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal

CALL = "call"
LONGEST_REASON = 300
SHORTEST_REASON = 5
MOST_SEARCHES = 10
MOST_WRONG = 3
DAYS_KEPT = 731
_PURPOSE = gettext_noop("Auskunft und Hilfe am Telefon oder im Bürgerservice")
_SEARCHED = (gettext_noop("Name"), gettext_noop("Geburtsdatum"))
_COMPARED = (gettext_noop("Postleitzahl"),)
_BASIS = "Art. 6 Abs. 1 Buchst. e DSGVO, §§ 14, 16 SGB I, § 25 VwVfG"
"""What a call is about is not known yet: advice and applications in social law, else in any."""


class CallRunning(Refusal):
    """The agent speaks to somebody else already."""

    code = "call_running"

    def __init__(self) -> None:
        super().__init__(_("Beenden Sie zuerst das laufende Gespräch."))


class CallReasonMissing(Refusal):
    """Nobody said what the call is about."""

    code = "call_reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Sagen Sie kurz, worum es geht, zum Beispiel: Frage zum Stand."))


class CallWayUnknown(Refusal):
    """Nobody knows this way of speaking to somebody."""

    code = "call_way_unknown"

    def __init__(self) -> None:
        super().__init__(_("Wählen Sie: am Telefon oder persönlich."))


class NameMissing(Refusal):
    """A search needs the whole name and the birth date."""

    code = "name_missing"

    def __init__(self) -> None:
        super().__init__(
            _("Für die Suche brauchen Sie Vorname, Familienname und Geburtsdatum der Person.")
        )


class SearchesUsedUp(Refusal):
    """Somebody searches on and on: a call is about one person."""

    code = "searches_used_up"

    def __init__(self) -> None:
        super().__init__(
            _("In diesem Gespräch wurde schon zehnmal gesucht. Helfen Sie ohne Suche weiter.")
        )


class CallerNotSure(Refusal):
    """The postcode that was said is none of those found, or of several."""

    code = "caller_not_sure"

    def __init__(self) -> None:
        super().__init__(
            _("Die Postleitzahl passt nicht. Fragen Sie noch einmal nach Name und Anschrift.")
        )


class CallerUnknown(Refusal):
    """Too many wrong postcodes: the caller is not taken for this person."""

    code = "caller_unknown"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Die Postleitzahl war dreimal falsch. Geben Sie keine Auskunft. Die Person kann "
                "den Stand mit Aktenzeichen und Code selbst ansehen."
            )
        )


@dataclass(frozen=True, slots=True)
class Searched:
    """How many accounts and how many applicants without one a search found, not who they are."""

    found_count: int
    party_count: int = 0


@transaction.atomic
def begin_call(*, way: str, reason: str, actor: Actor, at: datetime) -> Call:
    """Begin a call or visit, for the unit in which the actor is an agent.

    :raises NotVisible: when the actor is no agent.
    :raises CallWayUnknown: when the way is none of `CallWay`.
    :raises CallReasonMissing: when there is no reason in 5 to 300 characters.
    :raises CallRunning: when the agent has another one running.
    """
    unit_ids = sorted(actor.unit_ids(Role.AGENT))
    if actor.kind is not ActorKind.STAFF or actor.account_id is None or not unit_ids:
        raise NotVisible("page", CALL)
    if way not in CallWay.values:
        raise CallWayUnknown
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise CallReasonMissing
    _end_forgotten_of(actor.account_id, at)
    try:
        with transaction.atomic():
            call = Call.objects.create(
                agent_id=actor.account_id, unit_id=unit_ids[0], way=way, reason=said, begun_at=at
            )
    except IntegrityError as running:
        raise CallRunning from running
    _record(actor, "identity.call_begun", call, at, {"way": way})
    return call


@transaction.atomic
def search_caller(
    *,
    call_uuid: UUID,
    given_name: str,
    family_name: str,
    birth_date: date | None,
    party_uuids: Sequence[UUID] = (),
    actor: Actor,
    at: datetime,
) -> Searched:
    """Look for the person who calls, by the whole name and the birth date as they say it.

    `party_uuids` are those whom the room of applications found, who have no account. Everybody
    found reads of it on their privacy page. A new search forgets the one before.

    :raises NotVisible: when the call is not the actor's or is over.
    :raises NameMissing: when part of it is missing.
    :raises SearchesUsedUp: after ten searches in a call.
    """
    call = _locked(actor, call_uuid, at)
    given, family = " ".join(given_name.split()), " ".join(family_name.split())
    if not given or not family or birth_date is None:
        raise NameMissing
    if call.search_count >= MOST_SEARCHES:
        raise SearchesUsedUp
    found = [
        account
        for account in residents_born(birth_date)
        if is_same_name(given, family, account.given_name, account.family_name)
    ]
    call.given_name, call.family_name, call.birth_date = given[:200], family[:200], birth_date
    call.candidates = [account.id for account in found]
    call.found_parties = [str(one) for one in party_uuids]
    call.person, call.parties, call.wrong_count = None, [], 0
    call.search_count += 1
    call.save()
    for person in (*call.candidates, *call.found_parties):
        _note(call, person, _SEARCHED, actor, at)
    count = len(call.candidates) + len(call.found_parties)
    _record(actor, "identity.caller_searched", call, at, {"found": count})
    return Searched(len(found), len(party_uuids))


def confirm_caller(
    *,
    call_uuid: UUID,
    postcode: str,
    party_uuids: Collection[UUID] = (),
    actor: Actor,
    at: datetime,
) -> Call:
    """Take the one of those found for the caller who lives where the caller says.

    `party_uuids` are those of the found parties whose address has the postcode: one person may
    have applied several times. A wrong postcode stays counted when this refuses.

    :raises NotVisible: when the call is not the actor's or is over.
    :raises CallerNotSure: when it is nobody's, or of several.
    :raises CallerUnknown: after three wrong ones.
    """
    with transaction.atomic():
        call = _locked(actor, call_uuid, at)
        said = "".join(postcode.split())
        rows = Account.objects.filter(id__in=call.candidates, postcode=said) if said else ()
        may_try = call.wrong_count < MOST_WRONG
        fitting = list(rows) if may_try else []
        named = {str(one) for one in party_uuids} if may_try else set()
        parties = [one for one in call.found_parties if one in named]
        if len(fitting) == 1 or (parties and not fitting):
            call.person, call.parties = next(iter(fitting), None), parties
            call.save(update_fields=["person", "parties"])
            for person in (*(one.id for one in fitting), *parties):
                _note(call, person, _COMPARED, actor, at)
            _record(actor, "identity.caller_confirmed", call, at, {})
            return call
        call.wrong_count = min(call.wrong_count + 1, MOST_WRONG)
        call.save(update_fields=["wrong_count"])
        _record(actor, "identity.caller_refused", call, at, {"wrong": call.wrong_count})
    raise CallerUnknown if call.wrong_count >= MOST_WRONG else CallerNotSure


@transaction.atomic
def end_call(*, call_uuid: UUID, actor: Actor, at: datetime) -> None:
    """End a call; a second time changes nothing. What was said of the person is forgotten.

    :raises NotVisible: when the call is not the actor's.
    """
    rows = Call.objects.select_for_update().filter(uuid=call_uuid, agent_id=actor.account_id)
    call = rows.first()
    if call is None or actor.kind is not ActorKind.STAFF:
        raise NotVisible(CALL, call_uuid)
    if call.ended_at is None:
        _end(call, actor, at)


@transaction.atomic
def end_forgotten_calls(*, at: datetime) -> int:
    """End calls that nobody ended for hours, and delete those of two years ago; return how many."""
    Call.objects.filter(ended_at__lt=at - timedelta(days=DAYS_KEPT)).delete()
    rows = Call.objects.select_for_update(skip_locked=True)
    forgotten = list(rows.filter(ended_at=None, begun_at__lt=at - LONGEST_CALL))
    for call in forgotten:
        _end(call, SYSTEM, at)
    return len(forgotten)


def note_told(*, call: Call, data: tuple[str, ...], actor: Actor, at: datetime) -> None:
    """Note what of the person was shown to the agent, once a call."""
    for person in (call.person_id, *call.parties):
        if person is not None:
            _note(call, person, data, actor, at)


def _end_forgotten_of(agent_id: int, at: datetime) -> None:
    rows = Call.objects.select_for_update().filter(agent_id=agent_id, ended_at=None)
    for call in rows.filter(begun_at__lt=at - LONGEST_CALL):
        _end(call, SYSTEM, at)


def _end(call: Call, actor: Actor, at: datetime) -> None:
    call.given_name, call.family_name, call.birth_date = "", "", None
    call.candidates, call.found_parties, call.ended_at = [], [], at
    call.save()
    _record(actor, "identity.call_ended", call, at, {})
    events.publish(CallEnded(call_uuid=call.uuid, at=at))


def _locked(actor: Actor, call_uuid: UUID, at: datetime) -> Call:
    rows = Call.objects.select_for_update(of=("self",)).select_related("unit")
    call = own_running_call(rows, actor, at).filter(uuid=call_uuid).first()
    if call is None:
        raise NotVisible(CALL, call_uuid)
    return call


def _note(call: Call, person: int | str, data: tuple[str, ...], actor: Actor, at: datetime) -> None:
    """Note what was seen of an account, or of a party who has none."""
    note_access(
        account_id=person if isinstance(person, int) else None,
        person_key=f"party:{person}" if isinstance(person, str) else "",
        by_name=call.unit.name,
        by_kind=AccessKind.AGENT,
        by_unit_id=call.unit_id,
        purpose=_PURPOSE,
        basis=_BASIS,
        data=data,
        subject_kind=CALL,
        subject_id=call.uuid,
        correlation=f"call:{call.uuid}:{person}:{','.join(data)}",
        actor=actor,
        at=at,
    )


def _record(
    actor: Actor, action: str, call: Call, at: datetime, details: dict[str, object]
) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=CALL,
        subject_id=call.uuid,
        at=at,
        details=details,
    )
