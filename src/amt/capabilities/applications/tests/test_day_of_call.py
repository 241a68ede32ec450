"""The day of a call counts where the service needs no form to be applied for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from amt.capabilities.acts.models import Notice
from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft, InformalCall
from amt.capabilities.applications.services import NotConfirmed
from amt.capabilities.applications.testing.fixtures import acting
from amt.capabilities.applications.tests.test_call_confirmation import (
    AT,
    asked_actor,
    filled,
    in_call,
    send,
)
from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.testing.fixtures import OPEN
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.contract import registry
from amt.contract.procedure import Access, Procedure, Transition
from amt.kernel.actors import Actor, TrustLevel

__all__ = ["filled", "in_call"]

LATER = AT + timedelta(days=12)


class _Bringing:
    """Brings one service alone."""

    def __init__(self, one: Procedure) -> None:
        self._one = one

    def procedures(self) -> Iterator[Procedure]:
        """Yield it."""
        yield self._one


def _wanting_sign_in(*, by_word: bool) -> _Bringing:
    """Return the service of the call, which wants a sign-in; `by_word`: it needs no form."""
    found = registry.procedure(OPEN)
    workflow = found.workflow
    if by_word:
        complete = Transition("complete", "informal", workflow.initial)
        workflow = dataclasses.replace(
            workflow, informal="informal", transitions=(complete, *workflow.transitions)
        )
    access = Access(apply_at=TrustLevel.BASIC)
    return _Bringing(dataclasses.replace(found, access=access, workflow=workflow))


@pytest.fixture
def waiting(filled: Draft, in_call: Actor) -> Draft:
    """What was said in the call and waits for the caller."""
    registry.use(_wanting_sign_in(by_word=True))
    with pytest.raises(NotConfirmed):
        send(filled, in_call)
    with pytest.raises(NotConfirmed):
        send(filled, in_call)
    services.end_call(call_uuid=UUID(str(filled.call_uuid)), actor=in_call, at=AT)
    filled.refresh_from_db()
    return filled


def test_case_is_open_from_the_day_of_the_call_with_one_letter(waiting: Draft) -> None:
    case = Case.objects.get()
    call = InformalCall.objects.get()
    letter = str(Notice.objects.get().letter)

    assert (case.uuid, case.applied_on) == (waiting.completes_case_uuid, date(2026, 11, 23))
    assert (call.way, call.note) == ("phone", "Stand auf dem Flohmarkt")
    assert "Als Tag Ihres Antrags gilt der 23. November 2026. Dieser Tag bleibt." in letter
    assert "Der Antrag gilt erst" not in letter


def test_confirmed_days_later_it_counts_from_the_call(
    waiting: Draft, clock: Any, run_jobs: RunJobs
) -> None:
    clock.set(LATER)

    services.confirm_draft(
        confirmation_uuid=waiting.confirmations.get().uuid, actor=asked_actor(waiting), at=LATER
    )
    run_jobs()

    case, application = Case.objects.get(), Application.objects.get()
    assert (case.applied_on, case.state) == (date(2026, 11, 23), "in_progress")
    assert application.reference == case.reference
    assert application.case_uuid == case.uuid


def test_caller_who_takes_the_draft_into_the_account_keeps_the_day(
    waiting: Draft, citizen: Account
) -> None:
    services.adopt_draft(draft_uuid=waiting.uuid, replace=False, actor=acting(citizen), at=LATER)

    sent = services.submit_application(
        draft_uuid=waiting.uuid, consent_electronic=True, actor=acting(citizen), at=LATER
    )

    assert Case.objects.get().applied_on == date(2026, 11, 23)
    assert sent.application.case_uuid == Case.objects.get().uuid
    assert Party.objects.get().account == citizen


def test_somebody_of_another_name_gets_no_door_into_the_case(
    waiting: Draft, stranger: Account
) -> None:
    services.adopt_draft(draft_uuid=waiting.uuid, replace=False, actor=acting(stranger), at=LATER)

    waiting.refresh_from_db()
    assert waiting.completes_case_uuid is None
    assert Party.objects.get().account is None


def test_unit_reads_who_took_it_and_what_is_awaited(
    waiting: Draft, agent: Account, run_jobs: RunJobs
) -> None:
    case_uuid = Case.objects.get().uuid
    before = queries.arrival_of_case(case_uuid)
    services.confirm_draft(
        confirmation_uuid=waiting.confirmations.get().uuid, actor=asked_actor(waiting), at=LATER
    )
    run_jobs()
    after = queries.arrival_of_case(case_uuid)

    assert before is not None
    assert after is not None
    assert before.call is not None
    assert (before.call.agent, before.call.reason) == (agent.full_name, "Stand auf dem Flohmarkt")
    assert [(one.name, one.confirmed_at) for one in before.confirmations] == [
        ("Fatma Yıldız-Behrens", None)
    ]
    assert (before.is_sent, after.is_sent) == (False, True)
    assert after.call == before.call
    assert [one.confirmed_at for one in after.confirmations] == [LATER]


def test_where_a_form_is_wanted_nothing_is_open_before_it_is_confirmed(
    filled: Draft, in_call: Actor
) -> None:
    registry.use(_wanting_sign_in(by_word=False))

    with pytest.raises(NotConfirmed):
        send(filled, in_call)

    assert not Case.objects.exists()
