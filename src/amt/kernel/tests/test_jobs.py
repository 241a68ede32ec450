"""Jobs are tried again, give up loudly, and come back after a crash."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction

from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.kernel import jobs

runs: list[int] = []
given_up: list[tuple[str, dict[str, Any]]] = []


@jobs.job("kernel_tests.count")
def count(number: int) -> None:
    runs.append(number)


@jobs.job("kernel_tests.fail_for_good")
def fail_for_good(number: int) -> None:
    runs.append(number)
    raise jobs.Permanent("no use")


@jobs.job("kernel_tests.fail", attempts=1)
def fail(number: int) -> None:
    runs.append(number)
    raise LookupError("not now")


@jobs.job("kernel_tests.defer_and_fail", attempts=1)
def defer_and_fail(number: int) -> None:
    with transaction.atomic():
        count.defer(number=number)
        raise LookupError("rolled back")


@jobs.job("kernel_tests.bulk", queue=jobs.Queue.BULK)
def bulk(number: int) -> None:
    runs.append(number)


@jobs.job("kernel_tests.before_bulk", queue=jobs.Queue.BULK, priority=jobs.BULK_PRIORITY + 1)
def before_bulk(number: int) -> None:
    runs.append(number)


@pytest.fixture(autouse=True)
def _forget() -> None:
    runs.clear()
    given_up.clear()
    jobs.on_giving_up(remember)


def remember(name: str, arguments: dict[str, Any]) -> None:
    given_up.append((name, arguments))


def status_of(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE task_name = %s", [name])
        return str(cursor.fetchone()[0])


def test_a_deferred_job_runs_once(run_jobs: RunJobs) -> None:
    count.defer(number=7)
    assert runs == []
    assert jobs.pending_count() == 1
    run_jobs()
    run_jobs()
    assert runs == [7]


def test_a_job_that_gives_up_is_reported(run_jobs: RunJobs) -> None:
    fail.defer(number=1)
    run_jobs()
    assert given_up == [("kernel_tests.fail", {"number": 1})]
    assert status_of("kernel_tests.fail") == "failed"


def test_a_permanent_failure_is_reported_at_the_first_attempt(run_jobs: RunJobs) -> None:
    fail_for_good.defer(number=2)
    run_jobs()
    assert runs == [2]
    assert given_up == [("kernel_tests.fail_for_good", {"number": 2})]


def test_the_job_of_a_dead_worker_is_taken_back(run_jobs: RunJobs) -> None:
    count.defer(number=3)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '5 minutes') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s "
            "WHERE task_name = 'kernel_tests.count'",
            [worker],
        )
    run_jobs()
    assert runs == []
    async_to_sync(jobs.retry_stalled_jobs.func)(timestamp=0)
    run_jobs()
    assert runs == [3]


def test_what_a_rolled_back_job_deferred_never_runs(run_jobs: RunJobs) -> None:
    defer_and_fail.defer(number=5)
    run_jobs()
    assert runs == []
    assert jobs.pending_count() == 0


def test_a_job_runs_when_called() -> None:
    count(number=9)
    assert runs == [9]


def test_bulk_waits_where_one_worker_has_all_queues(run_jobs: RunJobs) -> None:
    bulk.defer(number=3)
    before_bulk.defer(number=2)
    count.defer(number=1)

    run_jobs()

    assert runs == [1, 2, 3]
