"""kill -9 in the middle of a run: after the restart every grant is decided once, none is lost.

Workers are processes of their own; they die at named points (`amt.kernel.faults`) or in the middle
of a chunk, and another takes their jobs back.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection

from amt.capabilities.acts.models import Act
from amt.capabilities.cases.models import Decision, FactRecord, Proposal
from amt.capabilities.grants import services
from amt.capabilities.grants.models import BulkItem, BulkRun, Grant, ItemState, RunState
from amt.capabilities.grants.testing.fixtures import AT, MakeGrants
from amt.capabilities.grants.tests.test_bulk_run import confirm, start
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.payments.models import Ledger
from amt.kernel import jobs

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

COUNT = 350
QUEUES = ("bulk", "urgent", "normal")
WORKER = [sys.executable, "-m", "amt.capabilities.grants.testing.worker"]


def environment(folder: Path, crash_at: str) -> dict[str, str]:
    """Return the environment of a worker on the tests' database."""
    given = connection.settings_dict
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "amt.config.settings.test",
        "DATABASE_URL": f"postgresql://{quote(given['USER'])}@/{given['NAME']}"
        f"?host={quote(given['HOST'])}",
        "AMT_SECRET_KEY": str(settings.SECRET_KEY),
        "AMT_DATA_DIR": str(folder),
        "AMT_FILES_DIR": str(settings.AMT.files_dir),
        "AMT_CRASH_AT": crash_at,
    }


def work(folder: Path, *queues: str, crash_at: str = "") -> int:
    """Run a worker until nothing is left or until it dies."""
    done = subprocess.run(
        [*WORKER, *queues], env=environment(folder, crash_at), check=False, timeout=240
    )
    return done.returncode


def take_back_jobs_of_the_dead() -> None:
    """Let the heartbeat of dead workers be old, and look for their jobs as the worker does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'"
        )
    async_to_sync(jobs.retry_stalled_jobs.func)(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def kill_after(folder: Path, decided: int) -> None:
    """Kill a worker hard once so many grants are decided, or the run is done where all are."""
    process = subprocess.Popen([*WORKER, "bulk"], env=environment(folder, ""))
    deadline = time.monotonic() + 120
    while not _is_enough(decided) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)


def _is_enough(decided: int) -> bool:
    found = Decision.objects.filter(number=2).count()
    return found >= decided and (decided < COUNT or not BulkRun.objects.exclude(state="done"))


def acts_to_be_sent() -> list[str]:
    """Return the acts of the jobs that wait to write and send them, and let the jobs go.

    Each letter takes a seventh of a second; how one of them goes out is tested elsewhere.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, args FROM procrastinate_jobs WHERE task_name = 'acts.send_many'")
        waiting = [(int(job), args) for job, args in cursor.fetchall()]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = ANY(%s)",
            [[job for job, _args in waiting]],
        )
    read = [json.loads(args) if isinstance(args, str) else args for _job, args in waiting]
    return [str(act) for args in read for act in args["act_uuids"]]


def test_a_run_killed_again_and_again_decides_each_grant_once(
    run_jobs: RunJobs,
    grants_of: MakeGrants,
    caseworker: Account,
    supervisor: Account,
    tmp_path: Path,
) -> None:
    grants_of([1 + number % 5 for number in range(COUNT)])
    run = start(caseworker)
    for point in ("grants.try.before_commit", ""):
        code = work(tmp_path, *QUEUES, crash_at=point)
        assert code == (-signal.SIGKILL if point else 0)
        take_back_jobs_of_the_dead()
    run.refresh_from_db()
    assert run.state == RunState.SAMPLING
    confirm(run, caseworker)
    services.release_run(run_uuid=run.uuid, actor=actor_of(supervisor), at=AT)

    work(tmp_path, "urgent")
    assert work(tmp_path, "bulk", crash_at="grants.bulk.before_commit") == -signal.SIGKILL
    assert Decision.objects.filter(number=2).count() == 0
    take_back_jobs_of_the_dead()
    kill_after(tmp_path, decided=100)
    assert 100 <= Decision.objects.filter(number=2).count() < COUNT
    take_back_jobs_of_the_dead()
    kill_after(tmp_path, decided=COUNT)
    take_back_jobs_of_the_dead()
    assert work(tmp_path, "urgent") == 0
    sent = acts_to_be_sent()
    assert len(sent) == len(set(sent)) == COUNT
    assert work(tmp_path, "bulk", "urgent") == 0

    assert_each_decided_once(run)


def assert_each_decided_once(run: BulkRun) -> None:
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert set(BulkItem.objects.values_list("state", flat=True)) == {ItemState.DECIDED}
    again = Decision.objects.filter(number=2)
    assert again.count() == again.values("case").distinct().count() == COUNT
    assert not Decision.objects.filter(number__gt=2).exists()
    assert Proposal.objects.count() == 2 * COUNT
    assert Act.objects.filter(act_key="adjustment").count() == COUNT
    facts = FactRecord.objects.filter(path="review.from", superseded_at=None)
    assert facts.count() == COUNT
    # The payments follow: each grant has one plan, with the new amount from the new year on.
    assert Ledger.objects.count() == COUNT
    assert all(
        grant.amounts[-1] == ["2027-01-01", grant.amounts[0][1] // 10 * 12]
        for grant in Grant.objects.all()
    )
