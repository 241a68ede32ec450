"""E-mails over real SMTP: sent once, refused, or tried again."""

from __future__ import annotations

import asyncio
import email
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from django.template import TemplateDoesNotExist
from pytest_django import Settings

from amt.capabilities.dispatch import handlers, services
from amt.capabilities.dispatch.events import EmailBounced, EmailQueued, EmailSent
from amt.capabilities.dispatch.models import EmailState, OutgoingEmail
from amt.kernel import events
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import PartnerFailure
from standins.smtp.__main__ import Keeper

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def maildir(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """The folder into which a mail server on this machine puts what it takes."""
    loop = asyncio.new_event_loop()
    keeper = Keeper(tmp_path, delay=0.0)
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(keeper, hostname="stand-in", loop=loop), "127.0.0.1", 0)
    )
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.sockets[0].getsockname()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield tmp_path
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(timeout=5)
    loop.close()


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The events that were published."""
    published: list[Any] = []
    monkeypatch.setattr(events, "publish", published.append)
    return published


def queue(to: str = "fatma@example.org", **changes: Any) -> OutgoingEmail:
    """Queue the notification of a mailbox."""
    values: dict[str, Any] = {
        "to": to,
        "template": "mailbox_message",
        "context": {},
        "language": "de",
        "correlation": f"act:{to}",
        "actor": SYSTEM,
        "at": AT,
    }
    return services.send_email(**{**values, **changes})


def mails(maildir: Path) -> list[Message]:
    """Read what the server took."""
    return [email.message_from_bytes(file.read_bytes()) for file in sorted(maildir.glob("*.eml"))]


def test_an_email_is_handed_to_the_server_once(maildir: Path, announced: list[Any]) -> None:
    queued = queue()
    assert queue() == queued

    for _ in range(2):
        services.deliver_email(email_uuid=queued.uuid, at=AT)

    (mail,) = mails(maildir)
    assert mail["To"] == "fatma@example.org"
    assert mail["Message-ID"] == queued.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    queued.refresh_from_db()
    assert (queued.state, queued.settled_at) == (EmailState.SENT, AT)
    assert announced == [
        EmailQueued(email_uuid=queued.uuid),
        EmailSent(correlation=queued.correlation, at=AT),
    ]


def test_an_email_says_nothing_but_that_there_is_a_message(maildir: Path) -> None:
    services.deliver_email(email_uuid=queue().uuid, at=AT)

    (mail,) = mails(maildir)
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = payload.decode()
    assert "in Ihrem Postfach" in text
    assert "http://testserver" in text
    assert "<" not in text


def test_a_crash_after_the_server_took_it_sends_a_copy_with_the_same_id(
    maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = queue()
    with monkeypatch.context() as patch:
        patch.setattr(services, "_settle", _die)
        with pytest.raises(KeyboardInterrupt):
            services.deliver_email(email_uuid=queued.uuid, at=AT)

    services.deliver_email(email_uuid=queued.uuid, at=AT)

    assert [mail["Message-ID"] for mail in mails(maildir)] == [queued.message_id] * 2
    queued.refresh_from_db()
    assert queued.state == EmailState.SENT


def test_a_refused_address_is_a_bounce(maildir: Path, announced: list[Any]) -> None:
    queued = queue("bounce@example.org")

    services.deliver_email(email_uuid=queued.uuid, at=AT)

    queued.refresh_from_db()
    assert (queued.state, queued.reply_code) == (EmailState.BOUNCED, 550)
    assert announced[-1] == EmailBounced(correlation=queued.correlation, at=AT)
    assert mails(maildir) == []


def test_a_server_that_says_later_is_tried_again(maildir: Path) -> None:
    queued = queue("later@example.org")

    with pytest.raises(PartnerFailure) as failure:
        services.deliver_email(email_uuid=queued.uuid, at=AT)

    assert not failure.value.permanent
    queued.refresh_from_db()
    assert queued.state == EmailState.QUEUED


def test_a_server_that_is_away_is_tried_again(settings: Settings, maildir: Path) -> None:
    settings.EMAIL_PORT = 1

    with pytest.raises(PartnerFailure):
        services.deliver_email(email_uuid=queue().uuid, at=AT)


def test_after_the_last_try_the_email_counts_as_not_arrived(announced: list[Any]) -> None:
    queued = queue()

    handlers.on_job_gave_up("dispatch.send_email", {"email_uuid": str(queued.uuid)})
    handlers.on_job_gave_up("acts.render", {"act_uuid": "x"})

    queued.refresh_from_db()
    assert queued.state == EmailState.FAILED
    assert isinstance(announced[-1], EmailBounced)


def test_an_unknown_template_is_a_defect_at_once() -> None:
    with pytest.raises(TemplateDoesNotExist):
        queue(template="none")

    assert not OutgoingEmail.objects.exists()


@pytest.mark.parametrize("template", ["mailbox_message", "application_received"])
def test_subjects_are_one_line_without_anybodys_data(maildir: Path, template: str) -> None:
    services.deliver_email(email_uuid=queue(template=template).uuid, at=AT)

    subject = str(
        email.header.make_header(email.header.decode_header(mails(maildir)[0]["Subject"]))
    )
    assert subject in {"Neue Nachricht in Ihrem Postfach", "Ihr Antrag ist angekommen"}


def _die(*_: object) -> None:
    raise KeyboardInterrupt
