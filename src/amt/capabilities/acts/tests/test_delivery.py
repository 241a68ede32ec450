"""Ways to an addressee: mailbox, letter, the second after the first failed; who may see what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail

from amt.capabilities.acts import handlers, queries, services
from amt.capabilities.acts.models import Act, ActState, Addressee
from amt.capabilities.acts.services import ActCopy, NobodyAddressed, ReasonsMissing, steps
from amt.capabilities.acts.services.channels import LETTER_NEEDED
from amt.capabilities.acts.tests.factories import AT, CONTENT, addressee_of, declare
from amt.capabilities.dispatch import queries as dispatch
from amt.capabilities.dispatch import services as dispatch_services
from amt.capabilities.dispatch.models import PrintJob
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.mailbox import queries as mailbox
from amt.capabilities.mailbox.models import Message
from amt.capabilities.worklist.models import WorkItem
from amt.contract.law import Channel, Law
from amt.kernel.actors import ANONYMOUS, Actor, ActorKind
from amt.kernel.errors import NotVisible

RunJobs = Callable[[], None]


def deliver(act: Act) -> Act:
    """Bring an act to its addressees' doors, without jobs."""
    for step in (steps.render_act, steps.seal_act, steps.file_act, steps.deliver_act):
        assert step(act_uuid=act.uuid, at=AT)
    steps.notify_addressees(act_uuid=act.uuid, at=AT)
    act.refresh_from_db()
    return act


@pytest.mark.django_db
def test_a_letter_waits_in_the_print_queue_and_counts_from_the_day_it_is_posted(
    citizen: Account, caseworker: Account
) -> None:
    act = deliver(
        declare(citizen, copies=[ActCopy(addressee_of(citizen, Channel.LETTER), CONTENT)])
    )
    (letter,) = dispatch.list_letters_to_print(actor_of(caseworker))
    assert letter.address_lines == ["Fatma Yıldız-Behrens", "Musterstraße 12", "28195 Bremen"]
    assert WorkItem.objects.get().kind == LETTER_NEEDED
    assert not Message.objects.exists()

    posted_at = AT + timedelta(days=1)
    dispatch_services.mark_posted(letter_uuid=letter.uuid, actor=actor_of(caseworker), at=posted_at)
    steps.note_notified(correlation=letter.correlation, at=posted_at)

    (view,) = queries.list_acts(act.subject_kind, act.subject_id)
    (shown,) = view.addressees
    assert view.act.state == ActState.NOTIFIED
    assert WorkItem.objects.get().state == "done"
    assert shown.delivery is not None
    assert (shown.delivery.on, shown.delivery.norm) == (date(2026, 11, 21), "§ 37 Abs. 2 SGB X")


@pytest.mark.django_db
def test_a_notification_that_bounces_brings_a_letter_once(
    citizen: Account, caseworker: Account
) -> None:
    act = deliver(declare(citizen))
    correlation = act.addressees.get().correlation

    steps.note_undeliverable(correlation=correlation, at=AT)
    steps.note_undeliverable(correlation=correlation, at=AT + timedelta(hours=1))

    first, letter = Addressee.objects.order_by("id")
    assert first.undeliverable_at == AT
    assert (letter.instead_of, letter.channel) == (first, Channel.LETTER)
    assert PrintJob.objects.get().correlation == letter.correlation
    assert WorkItem.objects.get().reference == act.reference
    (view,) = queries.list_acts(act.subject_kind, act.subject_id)
    assert [shown.is_current for shown in view.addressees] == [False, True]


@pytest.mark.usefixtures("organisation")
def test_an_address_that_the_mail_server_refuses_ends_in_the_print_queue(
    run_jobs: RunJobs, citizen: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch_services, "_hand_over", lambda email: 550)
    act = declare(citizen)

    run_jobs()

    assert PrintJob.objects.get().reference == act.reference
    assert not mail.outbox


@pytest.mark.django_db
def test_an_account_without_an_email_address_gets_a_letter(
    citizen: Account, organisation: None
) -> None:
    Account.objects.filter(id=citizen.id).update(email="")

    deliver(declare(citizen))

    assert PrintJob.objects.count() == 1
    assert not mail.outbox


@pytest.mark.django_db
def test_an_addressee_without_an_account_never_gets_a_mailbox(
    citizen: Account, organisation: None
) -> None:
    nobody = replace(addressee_of(citizen), account_id=None, channel=Channel.MAILBOX)

    act = declare(citizen, copies=[ActCopy(nobody, CONTENT)])

    assert act.addressees.get().channel == Channel.LETTER


@pytest.mark.django_db
def test_each_addressee_has_a_way_and_days_of_their_own(
    citizen: Account, stranger: Account, organisation: None
) -> None:
    both = [
        ActCopy(addressee_of(citizen), CONTENT),
        ActCopy(addressee_of(stranger, Channel.LETTER), CONTENT),
    ]

    act = deliver(declare(citizen, copies=both))
    steps.note_notified(correlation=act.addressees.get(position=0).correlation, at=AT)

    act.refresh_from_db()
    (view,) = queries.list_acts(act.subject_kind, act.subject_id)
    assert act.state == ActState.DELIVERED
    assert [shown.delivery is not None for shown in view.addressees] == [True, False]


