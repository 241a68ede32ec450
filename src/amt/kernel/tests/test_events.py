"""Events reach their handlers once the transaction commits, and only then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.kernel import events, jobs


@dataclass(frozen=True, slots=True)
class ThingHappened(events.Event):
    thing_uuid: UUID
    at: datetime
    on: date
    note: str | None


seen: list[ThingHappened] = []


def on_thing_happened(event: ThingHappened) -> None:
    seen.append(event)


def on_noted_thing(event: ThingHappened) -> None:
    seen.append(event)


@dataclass(frozen=True, slots=True)
class OtherHappened(events.Event):
    pass


queued: list[OtherHappened] = []


def on_other_happened(event: OtherHappened) -> None:
    queued.append(event)


EVENT = ThingHappened(
    thing_uuid=uuid4(), at=datetime(2026, 11, 21, 8, tzinfo=UTC), on=date(2026, 11, 21), note=None
)


def test_an_event_arrives_as_it_was_published(run_jobs: RunJobs) -> None:
    seen.clear()
    events.subscribe(ThingHappened, on_thing_happened)
    with transaction.atomic():
        events.publish(EVENT)
        assert seen == []
    run_jobs()
    assert seen == [EVENT]


def test_an_event_makes_no_job_for_whom_it_does_not_concern(run_jobs: RunJobs) -> None:
    seen.clear()
    events.subscribe(ThingHappened, on_thing_happened)
    events.subscribe(ThingHappened, on_noted_thing, concerns=lambda event: event.note is not None)
    noted = replace(EVENT, note="to be told")
    with transaction.atomic():
        events.publish(EVENT)
        events.publish(noted)
    run_jobs()
    assert seen.count(noted) == 2
    assert seen.count(EVENT) == 1


@pytest.mark.django_db
def test_a_handler_that_only_queues_a_job_is_called_in_the_transaction() -> None:
    queued.clear()
    events.subscribe(OtherHappened, on_other_happened, at_once=True)
    with transaction.atomic():
        events.publish(OtherHappened())
        assert queued == [OtherHappened()]
    assert jobs.pending_count() == 0


def test_an_event_of_a_rolled_back_deed_is_never_told(run_jobs: RunJobs) -> None:
    seen.clear()
    events.subscribe(ThingHappened, on_thing_happened)

    def deed_that_fails() -> None:
        with transaction.atomic():
            events.publish(EVENT)
            raise LookupError

    with pytest.raises(LookupError):
        deed_that_fails()
    run_jobs()
    assert seen == []
    assert jobs.pending_count() == 0


def test_a_handler_that_is_gone_is_a_failure_not_a_silence() -> None:
    with pytest.raises(LookupError):
        events.handle_event(event="nothing.Known", handler="x", payload={})
