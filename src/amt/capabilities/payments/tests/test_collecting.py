"""A run is ordered by a person and collected by a job, whose failure is seen and mended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity.models import RoleAssignment
from amt.capabilities.identity.queries import Account, actor_of
from amt.capabilities.payments import handlers, jobs, queries, services
from amt.capabilities.payments.events import RunStarted
from amt.capabilities.payments.models import Payment, Run, RunState
from amt.capabilities.payments.services import collecting
from amt.capabilities.payments.testing.plans import months, plan
from amt.capabilities.payments.tests.conftest import NOW
from amt.capabilities.worklist import queries as worklist
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

DECEMBER = date(2026, 12, 1)


def start(unit_id: int, clerk: Actor) -> Run:
    return services.start_run(unit_id=unit_id, month=DECEMBER, actor=clerk, at=NOW)


def test_starting_collects_nothing_and_queues_the_job(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = start(unit_id, clerk)
    assert (run.state, Payment.objects.count()) == (RunState.COLLECTING, 0)
    handlers.on_run_started(RunStarted(run.uuid, NOW))
    waiting = ProcrastinateJob.objects.filter(task_name=jobs.COLLECT)
    assert [one.args for one in waiting] == [{"run_uuid": str(run.uuid)}]
    assert worklist.items_about("payment_run", run.uuid) == []


def test_the_job_proposes_once_however_often_it_runs(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = start(unit_id, clerk)
    for _again in range(2):
        jobs.collect_run(run_uuid=str(run.uuid))
    run.refresh_from_db()
    assert (run.state, run.payments.get().cents) == (RunState.PROPOSED, 10_000)
    assert len(worklist.items_about("payment_run", run.uuid)) == 1


def test_no_second_run_is_started_beside_one_that_is_collected(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    start(unit_id, clerk)
    with pytest.raises(services.RunOpen):
        start(unit_id, clerk)
    assert Run.objects.count() == 1


def test_nobody_approves_what_is_not_collected(unit_id: int, clerk: Actor, head: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = start(unit_id, clerk)
    with pytest.raises(services.NotProposed):
        services.approve_run(run_uuid=run.uuid, actor=head, at=NOW)


def test_a_run_without_anything_due_ends_and_blocks_nothing(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW, held_since=DECEMBER)
    run = services.collect_run(run_uuid=start(unit_id, clerk).uuid, at=NOW)
    assert (run.state, run.collect_failure) == (RunState.WITHDRAWN, collecting.NOTHING_DUE)
    assert start(unit_id, clerk).state == RunState.COLLECTING


def test_whoever_has_left_the_unit_proposes_nothing(
    unit_id: int, clerk: Actor, caseworker: Account
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = start(unit_id, clerk)
    RoleAssignment.objects.filter(account=caseworker).delete()
    run = services.collect_run(run_uuid=run.uuid, at=NOW)
    assert (run.state, run.collect_failure) == (RunState.WITHDRAWN, collecting.PROPOSER_GONE)


def test_a_run_taken_back_is_not_collected(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = start(unit_id, clerk)
    services.withdraw_run(run_uuid=run.uuid, reason="Falscher Monat", actor=clerk, at=NOW)
    jobs.collect_run(run_uuid=str(run.uuid))
    run.refresh_from_db()
    assert (run.state, run.payments.count()) == (RunState.WITHDRAWN, 0)


def test_a_job_that_gave_up_is_seen_and_tried_again(
    unit_id: int, clerk: Actor, other_caseworker: Account
) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = start(unit_id, clerk)
    with pytest.raises(services.NotStuck):
        services.collect_again(run_uuid=run.uuid, actor=clerk, at=NOW)
    handlers.on_job_gave_up(jobs.COLLECT, {"run_uuid": str(run.uuid)})
    assert queries.get_run(clerk, run.uuid).run.collect_failure == collecting.GAVE_UP
    with pytest.raises(NotVisible):
        services.collect_again(run_uuid=run.uuid, actor=actor_of(other_caseworker), at=NOW)
    services.collect_again(run_uuid=run.uuid, actor=clerk, at=NOW)
    run = services.collect_run(run_uuid=run.uuid, at=NOW)
    assert (run.state, run.collect_failure) == (RunState.PROPOSED, "")


def test_a_proposal_is_not_called_failed_by_a_late_job(unit_id: int, clerk: Actor) -> None:
    plan(unit_id, months(10_000), at=NOW)
    run = services.collect_run(run_uuid=start(unit_id, clerk).uuid, at=NOW)
    services.note_uncollected(run_uuid=run.uuid, at=NOW)
    run.refresh_from_db()
    assert (run.state, run.collect_failure) == (RunState.PROPOSED, "")


def test_collecting_asks_the_same_number_of_questions_for_many(
    unit_id: int, clerk: Actor, django_assert_max_num_queries: Any
) -> None:
    other = authorities.get_unit_by_key("wohnen-bremerhaven").id
    for number in range(30):
        plan(unit_id, months(10_000), at=NOW, subject=str(number))
        plan(other, months(10_000), at=NOW, subject=f"other {number}")
    run = start(unit_id, clerk)
    with django_assert_max_num_queries(40):
        run = services.collect_run(run_uuid=run.uuid, at=NOW)
    assert run.payments.count() == 30
