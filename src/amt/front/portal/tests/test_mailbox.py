"""The mailbox: messages, their documents, and who never sees them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from amt.capabilities.documents.models import Document
from amt.capabilities.documents.services import store_document
from amt.capabilities.identity.models import Account
from amt.capabilities.mailbox import services
from amt.capabilities.mailbox.models import Message
from amt.front.portal.tests.conftest import AT, refused_count
from amt.kernel.actors import SYSTEM

CASE = UUID("11111111-1111-4111-8111-111111111111")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def enclosed(db: None) -> Document:
    return store_document(
        content=PDF,
        media_type="application/pdf",
        file_name="Bescheid.pdf",
        kind="act",
        owner_kind="act",
        owner_uuid=CASE,
        actor=SYSTEM,
        at=AT,
    )


@pytest.fixture
def message(citizen: Account, enclosed: Document) -> Message:
    return services.deliver_message(
        account_id=citizen.id,
        thread_kind="case",
        thread_id=CASE,
        subject="Ihr Bescheid <ist> da",
        body="Guten Tag,\n\nanbei der Bescheid.",
        sender_name="Wohngeldstelle Bremen",
        document_uuids=[enclosed.uuid],
        correlation="test",
        actor=SYSTEM,
        at=AT,
    )


def test_mailbox_lists_threads_and_marks_what_is_new(home: Client, message: Message) -> None:
    page = home.get("/postfach/").content.decode()

    assert f"/postfach/{message.uuid}/" in page
    assert "Ihr Bescheid &lt;ist&gt; da" in page
    assert "Neu" in page
    assert "1 neu" in page


def test_empty_mailbox_says_what_will_be_here(home: Client) -> None:
    assert "Noch keine Nachrichten" in home.get("/postfach/").content.decode()


def test_opening_is_the_retrieval_once(home: Client, message: Message) -> None:
    page = home.get(f"/postfach/{message.uuid}/").content.decode()

    message.refresh_from_db()
    assert message.retrieved_at == AT
    assert "anbei der Bescheid" in page
    assert f"/vorgang/{CASE}/" in page


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}])
def test_looking_ahead_is_no_retrieval(
    home: Client, message: Message, headers: dict[str, str]
) -> None:
    home.get(f"/postfach/{message.uuid}/", headers=headers)
    home.head(f"/postfach/{message.uuid}/")

    message.refresh_from_db()
    assert message.retrieved_at is None


def test_document_is_given_after_opening_as_a_download(
    home: Client, message: Message, enclosed: Document
) -> None:
    assert home.get(f"/dokument/{enclosed.uuid}/").status_code == 404

    home.get(f"/postfach/{message.uuid}/")
    response = home.get(f"/dokument/{enclosed.uuid}/")

    assert response.getvalue() == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_stranger_and_other_caseworker_get_404_and_an_audit_row(
    client_for: Callable[..., Client],
    message: Message,
    enclosed: Document,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    for account in (stranger, other_caseworker):
        for path in (f"/postfach/{message.uuid}/", f"/dokument/{enclosed.uuid}/"):
            before = refused_count()
            assert client_for(account).get(path).status_code == 404
            assert refused_count() == before + 1
    message.refresh_from_db()
    assert message.retrieved_at is None


def test_anonymous_person_is_asked_to_sign_in(client: Client, message: Message) -> None:
    assert client.get(f"/postfach/{message.uuid}/").status_code == 302
    assert client.get("/postfach/").status_code == 302


def test_message_of_another_language_is_marked(home: Client, message: Message) -> None:
    listed = home.get("/en/postfach/").content.decode()
    shown = home.get(f"/en/postfach/{message.uuid}/").content.decode()

    assert '<span lang="de">Ihr Bescheid &lt;ist&gt; da</span>' in listed
    assert '<h1><span lang="de">Ihr Bescheid &lt;ist&gt; da</span></h1>' in shown
    assert '<span lang="de">Bescheid.pdf</span>' in shown
    assert '<span lang="de">' not in home.get("/postfach/").content.decode()
