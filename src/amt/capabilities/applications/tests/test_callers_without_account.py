"""Who applied without account is found in a call too: by name, birth date and postcode."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application
from amt.capabilities.applications.testing.fixtures import AT, acting
from amt.capabilities.applications.tests.test_adopting import FATMA, sent_by
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.capabilities.identity.models import Account, Call, DataAccess
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

BORN = date(1987, 3, 14)


@pytest.fixture
def sent(doubles: None) -> Application:
    return sent_by(FATMA)


@pytest.fixture
def on_the_phone(agent: Account) -> Actor:
    return identity.actor_of(agent)


@pytest.fixture
def call(on_the_phone: Actor) -> Call:
    return identity_services.begin_call(
        way="phone", reason="Frage zum Stand", actor=on_the_phone, at=AT
    )


def search(
    call: Call, actor: Actor, given: str = "Fatma", family: str = "Yıldız-Behrens"
) -> identity_services.Searched:
    return services.search_caller(
        call_uuid=call.uuid,
        given_name=given,
        family_name=family,
        birth_date=BORN,
        actor=actor,
        at=AT,
    )


def confirm(call: Call, actor: Actor, postcode: str) -> Call:
    return services.confirm_caller(call_uuid=call.uuid, postcode=postcode, actor=actor, at=AT)


def test_applicant_without_account_is_found_and_told_after_the_postcode(
    sent: Application, call: Call, on_the_phone: Actor
) -> None:
    found = search(call, on_the_phone)
    call.refresh_from_db()
    assert (found.found_count, found.party_count) == (0, 1)
    assert queries.matters_of_caller(call) == []

    known = confirm(call, on_the_phone, "28195")

    assert [one.reference for one in queries.matters_of_caller(known)] == [sent.reference]


def test_both_applications_of_the_same_person_are_told_once_each(
    sent: Application, call: Call, on_the_phone: Actor, citizen: Account
) -> None:
    sent_by(FATMA | {"trader.given_name": ["Fatma Aylin"]})
    third = sent_by(FATMA)
    services.adopt_sent(draft_uuid=third.draft_uuid, actor=acting(citizen), at=AT)

    found = search(call, on_the_phone)
    known = confirm(call, on_the_phone, "28195")

    assert (found.found_count, found.party_count) == (1, 2)
    told = [one.reference for one in queries.matters_of_caller(known)]
    assert len(told) == len(set(told)) == 3


def test_wrong_postcode_names_nobody_and_ends_after_three(
    sent: Application, call: Call, on_the_phone: Actor
) -> None:
    search(call, on_the_phone)

    for refused in (
        identity_services.CallerNotSure,
        identity_services.CallerNotSure,
        identity_services.CallerUnknown,
        identity_services.CallerUnknown,
    ):
        with pytest.raises(refused):
            confirm(call, on_the_phone, "28199")
    with pytest.raises(identity_services.CallerUnknown):
        confirm(call, on_the_phone, "28195")

    call.refresh_from_db()
    assert not call.is_known


@pytest.mark.parametrize(
    ("given", "family"), [("Fatma", "Behrens"), ("Mina", "Yıldız-Behrens"), ("Fatma Zoe", "Yıldız")]
)
def test_half_of_the_name_finds_nobody(
    sent: Application, call: Call, on_the_phone: Actor, given: str, family: str
) -> None:
    assert search(call, on_the_phone, given, family).party_count == 0
    assert not DataAccess.objects.exists()


def test_nobody_is_searched_outside_of_the_own_running_call(
    sent: Application, call: Call, on_the_phone: Actor, other_agent: Account, caseworker: Account
) -> None:
    for other in (identity.actor_of(other_agent), identity.actor_of(caseworker)):
        with pytest.raises(NotVisible):
            search(call, other)
    services.end_call(call_uuid=call.uuid, actor=on_the_phone, at=AT)
    with pytest.raises(NotVisible):
        search(call, on_the_phone)
    later = AT + timedelta(hours=5)
    assert identity.running_call(on_the_phone, later) is None


def test_person_reads_of_the_search_once_they_have_an_account(
    sent: Application, call: Call, on_the_phone: Actor, citizen: Account
) -> None:
    search(call, on_the_phone)
    confirm(call, on_the_phone, "28195")
    services.end_call(call_uuid=call.uuid, actor=on_the_phone, at=AT)
    services.adopt_sent(draft_uuid=sent.draft_uuid, actor=acting(citizen), at=AT)

    told = [one.data for one in identity.accesses_of(citizen.id)]

    assert ["Name", "Geburtsdatum"] in told
    assert ["Aktenzeichen, Stand und nächster Schritt der Anträge"] in told
    call.refresh_from_db()
    assert (call.found_parties, call.given_name) == ([], "")


def test_name_and_birth_date_are_kept_as_a_keyed_digest_alone(sent: Application) -> None:
    row = str(Application.objects.values().get() | {"confirmations": "", "receipt_pending": ""})

    assert len(sent.person_digest) == 64
    assert "1987" not in row
    assert "Yildiz" not in row
