"""From the declaration to the mailbox, and every way to break off in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from amt.capabilities.acts import jobs, queries
from amt.capabilities.acts.models import Act, ActState
from amt.capabilities.acts.services import ActCopy, steps
from amt.capabilities.acts.tests.factories import (
    AT,
    CONTENT,
    PROCEDURE,
    REFERENCE,
    addressee_of,
    declare,
)
from amt.capabilities.dispatch.models import OutgoingEmail, PrintJob
from amt.capabilities.documents.models import Document
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.mailbox import queries as mailbox
from amt.capabilities.mailbox import services as mailbox_services
from amt.capabilities.mailbox.models import Message
from amt.capabilities.records import queries as records
from amt.contract import registry
from amt.contract.law import Channel
from amt.kernel import faults

RunJobs = Callable[[], None]
CHAIN = {
    "render": jobs.render,
    "seal": jobs.seal,
    "file": jobs.file,
    "deliver": jobs.deliver,
    "notify": jobs.notify,
}
AFTER = {
    "render": ActState.RENDERED,
    "seal": ActState.SEALED,
    "file": ActState.FILED,
    "deliver": ActState.DELIVERED,
    "notify": ActState.DELIVERED,
}


class ProcessDied(BaseException):
    """Stands for kill -9."""


@pytest.mark.usefixtures("organisation")
def test_the_message_speaks_the_language_of_its_reader(run_jobs: RunJobs, citizen: Account) -> None:
    citizen.language = "en"
    citizen.save(update_fields=["language"])
    declare(citizen)

    run_jobs()

    (message,) = mailbox.list_messages(actor_of(citizen))
    title = registry.procedure(PROCEDURE).texts.get("acts.grant.title", "en")
    assert message.subject == f"{title}, reference number {REFERENCE}"


@pytest.mark.usefixtures("organisation")
def test_an_act_reaches_the_mailbox_and_an_email_without_content_goes_out(
    run_jobs: RunJobs, citizen: Account, clock: Any
) -> None:
    clock.set(AT)
    act = declare(citizen)

    run_jobs()

    act.refresh_from_db()
    assert act.state == ActState.NOTIFIED
    (message,) = mailbox.list_messages(actor_of(citizen))
    assert message.document_uuids == [act.document_uuid]
    (email,) = mail.outbox
    assert email.to == [citizen.email]
    assert email.subject == "Neue Nachricht in Ihrem Postfach"
    for secret in (REFERENCE, citizen.family_name, act.title, "80"):
        assert secret not in email.subject + str(email.body)
    assert [filed.document_uuid for filed in records.list_filed(REFERENCE)] == [act.document_uuid]
    (view,) = queries.list_acts(act.subject_kind, act.subject_id)
    (addressee,) = view.addressees
    assert addressee.delivery is not None
    assert addressee.remedy is not None
    # Sent on Monday 16 November: fourth day 20 November, a month later is a Sunday.
    assert addressee.delivery.on == date(2026, 11, 20)
    assert addressee.delivery.provisional
    assert addressee.remedy.ends_on == date(2026, 12, 21)


@pytest.mark.slow
@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", CHAIN)
def test_a_process_that_dies_at_any_step_leaves_nothing_twice_and_nothing_undone(
    run_jobs: RunJobs, citizen: Account, monkeypatch: pytest.MonkeyPatch, step: str, moment: str
) -> None:
    act = declare(citizen)
    for name, one in CHAIN.items():
        if name == step:
            _die_once(monkeypatch, f"acts.{name}.{moment}")
            with pytest.raises(ProcessDied):
                one(act_uuid=str(act.uuid))
        one(act_uuid=str(act.uuid))
        one(act_uuid=str(act.uuid))
        act.refresh_from_db()
        assert act.state == AFTER[name]
    queued = ProcrastinateJob.objects.filter(task_name__startswith="acts.")
    assert sorted(queued.values_list("task_name", flat=True)) == [
        "acts.deliver", "acts.file", "acts.notify", "acts.seal",
    ]  # fmt: skip

    run_jobs()

    act.refresh_from_db()
    assert act.state == ActState.NOTIFIED
    assert Message.objects.count() == 1
    assert OutgoingEmail.objects.count() == len(mail.outbox) == 1
    assert len(records.list_filed(REFERENCE)) == 1
    assert Document.objects.get().uuid == act.document_uuid


@pytest.mark.django_db
@pytest.mark.usefixtures("organisation")
def test_steps_out_of_turn_do_nothing(citizen: Account) -> None:
    act = declare(citizen)

    done = [
        step(act_uuid=act.uuid, at=AT)
        for step in (steps.seal_act, steps.file_act, steps.deliver_act, steps.notify_addressees)
    ]

    assert done == [False] * 4
    assert Act.objects.get().state == ActState.DECLARED


@pytest.mark.usefixtures("organisation")
def test_opening_the_message_is_kept_as_the_day_of_retrieval(
    run_jobs: RunJobs, citizen: Account
) -> None:
    act = declare(citizen)
    run_jobs()
    (message,) = mailbox.list_messages(actor_of(citizen))

    mailbox_services.open_message(message_uuid=message.uuid, actor=actor_of(citizen), at=AT)
    run_jobs()

    assert act.addressees.get().retrieved_at == AT


@pytest.mark.slow
@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize("step", CHAIN)
def test_copies_of_an_act_are_made_once_each_whenever_a_process_dies(
    run_jobs: RunJobs,
    citizen: Account,
    stranger: Account,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    by_letter = ActCopy(addressee_of(stranger, Channel.LETTER), CONTENT)
    act = declare(citizen, copies=[ActCopy(addressee_of(citizen), CONTENT), by_letter])
    for name, one in CHAIN.items():
        if name == step:
            _die_once(monkeypatch, f"acts.{name}.before")
            with pytest.raises(ProcessDied):
                one(act_uuid=str(act.uuid))
        one(act_uuid=str(act.uuid))
        one(act_uuid=str(act.uuid))

    run_jobs()

    made = [copy.document_uuid for copy in act.copies]
    assert set(Document.objects.values_list("uuid", flat=True)) == set(made)
    assert [filed.document_uuid for filed in records.list_filed(REFERENCE)] == made
    assert Message.objects.get().document_uuids == [made[0]]
    assert PrintJob.objects.get().document_uuid == made[1]
    assert OutgoingEmail.objects.count() == len(mail.outbox) == 1


def _die_once(monkeypatch: pytest.MonkeyPatch, at_point: str) -> None:
    died: list[str] = []

    def point(name: str) -> None:
        if name == at_point and not died:
            died.append(name)
            raise ProcessDied

    monkeypatch.setattr(faults, "point", point)
