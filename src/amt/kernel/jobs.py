"""Jobs: deferred in the transaction that wants them, run by the worker, resumed after a crash.

`@job` wraps a procrastinate task with retry, an audit of giving up and a queue by urgency. A job
takes ids, makes one service call and may run more than once, so that service must be idempotent.
Whoever must know that a job failed for good subscribes to `JobGaveUp`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, ParamSpec

import structlog
from asgiref.sync import sync_to_async
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from procrastinate import JobContext, PsycopgConnector, RetryDecision, RetryStrategy
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

P = ParamSpec("P")
log = structlog.get_logger(__name__)

ATTEMPTS = 6
STALLED_AFTER_SECONDS = 30
BULK_PRIORITY = -10


class Queue(StrEnum):
    """Queues by urgency; periodic jobs have their own so that a backlog never delays them."""

    URGENT = "urgent"
    NORMAL = "normal"
    BULK = "bulk"
    PERIODIC = "periodic"


class Permanent(Exception):
    """Raised by a job for which trying again makes no sense."""


_giving_up: list[Callable[[str, dict[str, Any]], None]] = []


def on_giving_up(receiver: Callable[[str, dict[str, Any]], None]) -> None:
    """Let a receiver know the name and arguments of each job that failed for good."""
    if receiver not in _giving_up:
        _giving_up.append(receiver)


class _Patience(RetryStrategy):
    """Tries again until the attempts are used up; procrastinate counts the first run apart."""

    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
        if isinstance(exception, Permanent) or job.attempts + 1 >= (self.max_attempts or 1):
            return None
        return super().get_retry_decision(exception=exception, job=job)


@dataclass(frozen=True)
class Job(Generic[P]):
    """A job that can be deferred."""

    name: str
    task: Any
    function: Callable[P, None]

    def defer(self, *_: P.args, **kwargs: P.kwargs) -> None:
        """Queue the job in the running transaction: it exists if, and only if, that commits."""
        self.task.defer(**kwargs)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Run the job here and now."""
        self.function(*args, **kwargs)


def job(
    name: str,
    *,
    queue: Queue = Queue.NORMAL,
    attempts: int = ATTEMPTS,
    priority: int | None = None,
) -> Callable[[Callable[P, None]], Job[P]]:
    """Declare a function as a job under a permanent name.

    Of the jobs that one worker may take it takes those of the highest `priority` first, then the
    oldest; without one that of the queue counts, so that bulk waits where a worker has all queues.
    """
    rank = (BULK_PRIORITY if queue is Queue.BULK else 0) if priority is None else priority

    def declare(function: Callable[P, None]) -> Job[P]:
        def run(context: JobContext, /, **arguments: Any) -> None:
            try:
                function(**arguments)  # type: ignore[call-arg]  # P is checked where it is deferred
            except Exception as failure:
                made = context.job.attempts
                last = isinstance(failure, Permanent) or made + 1 >= attempts
                log.warning("jobs.job_failed", job=name, attempt=made + 1, last=last, exc_info=True)
                if last:
                    _give_up(name, arguments)
                raise

        run.__name__ = function.__name__
        task = app.task(
            name=name,
            queue=queue.value,
            priority=rank,
            pass_context=True,
            retry=_Patience(max_attempts=attempts, exponential_wait=3),
        )(run)
        return Job(name=name, task=task, function=function)

    return declare


def _give_up(name: str, arguments: dict[str, Any]) -> None:
    for receiver in _giving_up:
        with transaction.atomic():
            receiver(name, json.loads(json.dumps(arguments, default=str)))


def periodic(name: str, cron: str) -> Callable[[Callable[[], None]], None]:
    """Run a function at the times of a cron line (a sixth field stands for seconds)."""

    def declare(function: Callable[[], None]) -> None:
        def run(timestamp: int) -> None:
            log.debug("jobs.periodic_job_started", job=name, due_at=timestamp)
            function()

        task = app.task(name=name, queue=Queue.PERIODIC.value, queueing_lock=name)(run)
        app.periodic(cron=cron)(task)

    return declare


@app.periodic(cron="*/10 * * * * *")
@app.task(
    name="kernel.retry_stalled_jobs",
    queue=Queue.PERIODIC.value,
    queueing_lock="kernel.retry_stalled_jobs",
)
async def retry_stalled_jobs(timestamp: int) -> None:
    """Take back the jobs of workers that died: procrastinate finds them, but does not act."""
    log.debug("jobs.looked_for_stalled_jobs", due_at=timestamp)
    manager = app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        log.warning("jobs.job_taken_back", job=stalled.task_name)
        await manager.retry_job(stalled)


def pending_count() -> int:
    """Return how many jobs wait or run, periodic ones left out."""
    return int(
        ProcrastinateJob.objects.filter(status__in=["todo", "doing"])
        .exclude(queue_name=Queue.PERIODIC.value)
        .count()
    )


class WorkerConnector(PsycopgConnector):
    """Fetches jobs by its own asynchronous connections, defers through Django's.

    A job defers what follows in its own transaction; procrastinate's connector for workers alone
    would write those rows on another connection, where they outlive a rollback.
    """

    def get_sync_connector(self) -> BaseConnector:
        """Return the connector of the calling thread's Django connection."""
        return DjangoConnector()


async def work(*, queues: list[str] | None, concurrency: int, wait: bool) -> None:
    """Work off jobs; with `wait` until told to stop, else until none is left.

    Without `wait` and without named queues periodic jobs are left to a worker that stays.
    """
    chosen = queues or [queue for queue in Queue if wait or queue is not Queue.PERIODIC]
    with app.replace_connector(WorkerConnector(kwargs=connector_params())):
        async with app.open_async():
            while True:
                await app.run_worker_async(
                    queues=chosen,
                    concurrency=concurrency,
                    wait=wait,
                    install_signal_handlers=wait,
                    shutdown_graceful_timeout=20,
                    listen_notify=wait,
                    delete_jobs="successful" if wait else "never",
                )
                # A worker that does not wait leaves while its last jobs still queue others.
                if wait or not await sync_to_async(_has_runnable)(chosen):
                    return


def _has_runnable(queues: Sequence[str]) -> bool:
    due = Q(scheduled_at=None) | Q(scheduled_at__lte=Now())
    return bool(ProcrastinateJob.objects.filter(due, status="todo", queue_name__in=queues).exists())
