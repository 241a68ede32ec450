"""A register that is down stops nobody; a job goes on asking."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.registers import breaker, handlers, jobs, queries, services
from amt.capabilities.registers.events import RegisterAnswered, RegisterStaysSilent
from amt.capabilities.registers.queries import AnswerState
from amt.capabilities.registers.sources import Source
from amt.capabilities.registers.testing.fixtures import FakeRegister
from amt.capabilities.registers.tests.factories import AT, FOUND, question
from amt.contract.lookups import Register
from amt.kernel import events
from amt.kernel.errors import PartnerFailure

pytestmark = pytest.mark.django_db

heard: list[events.Event] = []


def hear(event: events.Event) -> None:
    heard.append(event)


@pytest.fixture(autouse=True)
def _listening(register: FakeRegister, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    register.records = FOUND
    heard.clear()
    known = {name: dict(found) for name, found in events._handlers.items()}
    events.subscribe(RegisterAnswered, hear)
    events.subscribe(RegisterStaysSilent, hear)
    yield
    events._handlers.clear()
    events._handlers.update(known)


def test_down_is_said_and_asked_again_by_a_job(
    citizen: Account, register: FakeRegister, run_jobs: RunJobs
) -> None:
    register.is_down = True
    answer = services.look_up(**question(citizen))
    assert (answer.state, answer.is_open, answer.values) == (AnswerState.DOWN, True, {})

    register.is_down = False
    run_jobs()

    late = queries.get_answer(answer.inquiry_uuid)
    assert late.state is AnswerState.FOUND
    assert late.values["applicant.street"] == "Musterstraße 12"
    (told,) = heard
    assert isinstance(told, RegisterAnswered)
    assert (told.is_late, told.subject_kind, told.subject_id) == (True, "draft", "d-1")


def test_two_tabs_make_one_inquiry_and_one_job(citizen: Account, register: FakeRegister) -> None:
    register.is_down = True

    first, second = services.look_up(**question(citizen)), services.look_up(**question(citizen))

    assert first.inquiry_uuid == second.inquiry_uuid
    queued = [
        job
        for job in ProcrastinateJob.objects.filter(status="todo")
        if str(first.inquiry_uuid) in str(job.args)
    ]
    assert len(queued) == 1


def test_a_job_asks_while_nobody_waits(
    citizen: Account, register: FakeRegister, run_jobs: RunJobs
) -> None:
    answer = services.ask(**question(citizen))
    assert (answer.state, register.asked) == (AnswerState.WAITING, [])

    run_jobs()

    assert queries.get_answer(answer.inquiry_uuid).state is AnswerState.FOUND
    assert services.ask(**question(citizen)).state is AnswerState.FOUND
    assert len(register.asked) == 1
    (told,) = heard
    assert isinstance(told, RegisterAnswered)
    assert not told.is_late


def test_a_job_that_runs_twice_asks_once(citizen: Account, register: FakeRegister) -> None:
    answer = services.ask(**question(citizen))

    jobs.ask(inquiry_uuid=str(answer.inquiry_uuid))
    jobs.ask(inquiry_uuid=str(answer.inquiry_uuid))

    assert len(register.asked) == 1


def test_the_last_try_says_that_there_is_no_answer(
    citizen: Account, register: FakeRegister, run_jobs: RunJobs
) -> None:
    register.is_down = True
    answer = services.ask(**question(citizen))
    with pytest.raises(PartnerFailure):
        jobs.ask(inquiry_uuid=str(answer.inquiry_uuid))

    handlers.on_job_gave_up("registers.ask", {"inquiry_uuid": str(answer.inquiry_uuid)})
    handlers.on_job_gave_up("registers.ask", {"inquiry_uuid": str(answer.inquiry_uuid)})

    assert queries.get_answer(answer.inquiry_uuid).state is AnswerState.FAILED
    register.is_down = False
    run_jobs()
    assert [type(one) for one in heard] == [RegisterStaysSilent]
    assert register.asked, "and a person may ask anew"
    assert services.look_up(**question(citizen)).state is AnswerState.FOUND


def test_who_does_not_want_it_any_more_is_not_asked_for(
    citizen: Account, register: FakeRegister, run_jobs: RunJobs
) -> None:
    answer = services.ask(**question(citizen))
    services.withdraw(inquiry_uuid=answer.inquiry_uuid, actor=question(citizen)["actor"], at=AT)

    run_jobs()

    assert register.asked == []
    assert heard == []


def test_a_register_that_just_failed_is_not_asked_in_a_row(
    register: FakeRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "SECONDS", 60.0)
    source_key = "residents"
    with pytest.raises(PartnerFailure, match="slow"), breaker.around(source_key):
        raise PartnerFailure(source_key, "slow", permanent=False)

    with pytest.raises(PartnerFailure, match="failed_just_now"), breaker.around(source_key):
        pytest.fail("it was asked")
    with breaker.around("civil_status"):
        pass
    breaker.forget()
    with breaker.around(source_key):
        pass


def test_the_secret_of_a_register_is_not_shown() -> None:
    source = Source(
        key="k", register=Register.RESIDENTS, name="n", areas=(), url="", office="amt",
        office_name="Amt", secret="very secret",
    )  # fmt: skip

    assert "very secret" not in repr(source)
