"""kill -9 between any two steps: after the restart the journey completes, once.

A worker process dies at a named point (`amt.kernel.faults`); another takes its jobs back. The
demo's settings are used, because mails go through the real stand-in.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection

from amt.capabilities.acts import queries as acts
from amt.capabilities.acts.models import Act
from amt.capabilities.applications.models import Application
from amt.capabilities.cases.models import Case, Proposal
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.mailbox import queries as mailbox
from amt.capabilities.records import queries as records
from amt.kernel import jobs
from amt.kernel.audit import trail
from tests.journeys import deeds
from tests.journeys.office import ROOT, environment, free_port

pytestmark = pytest.mark.slow

STEPS = ("render", "seal", "file", "deliver", "notify")
BEFORE_THE_DECISION = ["cases.assess.before_commit"]
AFTER_THE_DECISION = [
    *(f"acts.{step}.{when}" for step in STEPS for when in ("before", "after")),
    "dispatch.send_email.before",
    "dispatch.send_email.after",
]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """The stand-in for mail: its port and its folder."""
    port, folder = free_port(), tmp_path / "mails"
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "standins.smtp", "--port", str(port), "--maildir", str(folder)],
        cwd=ROOT,
    )
    time.sleep(1)
    yield port, folder
    process.terminate()
    process.wait(timeout=10)


def worker(folder: Path, port: int, crash_at: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run a worker on the tests' database until nothing is left, or until it dies."""
    given = connection.settings_dict
    address = f"postgresql://{quote(given['USER'])}@/{given['NAME']}?host={quote(given['HOST'])}"
    more: dict[str, str] = {
        "DATABASE_URL": address,
        # Checksums of the audit trail are keyed by it.
        "AMT_SECRET_KEY": str(settings.SECRET_KEY),
        "AMT_FILES_DIR": str(settings.AMT.files_dir),
        "AMT_SMTP_PORT": str(port),
        "AMT_LOG_LEVEL": "warning",
    }
    if crash_at:
        more["AMT_CRASH_AT"] = crash_at
    return subprocess.run(
        [sys.executable, "-m", "amt.config.cli", "worker", "--once"],
        cwd=ROOT,
        env=environment(folder, **more),
        check=False,
        timeout=120,
    )


def take_back_jobs_of_the_dead() -> None:
    """Let the heartbeat of dead workers be old, and look for their jobs as the worker does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'"
        )
    async_to_sync(jobs.retry_stalled_jobs.func)(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def waiting() -> list[tuple[str, str]]:
    """Return name and state of the jobs that are not done, periodic ones left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status::text FROM procrastinate_jobs "
            "WHERE status NOT IN ('succeeded', 'cancelled') AND queue_name <> 'periodic'"
        )
        return [(str(name), str(status)) for name, status in cursor.fetchall()]


def message_ids(folder: Path) -> set[str]:
    """Return the ids of the mails that went out."""
    lines = [
        line
        for path in folder.rglob("*")
        if path.is_file()
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return {line for line in lines if line.lower().startswith("message-id:")}


def die_and_restart(folder: Path, port: int, points: list[str]) -> None:
    """Let worker after worker die at its point, then let one finish."""
    for point in points:
        assert worker(folder, port, crash_at=point).returncode == -signal.SIGKILL, point
        take_back_jobs_of_the_dead()
    assert worker(folder, port).returncode == 0


@pytest.mark.django_db(transaction=True)
def test_workers_killed_between_all_steps_change_nothing_but_the_hour(
    run_jobs: RunJobs,
    citizen: Account,
    caseworker: Account,
    post: tuple[int, Path],
    tmp_path: Path,
) -> None:
    port, folder = post
    applied = deeds.apply(citizen, "wohngeld")
    die_and_restart(tmp_path, port, BEFORE_THE_DECISION)
    deeds.decide_as_proposed(caseworker, applied.case_uuid)
    die_and_restart(tmp_path, port, AFTER_THE_DECISION)

    assert waiting() == []
    assert_done_once(applied, citizen, folder)


def assert_done_once(applied: deeds.Applied, citizen: Account, folder: Path) -> None:
    case = Case.objects.get()
    assert Application.objects.count() == 1
    assert Proposal.objects.filter(case=case).count() == 1
    act = Act.objects.get()
    view = acts.list_acts("case", case.uuid)[0]
    assert act.state == "notified"
    assert view.addressees[0].delivery is not None
    messages: list[Any] = mailbox.list_messages(actor_of(citizen), limit=10)
    assert len(messages) == 1
    assert len({d.document_uuid for d in records.list_filed(applied.reference)}) == len(
        records.list_filed(applied.reference)
    )
    # Between the answer of the mail server and our commit lies the one gap that SMTP leaves: the
    # mail may go out again. It has no content, and both bear the same Message-ID.
    assert len(message_ids(folder)) == 2
    trail.seal()
    assert trail.verify().faults == ()
