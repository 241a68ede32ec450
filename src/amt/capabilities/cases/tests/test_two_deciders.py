"""Two people or time act at the same moment, in real transactions: one wins, the other is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from amt.capabilities.acts.models import Act
from amt.capabilities.cases import services
from amt.capabilities.cases.models import Decision
from amt.capabilities.cases.testing.fixtures import AT, ON, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.kernel.actors import Actor


@pytest.mark.django_db(transaction=True)
def test_one_of_two_deciders_wins(
    transactional_db: None,
    assessed_case: OpenCase,
    caseworker: Account,
    second_caseworker: Account,
) -> None:
    case = assessed_case()
    proposal = case.proposals.get().uuid
    start = threading.Barrier(2)

    def decide(actor: Actor) -> str:
        try:
            start.wait(timeout=10)
            services.decide(
                case_uuid=case.uuid, kind="grant", proposal_id=proposal, actor=actor, at=AT
            )
        except services.AlreadyDecided:
            return "told"
        finally:
            connections.close_all()
        return "decided"

    actors = [actor_of(caseworker), actor_of(second_caseworker)]
    with ThreadPoolExecutor(2) as people:
        ends = sorted(people.map(decide, actors))

    assert ends == ["decided", "told"]
    assert Decision.objects.count() == 1
    assert Act.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_correction_and_decision_do_not_pass_each_other(
    transactional_db: None,
    assessed_case: OpenCase,
    caseworker: Account,
    second_caseworker: Account,
) -> None:
    case = assessed_case()
    proposal = case.proposals.get().uuid
    start = threading.Barrier(2)

    def decide() -> str:
        try:
            start.wait(timeout=10)
            services.decide(
                case_uuid=case.uuid,
                kind="grant",
                proposal_id=proposal,
                actor=actor_of(caseworker),
                at=AT,
            )
        except services.ProposalChanged:
            return "changed"
        finally:
            connections.close_all()
        return "decided"

    def correct() -> str:
        try:
            start.wait(timeout=10)
            services.correct_fact(
                case_uuid=case.uuid,
                path="hives",
                value=50,
                reason="Ortstermin",
                actor=actor_of(second_caseworker),
                at=AT,
            )
        except services.CannotBeAssessed:
            return "too late"
        finally:
            connections.close_all()
        return "corrected"

    with ThreadPoolExecutor(2) as people:
        running = [people.submit(deed) for deed in (decide, correct)]
        told = {one.result() for one in running}

    assert told in ({"decided", "too late"}, {"changed", "corrected"})


@pytest.mark.django_db(transaction=True)
def test_waiver_and_the_end_of_the_term_do_not_pass_each_other(
    transactional_db: None, open_house: OpenCase, caseworker: Account, citizen: Account
) -> None:
    case = open_house()
    do_deed = services.do_deed
    do_deed(
        case_uuid=case.uuid,
        deed_key="confirm_complete",
        answers={"confirm.complete_on": ON.isoformat()},
        actor=actor_of(caseworker),
        at=AT,
    )
    after = timedelta(days=59)
    start = threading.Barrier(2)

    def waive() -> str:
        try:
            start.wait(timeout=10)
            do_deed(
                case_uuid=case.uuid,
                deed_key="waive",
                answers={},
                actor=actor_of(citizen),
                at=AT + after,
            )
        except services.DeedNotPossible:
            return "too late"
        finally:
            connections.close_all()
        return "waived"

    def time() -> str:
        try:
            start.wait(timeout=10)
            done = services.run_due_deeds(on=ON + after, at=AT + after)
        finally:
            connections.close_all()
        return f"{done} by time"

    with ThreadPoolExecutor(2) as people:
        running = [people.submit(deed) for deed in (waive, time)]
        told = {one.result() for one in running}

    assert told == {"too late", "1 by time"}
    assert [one.key for one in case.deeds.order_by("id")] == ["confirm_complete", "take_as_granted"]


@pytest.mark.django_db(transaction=True)
def test_same_deed_of_two_people_is_done_once(
    transactional_db: None,
    open_house: OpenCase,
    caseworker: Account,
    second_caseworker: Account,
) -> None:
    case = open_house()
    start = threading.Barrier(2)

    def confirm(actor: Actor) -> str:
        try:
            start.wait(timeout=10)
            services.do_deed(
                case_uuid=case.uuid,
                deed_key="confirm_complete",
                answers={"confirm.complete_on": ON.isoformat()},
                actor=actor,
                at=AT,
            )
        except services.DeedNotPossible:
            return "told"
        finally:
            connections.close_all()
        return "done"

    actors = [actor_of(caseworker), actor_of(second_caseworker)]
    with ThreadPoolExecutor(2) as people:
        ends = sorted(people.map(confirm, actors))

    assert ends == ["done", "told"]
    assert case.consultations.count() == 2
    assert Act.objects.count() == 1
