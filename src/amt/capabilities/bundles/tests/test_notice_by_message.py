"""A hospital's message starts the bundle of the installed services, whatever their names."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from amt.capabilities.acts.models import Notice
from amt.capabilities.bundles import queries, services
from amt.capabilities.bundles.filling import shared_names
from amt.capabilities.bundles.models import Bundle
from amt.capabilities.bundles.testing.fixtures import AT
from amt.capabilities.exchange import services as exchange
from amt.capabilities.exchange.testing.fixtures import BIRTH_NOTICE, Partners, partners
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.contract import registry
from amt.contract.life_events import LifeEvent
from amt.kernel.actors import SYSTEM, TrustLevel
from tests.conformance.filling import raw_for

__all__ = ["partners"]
pytestmark = pytest.mark.django_db(transaction=True)


def receive(partners: Partners, notice: dict[str, Any] | None = None) -> None:
    raw = partners.seal("hospital", "birth_notice", notice or BIRTH_NOTICE)
    exchange.receive(partner="hospital", raw=raw, at=AT)


def test_message_starts_one_bundle_and_invites_both_parents(
    organisation: None, partners: Partners, run_jobs: RunJobs
) -> None:
    receive(partners)
    run_jobs()

    bundle = Bundle.objects.get()
    sharing = {
        key
        for key, one in registry.procedures().items()
        if LifeEvent.BIRTH in one.triggers and shared_names(one.form("application"))
    }
    assert {member.procedure_key for member in bundle.members.all()} == sharing
    assert [person.name for person in bundle.persons.order_by("position")] == [
        "Olena Wendt",
        "Tjark Wendt",
    ]
    assert bundle.notice_from == "Klinik der Vorführung"
    assert bundle.facts.get(path="child.birth_place").value == "Bremen"
    assert Notice.objects.filter(subject_kind="bundle").count() == 2


def test_message_without_a_service_for_the_place_starts_nothing(
    organisation: None, partners: Partners, run_jobs: RunJobs
) -> None:
    away = json.loads(json.dumps(deepcopy(BIRTH_NOTICE)).replace("040110000000", "010020000000"))
    receive(partners, away)
    run_jobs()

    assert not Bundle.objects.exists()


def test_installed_services_take_what_the_conversation_asks(
    organisation: None,
    partners: Partners,
    run_jobs: RunJobs,
    mother: Account,
    father: Account,
) -> None:
    receive(partners)
    run_jobs()
    bundle = Bundle.objects.get()
    parents = [actor_of(one, trust=TrustLevel.HIGH) for one in (mother, father)]
    for person, actor in zip(bundle.persons.order_by("position"), parents, strict=True):
        assert actor.account_id is not None
        services.claim_person(
            person_uuid=person.uuid, account_id=actor.account_id, actor=SYSTEM, at=AT
        )
    talk = queries.conversation_for(queries.get_bundle(parents[0], bundle.uuid))
    for step in talk.form.steps:
        saved = services.save_answers(
            bundle_uuid=bundle.uuid,
            step_key=step.key,
            raw=raw_for(step, dict(talk.answers)),
            actor=parents[0],
            at=AT,
        )
        assert not saved.problems
    view = queries.get_bundle(parents[0], bundle.uuid)
    consents = {
        (row.member_key, row.evidence_key): True
        for row in queries.transfers_planned(view, "de", AT.date())
        if row.needs_consent
    }
    for actor in parents:
        services.set_consents(bundle_uuid=bundle.uuid, consents=consents, actor=actor, at=AT)
        services.confirm(
            bundle_uuid=bundle.uuid,
            member_keys=[plan.procedure.key for plan in view.plans],
            actor=actor,
            at=AT,
        )
    run_jobs()

    assert {
        member.procedure_key: (member.state, member.problem, member.problem_values)
        for member in bundle.members.all()
    } == {member.procedure_key: ("submitted", "", []) for member in bundle.members.all()}