@pytest.mark.django_db
def test_disputed_receipt_counts_from_the_retrieval(citizen: Account, caseworker: Account) -> None:
    act = deliver(declare(citizen))
    addressee = act.addressees.get()
    steps.note_notified(correlation=addressee.correlation, at=AT)
    office = actor_of(caseworker)

    services.dispute_receipt(addressee_uuid=addressee.uuid, actor=office, at=AT)
    before = queries.get_act_view(office, act.uuid).addressees[0]
    services.open_act(act_uuid=act.uuid, actor=actor_of(citizen), at=AT + timedelta(days=9))
    after = queries.get_act_view(office, act.uuid).addressees[0]

    assert before.delivery is not None
    assert (before.delivery.on, before.remedy) == (None, None)
    assert after.delivery is not None
    assert after.delivery.on == date(2026, 11, 25)


@pytest.mark.django_db
def test_opening_the_act_opens_the_message_too(citizen: Account, organisation: None) -> None:
    act = deliver(declare(citizen))

    document = services.open_act(act_uuid=act.uuid, actor=actor_of(citizen), at=AT)
    services.open_act(act_uuid=act.uuid, actor=actor_of(citizen), at=AT + timedelta(days=1))

    assert document.uuid == act.document_uuid
    assert mailbox.unread_count(citizen.id) == 0
    assert act.addressees.get().retrieved_at == AT


@pytest.mark.django_db
def test_strangers_and_offices_of_others_never_see_an_act(
    citizen: Account, stranger: Account, caseworker: Account, other_caseworker: Account
) -> None:
    act = deliver(declare(citizen))
    code = Actor(kind=ActorKind.CODE, subject=f"{act.subject_kind}:{act.subject_id}")

    for actor in (actor_of(stranger), actor_of(other_caseworker), ANONYMOUS, code):
        with pytest.raises(NotVisible):
            services.open_act(act_uuid=act.uuid, actor=actor, at=AT)
        with pytest.raises(NotVisible):
            services.dispute_receipt(addressee_uuid=act.addressees.get().uuid, actor=actor, at=AT)

    services.open_act(act_uuid=act.uuid, actor=actor_of(caseworker), at=AT)
    assert act.addressees.get().retrieved_at is None


@pytest.mark.django_db
def test_an_addressee_sees_nothing_before_it_is_provided(
    citizen: Account, organisation: None
) -> None:
    act = declare(citizen)

    with pytest.raises(NotVisible):
        queries.get_act(actor_of(citizen), act.uuid)


@pytest.mark.django_db
def test_an_act_of_administrative_law_that_nobody_retrieves_goes_by_letter(
    citizen: Account, organisation: None
) -> None:
    act = deliver(declare(citizen, law=Law.VWVFG))
    steps.note_notified(correlation=act.addressees.get().correlation, at=AT)

    on_the_tenth_day = steps.deliver_otherwise(on=date(2026, 11, 26), at=AT)
    on_the_eleventh = steps.deliver_otherwise(on=date(2026, 11, 27), at=AT)
    again = steps.deliver_otherwise(on=date(2026, 11, 28), at=AT)

    assert (on_the_tenth_day, on_the_eleventh, again) == (0, 1, 0)
    assert PrintJob.objects.count() == 1


@pytest.mark.django_db
def test_a_burdening_act_needs_reasons(citizen: Account, organisation: None) -> None:
    with pytest.raises(ReasonsMissing):
        declare(
            citizen,
            act_key="refusal",
            copies=[ActCopy(addressee_of(citizen), replace(CONTENT, reasons=()))],
        )

    assert not Act.objects.exists()


@pytest.mark.django_db
def test_an_act_is_addressed_to_somebody(citizen: Account, organisation: None) -> None:
    with pytest.raises(NobodyAddressed):
        declare(citizen, copies=[])


@pytest.mark.django_db
def test_a_step_that_fails_for_good_lands_on_the_worklist(
    citizen: Account, organisation: None
) -> None:
    act = declare(citizen)

    handlers.on_job_gave_up("acts.render", {"act_uuid": str(act.uuid)})
    handlers.on_job_gave_up("acts.seal", {"act_uuid": str(act.uuid)})
    handlers.on_job_gave_up("cases.assess", {"case_uuid": "x"})

    item = WorkItem.objects.get()
    assert (item.kind, item.subject_id) == ("act_stuck", act.subject_id)


@pytest.mark.django_db
def test_a_document_can_be_found_by_the_code_printed_on_it(
    citizen: Account, organisation: None
) -> None:
    act = deliver(declare(citizen))

    found = queries.find_verified(act.copies[0].verification_code)

    assert found is not None
    assert found.document_uuid == act.document_uuid
    assert queries.find_verified("2222-2222-2222") is None
    assert queries.find_verified("") is None
