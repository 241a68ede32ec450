"""Residents come from adapters, staff from the office; roles and consents are dated."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, transaction
from pytest_django import Settings

from amt.capabilities.authorities.models import Unit
from amt.capabilities.identity import adapters, checks, queries, services
from amt.capabilities.identity.models import Account, DeliveryConsent, RoleAssignment
from amt.capabilities.identity.testing import people
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, ActorKind, Grant, TrustLevel
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import RESIDENTS, STAFF

pytestmark = pytest.mark.django_db


def test_a_resident_is_the_same_person_at_each_sign_in(citizen: Account) -> None:
    again = people.make_resident("citizen", at=clock.now())
    assert again == citizen
    assert again.full_name == "Fatma Yıldız-Behrens"
    assert not again.has_usable_password()
    assert [e.action for e in trail.entries_about("account", citizen.uuid)] == [
        "identity.resident_identified",
        "identity.resident_identified",
    ]


def test_a_person_who_is_not_on_the_list_is_not_let_in() -> None:
    with pytest.raises(adapters.SignInFailed):
        adapters.DemoAdapter().assertion_for({"resident": "somebody"})


def test_the_adapter_follows_the_settings(settings: Settings) -> None:
    found = adapters.adapter()
    assert isinstance(found, adapters.DemoAdapter)
    assert len(found.residents()) == len(RESIDENTS)
    assert [error.id for error in checks.demo_identity_is_off(None)] == ["identity.E001"]


def test_deployment_checks_refuse_the_demo_adapter() -> None:
    with pytest.raises(SystemCheckError, match=r"identity\.E001"):
        call_command("check", "--deploy", "--tag", "security", "--fail-level", "ERROR")


def test_a_resident_acts_without_roles(citizen: Account) -> None:
    actor = queries.actor_of(citizen, trust=TrustLevel.SUBSTANTIAL)
    assert (actor.kind, actor.trust) == (ActorKind.RESIDENT, TrustLevel.SUBSTANTIAL)
    assert not actor.grants
    assert queries.actor_of(citizen).trust is TrustLevel.NONE
    lines = queries.person_of(citizen).address_lines
    assert lines == ("Fatma Yıldız-Behrens", "Musterstraße 12", "28195 Bremen")


def test_a_caseworker_holds_the_role_in_one_unit(
    caseworker: Account, other_caseworker: Account
) -> None:
    unit = Unit.objects.get(key="wohnen-bremen")
    actor = queries.actor_of(caseworker)
    assert actor.grants == {Grant(unit.id, "caseworker")}
    assert actor.has_role(["caseworker"], unit.id)
    assert not queries.actor_of(other_caseworker).has_role(["caseworker"], unit.id)
    assert actor.unit_ids("supervisor") == frozenset()
    assert actor.unit_ids() == {unit.id}


def test_a_role_that_has_ended_gives_nothing(caseworker: Account) -> None:
    RoleAssignment.objects.update(valid_until=date(2026, 1, 2))
    assert queries.actor_of(caseworker).grants == frozenset()
    assert queries.staff_of_unit(Unit.objects.get(key="wohnen-bremen").id) == []


def test_the_staff_of_a_unit_are_listed_once_each(
    caseworker: Account, supervisor: Account, other_caseworker: Account
) -> None:
    unit = Unit.objects.get(key="wohnen-bremen")
    assert queries.staff_of_unit(unit.id) == [caseworker, supervisor]


def test_the_whole_cast_can_be_made_twice(organisation: None) -> None:
    for _ in range(2):
        for key in STAFF:
            people.make_staff(key, at=clock.now())
    assert Account.objects.count() == len(STAFF)
    assert RoleAssignment.objects.count() == sum(len(member.roles) for member in STAFF.values())


def test_the_database_keeps_residents_and_staff_apart(citizen: Account) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(id=citizen.id).update(login="resident@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(kind="staff", given_name="No", family_name="Login")


def test_consent_is_given_and_withdrawn_and_nothing_is_overwritten(citizen: Account) -> None:
    actor = queries.actor_of(citizen)
    assert not queries.has_delivery_consent(citizen.id)
    for consents in (True, True, False):
        services.set_delivery_consent(
            account_id=citizen.id, consents=consents, actor=actor, at=clock.now()
        )
    assert not queries.has_delivery_consent(citizen.id)
    assert list(DeliveryConsent.objects.order_by("id").values_list("consents", flat=True)) == [
        True,
        False,
    ]


def test_nobody_consents_for_somebody_else(citizen: Account, stranger: Account) -> None:
    for actor in (queries.actor_of(stranger), SYSTEM):
        with pytest.raises(NotVisible):
            services.set_delivery_consent(
                account_id=citizen.id, consents=True, actor=actor, at=clock.now()
            )
    assert not queries.has_delivery_consent(citizen.id)


def test_a_resident_keeps_the_language_they_read(citizen: Account) -> None:
    actor = queries.actor_of(citizen)
    for language in ("en", "en"):
        services.set_language(account_id=citizen.id, language=language, actor=actor, at=clock.now())
    citizen.refresh_from_db()
    assert citizen.language == "en"
    actions = [e.action for e in trail.entries_about("account", citizen.uuid)]
    assert actions.count("identity.language_chosen") == 1


def test_a_language_without_pages_is_refused(citizen: Account) -> None:
    with pytest.raises(ValueError, match="xx"):
        services.set_language(
            account_id=citizen.id,
            language="xx",
            actor=queries.actor_of(citizen),
            at=clock.now(),
        )


def test_nobody_chooses_a_language_for_somebody_else(citizen: Account, stranger: Account) -> None:
    for actor in (queries.actor_of(stranger), SYSTEM):
        with pytest.raises(NotVisible):
            services.set_language(account_id=citizen.id, language="en", actor=actor, at=clock.now())
    citizen.refresh_from_db()
    assert citizen.language == "de"
