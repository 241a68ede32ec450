"""Calls: begun with a reason, the caller found by name, birth date and postcode, ended for good."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from amt.capabilities.identity import queries, services
from amt.capabilities.identity.models import Account, Call, DataAccess
from amt.capabilities.identity.testing import people
from amt.kernel.actors import Actor
from amt.kernel.audit.trail import entries_about
from amt.kernel.errors import NotVisible

NOW = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)
FATMA = ("Fatma", "Yildiz Behrens", date(1987, 3, 14))


@pytest.fixture(autouse=True)
def _now(clock: Any) -> None:
    clock.set(NOW)


@pytest.fixture
def actor(agent: Account) -> Actor:
    return queries.actor_of(agent)


def begun(actor: Actor, at: datetime = NOW) -> Call:
    return services.begin_call(way="phone", reason="Frage zum Stand", actor=actor, at=at)


def searched(actor: Actor, call: Call, said: tuple[str, str, date | None] = FATMA) -> int:
    given, family, born = said
    return services.search_caller(
        call_uuid=call.uuid,
        given_name=given,
        family_name=family,
        birth_date=born,
        actor=actor,
        at=NOW,
    ).found_count


def test_caller_is_found_by_name_birth_date_and_postcode(actor: Actor, citizen: Account) -> None:
    call = begun(actor)

    assert searched(actor, call) == 1
    confirmed = services.confirm_caller(call_uuid=call.uuid, postcode="28195", actor=actor, at=NOW)

    assert confirmed.person == citizen
    noted = DataAccess.objects.filter(person_account_id=citizen.id).order_by("id")
    assert [one.data for one in noted] == [["Name", "Geburtsdatum"], ["Postleitzahl"]]
    assert {one.by_kind for one in noted} == {"agent"}
    # Article 6 (1) e bears nothing alone: paragraph 3 wants the law that gives the task.
    assert {one.basis for one in noted} == {
        "Art. 6 Abs. 1 Buchst. e DSGVO, §§ 14, 16 SGB I, § 25 VwVfG"
    }
    actions = [entry.action for entry in entries_about("call", call.uuid)]
    assert actions == [
        "identity.call_begun",
        "identity.caller_searched",
        "identity.caller_confirmed",
    ]


@pytest.mark.parametrize(
    "said",
    [
        ("Fatma", "Yıldız-Behrens", date(1987, 3, 15)),
        ("Fatma", "Behrens", date(1987, 3, 14)),
        ("Mina", "Yıldız-Behrens", date(1987, 3, 14)),
    ],
)
def test_nobody_is_found_by_half_of_it(
    actor: Actor, citizen: Account, said: tuple[str, str, date]
) -> None:
    assert searched(actor, begun(actor), said) == 0
    assert not DataAccess.objects.exists()


def test_search_needs_name_and_birth_date(actor: Actor) -> None:
    call = begun(actor)

    for said in (("", "Yildiz", FATMA[2]), ("Fatma", " ", FATMA[2]), ("Fatma", "Yildiz", None)):
        with pytest.raises(services.NameMissing):
            searched(actor, call, said)


def test_first_of_several_given_names_is_enough(actor: Actor, citizen: Account) -> None:
    Account.objects.filter(id=citizen.id).update(given_name="Fatma Elif")

    assert searched(actor, begun(actor)) == 1


def test_of_several_the_postcode_decides(actor: Actor, citizen: Account) -> None:
    twin = people.make_resident("stranger", at=NOW)
    Account.objects.filter(id=twin.id).update(
        given_name=citizen.given_name,
        family_name=citizen.family_name,
        birth_date=citizen.birth_date,
    )
    call = begun(actor)
    assert searched(actor, call) == 2

    confirmed = services.confirm_caller(
        call_uuid=call.uuid, postcode=" 27576 ", actor=actor, at=NOW
    )

    assert confirmed.person == twin


def test_three_wrong_postcodes_end_the_question(actor: Actor, citizen: Account) -> None:
    call = begun(actor)
    searched(actor, call)

    for refusal in (services.CallerNotSure, services.CallerNotSure, services.CallerUnknown):
        with pytest.raises(refusal):
            services.confirm_caller(call_uuid=call.uuid, postcode="28199", actor=actor, at=NOW)
    with pytest.raises(services.CallerUnknown):
        services.confirm_caller(call_uuid=call.uuid, postcode="28195", actor=actor, at=NOW)


def test_ten_searches_are_the_most(actor: Actor) -> None:
    call = begun(actor)
    for _ in range(10):
        searched(actor, call)

    with pytest.raises(services.SearchesUsedUp):
        searched(actor, call)


def test_only_agents_begin_calls(caseworker: Account, citizen: Account) -> None:
    for account in (caseworker, citizen):
        with pytest.raises(NotVisible):
            begun(queries.actor_of(account))


def test_call_needs_reason_and_way(actor: Actor) -> None:
    for reason in ("", "ab", "x" * 301):
        with pytest.raises(services.CallReasonMissing):
            services.begin_call(way="phone", reason=reason, actor=actor, at=NOW)
    with pytest.raises(services.CallWayUnknown):
        services.begin_call(way="pigeon", reason="Frage zum Stand", actor=actor, at=NOW)


def test_one_call_at_a_time(actor: Actor) -> None:
    begun(actor)

    with pytest.raises(services.CallRunning):
        begun(actor)


def test_call_of_another_agent_is_not_visible(
    actor: Actor, other_agent: Account, citizen: Account
) -> None:
    call, stranger = begun(actor), queries.actor_of(other_agent)

    with pytest.raises(NotVisible):
        searched(stranger, call)
    with pytest.raises(NotVisible):
        services.end_call(call_uuid=call.uuid, actor=stranger, at=NOW)
    with pytest.raises(NotVisible):
        queries.get_call(stranger, call.uuid, NOW)


def test_nothing_of_the_person_is_left_after_the_call(actor: Actor, citizen: Account) -> None:
    call = begun(actor)
    searched(actor, call)

    services.end_call(call_uuid=call.uuid, actor=actor, at=NOW)
    services.end_call(call_uuid=call.uuid, actor=actor, at=NOW)

    call.refresh_from_db()
    assert (call.said_name, call.birth_date, call.candidates) == ("", None, [])
    assert queries.running_call(actor, NOW) is None
    with pytest.raises(NotVisible):
        searched(actor, call)
    fresh = begun(actor)
    with pytest.raises(services.CallerNotSure):
        services.confirm_caller(call_uuid=fresh.uuid, postcode="28195", actor=actor, at=NOW)


def test_forgotten_call_ends_by_itself(actor: Actor) -> None:
    call, later = begun(actor), NOW + timedelta(hours=5)
    assert queries.running_call(actor, later) is None

    assert services.end_forgotten_calls(at=later) == 1

    call.refresh_from_db()
    assert call.ended_at == later
    assert begun(actor, later).uuid != call.uuid


def test_agent_can_begin_although_a_call_was_forgotten(actor: Actor) -> None:
    begun(actor)

    assert begun(actor, NOW + timedelta(hours=5)).ended_at is None


def test_actor_in_a_call_says_so(actor: Actor) -> None:
    call = begun(actor)

    acting = queries.actor_in_call(actor, call)

    assert acting.acting_for == f"call:{call.uuid}"
    assert acting.by == actor.account_uuid
    assert isinstance(acting.by, UUID)
