"""Sending messages over real HTTP: delivered once, tried again, given up, never told in a log."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

import pytest
import yaml

from amt.capabilities.documents.services import store_document
from amt.capabilities.exchange import envelope, handlers, jobs, queries, services
from amt.capabilities.exchange.events import MessageDelivered, MessageFailed, MessageQueued
from amt.capabilities.exchange.models import Message, MessageState
from amt.capabilities.exchange.testing.fixtures import Partners, key_set, partners
from amt.kernel import events
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import PartnerFailure
from amt.kernel.jobs import Permanent

__all__ = ["partners"]

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
PAYLOAD = {"facts": {"child.family_name": "Wendt"}}

pytestmark = pytest.mark.django_db


class Inbox:
    """What a partner's server got, and what it answers."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.status = 202
        self.location = ""
        self.port = 0


@pytest.fixture
def inbox(partners: Partners) -> Iterator[Inbox]:
    """A server of the familienkasse at an address that the office knows."""
    made = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(made.status)
            if made.location:
                self.send_header("Location", made.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    listen_at(partners, f"http://127.0.0.1:{made.port}/in/")
    yield made
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The events of messages that were published; others tell of the documents in them."""
    published: list[Any] = []

    def publish(event: Any) -> None:
        if isinstance(event, MessageQueued | MessageDelivered | MessageFailed):
            published.append(event)

    monkeypatch.setattr(events, "publish", publish)
    return published


def listen_at(partners: Partners, url: str) -> None:
    """Tell the office where the familienkasse listens."""
    file = partners.folder / "partners.yaml"
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    told["partners"][1]["url"] = url
    file.write_text(yaml.safe_dump(told), encoding="utf-8")


def queue(**changes: Any) -> Message:
    values: dict[str, Any] = {
        "partner": "familienkasse", "kind": "application", "subject_kind": "case",
        "subject_id": "7", "payload": PAYLOAD, "correlation": "case:7", "actor": SYSTEM, "at": AT,
    }  # fmt: skip
    return services.send_message(**{**values, **changes})


def opened(partners: Partners, raw: bytes) -> dict[str, Any]:
    """Read an envelope as the familienkasse does."""
    told = json.loads(partners.files["familienkasse"].read_text(encoding="utf-8"))
    return envelope.unseal(
        raw,
        encryption=key_set(told["own_keys"], "enc"),
        signing=key_set(told["office_keys"], "sig"),
    )


def test_message_is_handed_over_signed_and_encrypted(
    partners: Partners, inbox: Inbox, announced: list[Any]
) -> None:
    document = store_document(
        content=b"%PDF-1.7\n%%EOF\n", media_type="application/pdf", file_name="beleg.pdf",
        kind="upload", owner_kind="case", owner_uuid="7", actor=SYSTEM, at=AT,
    )  # fmt: skip
    message = queue(document_uuids=[document.uuid])

    services.deliver_message(message_uuid=message.uuid, at=AT)

    assert b"Wendt" not in inbox.got[0]
    claims = opened(partners, inbox.got[0])
    assert (claims["iss"], claims["aud"]) == ("amt", "familienkasse")
    assert (claims["kind"], claims["correlation"]) == ("application", "case:7")
    assert claims["payload"] == PAYLOAD
    assert claims["documents"][0]["file_name"] == "beleg.pdf"
    message.refresh_from_db()
    assert message.state == MessageState.DELIVERED
    assert announced == [
        MessageQueued(message.uuid), MessageDelivered(message.uuid, "case", "7", AT),
    ]  # fmt: skip


def test_same_correlation_is_one_message_and_is_delivered_once(
    partners: Partners, inbox: Inbox
) -> None:
    first, second = queue(), queue(payload={"facts": {}})

    assert first == second
    for _ in range(2):
        services.deliver_message(message_uuid=first.uuid, at=AT)
    assert len(inbox.got) == 1


@pytest.mark.parametrize(
    ("status", "permanent"), [(400, True), (404, True), (422, True), (429, False), (503, False)]
)
def test_refusal_of_the_partner_is_for_good_or_for_now(
    partners: Partners, inbox: Inbox, status: int, permanent: bool
) -> None:
    inbox.status = status
    message = queue()

    with pytest.raises(PartnerFailure, match=f"http_{status}") as failure:
        services.deliver_message(message_uuid=message.uuid, at=AT)

    assert failure.value.permanent is permanent
    message.refresh_from_db()
    assert (message.state, message.failure) == (MessageState.QUEUED, f"http_{status}")
    services.fail_message(message_uuid=message.uuid, at=AT)
    message.refresh_from_db()
    assert (message.state, message.failure) == (MessageState.FAILED, f"http_{status}")


def test_no_partner_leads_us_elsewhere(partners: Partners, inbox: Inbox) -> None:
    inbox.status, inbox.location = 302, f"http://127.0.0.1:{inbox.port}/elsewhere/"

    with pytest.raises(PartnerFailure, match="http_302") as failure:
        services.deliver_message(message_uuid=queue().uuid, at=AT)

    assert failure.value.permanent
    assert len(inbox.got) == 1


def test_silent_partner_is_tried_again_under_the_same_number(
    partners: Partners, inbox: Inbox
) -> None:
    message = queue()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        listen_at(partners, f"http://127.0.0.1:{probe.getsockname()[1]}/")
    with pytest.raises(PartnerFailure) as failure:
        jobs.deliver_message(message_uuid=str(message.uuid))
    assert not failure.value.permanent

    listen_at(partners, f"http://127.0.0.1:{inbox.port}/in/")
    jobs.deliver_message(message_uuid=str(message.uuid))

    assert opened(partners, inbox.got[0])["jti"] == str(message.uuid)


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1/", "file:///etc/hostname"])
def test_partner_without_address_is_no_matter_of_patience(
    partners: Partners, inbox: Inbox, url: str
) -> None:
    listen_at(partners, url)

    with pytest.raises(Permanent):
        jobs.deliver_message(message_uuid=str(queue().uuid))


def test_body_that_is_no_partner_here_fails_at_once(partners: Partners) -> None:
    with pytest.raises(Permanent, match="not_a_partner"):
        jobs.deliver_message(message_uuid=str(queue(partner="nobody").uuid))


def test_given_up_message_is_announced_and_can_be_sent_once_more(
    partners: Partners, inbox: Inbox, announced: list[Any]
) -> None:
    message = queue()
    with pytest.raises(services.NotFailed):
        services.retry_message(message_uuid=message.uuid, actor=SYSTEM, at=AT)

    for _ in range(2):
        handlers.on_job_gave_up("exchange.deliver_message", {"message_uuid": str(message.uuid)})

    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    failed = [one for one in announced if isinstance(one, MessageFailed)]
    assert [(one.subject_kind, one.subject_id) for one in failed] == [("case", "7")]
    services.retry_message(message_uuid=message.uuid, actor=SYSTEM, at=AT)
    services.deliver_message(message_uuid=message.uuid, at=AT)
    assert len(inbox.got) == 1


def test_content_that_breaks_its_schema_is_a_defect(partners: Partners) -> None:
    with pytest.raises(services.UnfitPayload, match="/facts: type"):
        queue(kind="evidence", payload={"facts": "Wendt"})
    with pytest.raises(services.UnknownKind):
        queue(kind="unheard_of")


def test_content_ends_after_its_period_and_the_row_stays(partners: Partners, inbox: Inbox) -> None:
    message, waiting = queue(), queue(correlation="case:8")
    services.deliver_message(message_uuid=message.uuid, at=AT)

    assert services.empty_old_messages(at=AT + timedelta(days=89)) == 0
    assert services.empty_old_messages(at=AT + timedelta(days=91)) == 1

    assert queries.get_message(message.uuid).payload == {}
    assert queries.get_message(waiting.uuid).payload == PAYLOAD


def test_failure_tells_no_content(
    partners: Partners, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.status = 500
    with pytest.raises(PartnerFailure) as failure:
        services.deliver_message(message_uuid=queue().uuid, at=AT)

    assert "Wendt" not in f"{failure.value!r}{caplog.text}"


def test_message_of_an_unknown_document_is_not_sent_half(partners: Partners, inbox: Inbox) -> None:
    message = queue(document_uuids=[uuid4()])

    with pytest.raises(Exception, match="does not exist"):
        services.deliver_message(message_uuid=message.uuid, at=AT)

    assert inbox.got == []
