"""Queueing e-mails and letters, handing e-mails to the mail server, noting what was posted."""

from __future__ import annotations

import smtplib
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.dispatch import rendering
from amt.capabilities.dispatch.events import EmailBounced, EmailQueued, EmailSent, LetterPosted
from amt.capabilities.dispatch.models import EmailState, OutgoingEmail, PrintJob
from amt.kernel import clock, events
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, PartnerFailure, Refusal

MAIL_SERVER = "mail"


@transaction.atomic
def send_email(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str,
    correlation: str,
    actor: Actor,
    at: datetime,
) -> OutgoingEmail:
    """Queue an e-mail; the same correlation again returns the e-mail that is there.

    `template` names a folder with `subject.txt` and `body.txt`; `context` must be plain data and
    hold nothing about a person.

    :raises django.template.TemplateDoesNotExist: when there is no such template.
    """
    rendering.require_template(template)
    email, made = OutgoingEmail.objects.get_or_create(
        correlation=correlation,
        defaults={
            "recipient": to,
            "template": template,
            "context": context,
            "language": language,
            "queued_at": at,
        },
    )
    if made:
        email.message_id = f"<{email.uuid}@{_domain()}>"
        email.save(update_fields=["message_id"])
        _record(actor, "dispatch.email_queued", email, at)
        events.publish(EmailQueued(email_uuid=email.uuid))
    return email


def deliver_email(*, email_uuid: UUID, at: datetime) -> None:
    """Hand a queued e-mail to the mail server and note the answer; settled ones stay as they are.

    A crash between the server's answer and the commit sends it again with the same Message-ID, by
    which mail programs recognise a copy.

    :raises PartnerFailure: when the server cannot take it now; trying again makes sense.
    """
    email = OutgoingEmail.objects.get(uuid=email_uuid)
    if email.state != EmailState.QUEUED:
        return
    code = _hand_over(email)
    if code is None:
        _settle(email_uuid, EmailState.SENT, None, at)
    else:
        _settle(email_uuid, EmailState.BOUNCED, code, at)


def fail_email(*, email_uuid: UUID, at: datetime) -> None:
    """Note that an e-mail could not be handed over at all, after the last try."""
    _settle(email_uuid, EmailState.FAILED, None, at)


@transaction.atomic
def queue_letter(
    *,
    document_uuid: UUID,
    address_lines: list[str],
    unit_id: int,
    reference: str,
    correlation: str,
    actor: Actor,
    at: datetime,
) -> PrintJob:
    """Put a document into a unit's print queue; the same correlation again changes nothing."""
    letter, made = PrintJob.objects.get_or_create(
        correlation=correlation,
        defaults={
            "document_uuid": document_uuid,
            "address_lines": address_lines,
            "unit_id": unit_id,
            "reference": reference,
            "queued_at": at,
        },
    )
    if made:
        trail.record(
            actor=actor,
            action="dispatch.letter_queued",
            subject_kind="letter",
            subject_id=letter.uuid,
            at=at,
            details={"reference": reference},
        )
    return letter


class WrongDayOfPosting(Refusal):
    """A letter cannot have been posted on this day."""

    code = "wrong_day_of_posting"


@transaction.atomic
def mark_posted(
    *, letter_uuid: UUID, actor: Actor, at: datetime, posted_on: date | None = None
) -> PrintJob:
    """Note that a letter was given to the post, on the day of `at` or on `posted_on`.

    The first note counts: from it the period of delivery runs.

    :raises NotVisible: when the actor has no role in the unit whose letter it is.
    :raises WrongDayOfPosting: when the day lies ahead or before the letter was there.
    """
    letter = PrintJob.objects.select_for_update().filter(uuid=letter_uuid).first()
    if letter is None or letter.unit_id not in actor.unit_ids("caseworker", "supervisor"):
        raise NotVisible("letter", letter_uuid)
    if letter.posted_at is not None:
        return letter
    letter.posted_at = _moment_of_posting(letter, posted_on, at)
    letter.save(update_fields=["posted_at"])
    trail.record(
        actor=actor,
        action="dispatch.letter_posted",
        subject_kind="letter",
        subject_id=letter.uuid,
        at=at,
        details={
            "reference": letter.reference,
            "posted_on": clock.day_of(letter.posted_at).isoformat(),
        },
    )
    events.publish(LetterPosted(correlation=letter.correlation, at=letter.posted_at))
    return letter


@transaction.atomic
def mark_all_posted(
    *, letter_uuids: Collection[UUID], actor: Actor, at: datetime, posted_on: date
) -> int:
    """Note that several letters were given to the post on a day: all of them or none.

    Return how many there were. Raises what `mark_posted` raises.
    """
    for letter_uuid in sorted(letter_uuids):
        mark_posted(letter_uuid=letter_uuid, actor=actor, at=at, posted_on=posted_on)
    return len(letter_uuids)


def _moment_of_posting(letter: PrintJob, posted_on: date | None, at: datetime) -> datetime:
    """A day that is not today is kept as its noon in Berlin."""
    today = clock.day_of(at)
    if posted_on is None or posted_on == today:
        return at
    if posted_on > today:
        raise WrongDayOfPosting(_("Dieser Tag liegt in der Zukunft."))
    if posted_on < clock.day_of(letter.queued_at):
        raise WrongDayOfPosting(_("An diesem Tag gab es einen der Briefe noch nicht."))
    return max(letter.queued_at, datetime.combine(posted_on, time(12), clock.BERLIN))


def _hand_over(email: OutgoingEmail) -> int | None:
    """Return None when the server took it, or the code with which it refused for good."""
    subject, body = rendering.render(email.template, email.context, email.language)
    message = EmailMessage(
        subject=subject,
        body=body,
        to=[email.recipient],
        # RFC 3834: no out-of-office answers to an automatic message.
        headers={"Message-ID": email.message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        return _permanent_code(code for code, _text in refusal.recipients.values())
    except smtplib.SMTPDataError as refusal:
        return _permanent_code([refusal.smtp_code])
    except (smtplib.SMTPException, OSError) as failure:
        raise PartnerFailure(MAIL_SERVER, type(failure).__name__, permanent=False) from failure
    return None


def _permanent_code(codes: Any) -> int:
    for code in codes:
        if code >= 500:
            return int(code)
    raise PartnerFailure(MAIL_SERVER, "refused for now", permanent=False)


@transaction.atomic
def _settle(email_uuid: UUID, state: EmailState, code: int | None, at: datetime) -> None:
    email = OutgoingEmail.objects.select_for_update().get(uuid=email_uuid)
    if email.state != EmailState.QUEUED:
        return
    email.state, email.settled_at, email.reply_code = state, at, code
    email.save(update_fields=["state", "settled_at", "reply_code"])
    _record(SYSTEM, f"dispatch.email_{state.value}", email, at)
    happened = EmailSent if state is EmailState.SENT else EmailBounced
    events.publish(happened(correlation=email.correlation, at=at))


def _record(actor: Actor, action: str, email: OutgoingEmail, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="email",
        subject_id=email.uuid,
        at=at,
        details={"template": email.template},
    )


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].strip("> ") or "localhost"
