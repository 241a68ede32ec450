"""A notice starts one bundle, with the services and persons that it concerns."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from amt.capabilities.acts.models import Notice
from amt.capabilities.bundles import queries, services
from amt.capabilities.bundles.models import Bundle, BundleFact, BundlePerson
from amt.capabilities.bundles.testing.fixtures import AT, BLANKET, LANTERN, STAR, MakeBundle
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.kernel.actors import ANONYMOUS, SYSTEM
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import BREMERHAVEN


def test_notice_starts_a_bundle_of_the_services_that_share_answers(make_bundle: MakeBundle) -> None:
    bundle = make_bundle()

    assert [member.procedure_key for member in bundle.members.order_by("id")] == [
        STAR.key,
        BLANKET.key,
        LANTERN.key,
    ]
    assert [person.name for person in bundle.persons.order_by("position")] == [
        "Olena Wendt",
        "Tjark Wendt",
    ]
    assert bundle.facts.get(path="child.birth_place").origin == "noticed"
    assert bundle.expires_on == date(2027, 5, 20)


def test_same_notice_gives_the_same_bundle(make_bundle: MakeBundle) -> None:
    source = uuid4()

    assert make_bundle(source) == make_bundle(source)
    assert BundlePerson.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_same_notice_twice_at_once_gives_one_bundle(make_bundle: MakeBundle) -> None:
    source = uuid4()
    barrier = threading.Barrier(2)

    def start() -> None:
        barrier.wait()
        try:
            make_bundle(source)
        finally:
            connection.close()

    both = [threading.Thread(target=start) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert Bundle.objects.count() == 1
    assert BundlePerson.objects.count() == 2


def test_nothing_starts_where_nobody_decides(make_bundle: MakeBundle) -> None:
    with pytest.raises(services.NothingStarts):
        make_bundle(**{"parents.0.ars": BREMERHAVEN})

    assert not BundleFact.objects.exists()


def test_each_person_gets_one_letter_with_an_invitation(make_bundle: MakeBundle) -> None:
    bundle = make_bundle()

    for _ in range(2):
        services.invite_persons(bundle_uuid=bundle.uuid, at=AT)

    assert Notice.objects.count() == 2
    for person in bundle.persons.all():
        invitation = identity.invitation_of("bundle_person", str(person.uuid))
        assert invitation is not None
        assert invitation.name == person.name


def test_code_of_the_letter_opens_the_bundle_and_binds_the_account(
    make_bundle: MakeBundle, mother: Account
) -> None:
    bundle = make_bundle()
    services.invite_persons(bundle_uuid=bundle.uuid, at=AT)
    person = bundle.persons.get(position=0)
    invitation = identity.invitation_of("bundle_person", str(person.uuid))
    assert invitation is not None

    by_code = identity.actor_of_invitation(invitation)
    assert queries.get_bundle(by_code, bundle.uuid).me == person
    identity_services.accept_invitation(
        invitation_uuid=invitation.uuid, actor=actor_of(mother), at=AT
    )
    assert queries.get_bundle(actor_of(mother), bundle.uuid).me == person
    services.claim_person(person_uuid=person.uuid, account_id=mother.id, actor=SYSTEM, at=AT)
    assert queries.bundles_of(mother.id) == [bundle]


def test_one_account_is_not_two_persons(make_bundle: MakeBundle, mother: Account) -> None:
    bundle = make_bundle()
    first, second = bundle.persons.order_by("position")

    assert services.claim_person(person_uuid=first.uuid, account_id=mother.id, actor=SYSTEM, at=AT)
    assert not services.claim_person(
        person_uuid=second.uuid, account_id=mother.id, actor=SYSTEM, at=AT
    )


def test_others_learn_nothing(
    make_bundle: MakeBundle, stranger: Account, other_caseworker: Account
) -> None:
    bundle = make_bundle()

    for actor in (actor_of(stranger), actor_of(other_caseworker), ANONYMOUS, SYSTEM):
        with pytest.raises(NotVisible):
            queries.get_bundle(actor, bundle.uuid)


def test_bundle_ends_after_its_time(make_bundle: MakeBundle, family: Any) -> None:
    family.tell()

    assert services.delete_expired_bundles(on=date(2027, 5, 20), at=AT) == 0
    assert services.delete_expired_bundles(on=date(2027, 5, 21), at=AT) == 1
    assert not Bundle.objects.exists()
