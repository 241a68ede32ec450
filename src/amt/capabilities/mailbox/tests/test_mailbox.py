"""Messages: delivered once, opened once, seen by their reader alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test.utils import CaptureQueriesContext

from amt.capabilities.documents import services as documents
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.mailbox import queries, services
from amt.capabilities.mailbox.models import Message
from amt.kernel.actors import ANONYMOUS, SYSTEM
from amt.kernel.errors import NotVisible

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
CountQueries = Callable[[int], CaptureQueriesContext]

pytestmark = pytest.mark.django_db


def deliver(account: Account, correlation: str = "act:1", **changes: Any) -> Message:
    """Deliver a message."""
    values: dict[str, Any] = {
        "account_id": account.id,
        "thread_kind": "case",
        "thread_id": "1",
        "subject": "Ihr Bescheid",
        "body": "Guten Tag",
        "sender_name": "Wohngeldstelle Bremen",
        "document_uuids": [],
        "correlation": correlation,
        "actor": SYSTEM,
        "at": AT,
    }
    return services.deliver_message(**{**values, **changes})


def test_a_message_is_delivered_once_and_opened_once(citizen: Account) -> None:
    document = uuid4()
    message = deliver(citizen, document_uuids=[document])
    assert deliver(citizen, document_uuids=[document]) == message
    assert queries.unread_count(citizen.id) == 1

    services.open_message(message_uuid=message.uuid, actor=actor_of(citizen), at=AT)
    later = AT + timedelta(days=1)
    opened = services.open_message(message_uuid=message.uuid, actor=actor_of(citizen), at=later)

    assert opened.retrieved_at == AT
    assert opened.document_uuids == [document]
    assert queries.unread_count(citizen.id) == 0


def test_looking_at_the_list_opens_nothing(citizen: Account) -> None:
    message = deliver(citizen)

    queries.list_messages(actor_of(citizen))
    queries.get_message(actor_of(citizen), message.uuid)

    assert Message.objects.get().retrieved_at is None


def test_nobody_sees_the_messages_of_others(
    citizen: Account, stranger: Account, caseworker: Account
) -> None:
    message = deliver(citizen)

    for actor in (actor_of(stranger), actor_of(caseworker), ANONYMOUS, SYSTEM):
        with pytest.raises(NotVisible):
            queries.get_message(actor, message.uuid)
        with pytest.raises(NotVisible):
            services.open_message(message_uuid=message.uuid, actor=actor, at=AT)
        assert queries.list_messages(actor) == []
        assert queries.list_threads(actor) == []
        assert queries.list_thread(actor, "case", "1") == []


def test_messages_of_a_matter_are_one_thread(citizen: Account) -> None:
    deliver(citizen, "1")
    opened = deliver(citizen, "2", at=AT + timedelta(hours=1), subject="Neu")
    deliver(citizen, "3", at=AT - timedelta(hours=1), thread_id="2", subject="Anderes")
    services.open_message(message_uuid=opened.uuid, actor=actor_of(citizen), at=AT)

    first, second = queries.list_threads(actor_of(citizen))

    assert (first.thread_id, first.subject, first.message_count, first.unread_count) == (
        "1", "Neu", 2, 1,
    )  # fmt: skip
    assert second.thread_id == "2"
    thread = queries.list_thread(actor_of(citizen), "case", "1")
    assert [message.correlation for message in thread] == ["1", "2"]


def test_messages_come_in_pages_with_few_queries(
    citizen: Account, django_assert_num_queries: CountQueries
) -> None:
    for number in range(5):
        deliver(citizen, str(number), document_uuids=[uuid4()])
    actor = actor_of(citizen)

    with django_assert_num_queries(2):
        first = queries.list_messages(actor, limit=3)
        assert [len(message.document_uuids) for message in first] == [1, 1, 1]
    place = queries.Place(first[-1].provided_at, first[-1].id)
    second = queries.list_messages(actor, limit=3, before=place)

    assert [message.correlation for message in first + second] == ["4", "3", "2", "1", "0"]


def test_a_document_can_be_had_once_its_message_is_open(
    citizen: Account, stranger: Account
) -> None:
    document = documents.store_document(
        content=b"%PDF-1.7", media_type="", file_name="x.pdf", kind="act", owner_kind="act",
        owner_uuid=uuid4(), actor=SYSTEM, at=AT,
    )  # fmt: skip
    message = deliver(citizen, document_uuids=[document.uuid])

    with pytest.raises(NotVisible):
        queries.get_attachment(actor_of(citizen), document.uuid)
    services.open_message(message_uuid=message.uuid, actor=actor_of(citizen), at=AT)

    assert queries.get_attachment(actor_of(citizen), document.uuid) == document
    with pytest.raises(NotVisible):
        queries.get_attachment(actor_of(stranger), document.uuid)


def test_a_message_keeps_the_language_of_its_account(citizen: Account) -> None:
    Account.objects.filter(id=citizen.id).update(language="en")
    deliver(citizen)
    assert queries.list_messages(actor_of(citizen))[0].language == "en"
    assert queries.list_threads(actor_of(citizen))[0].language == "en"
