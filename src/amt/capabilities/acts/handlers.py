"""What acts do when other rooms announce something, or when a step fails for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from amt.capabilities.acts import jobs
from amt.capabilities.acts.events import ActDeclared, ActsDeclared, NoticeWritten
from amt.capabilities.acts.models import Act, ActState, Notice
from amt.capabilities.acts.services import notices, retrieval, steps
from amt.capabilities.dispatch.events import EmailBounced, EmailSent, LetterPosted
from amt.capabilities.mailbox.events import MessageRetrieved
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock

ACT_STUCK = "act_stuck"
DAYS_FOR_A_STUCK_ACT = 1


def on_act_declared(event: ActDeclared) -> None:
    """Begin the chain."""
    jobs.render.defer(act_uuid=str(event.act_uuid))


def on_acts_declared(event: ActsDeclared) -> None:
    """Begin the way of many acts, a few in each job."""
    for start in range(0, len(event.act_uuids), jobs.ACTS_A_JOB):
        jobs.send_many.defer(act_uuids=event.act_uuids[start : start + jobs.ACTS_A_JOB])


def on_notice_written(event: NoticeWritten) -> None:
    """Let the letter be set."""
    jobs.print_notice.defer(notice_uuid=str(event.notice_uuid))


def on_email_sent(event: EmailSent) -> None:
    """The notification went out: from now on the period of delivery runs."""
    steps.note_notified(correlation=event.correlation, at=event.at)


def on_email_bounced(event: EmailBounced) -> None:
    """The notification did not arrive: a letter goes out."""
    steps.note_undeliverable(correlation=event.correlation, at=event.at)


def on_letter_posted(event: LetterPosted) -> None:
    """The letter was posted: from now on the period of delivery runs."""
    steps.note_notified(correlation=event.correlation, at=event.at)
    notices.note_notice_posted(correlation=event.correlation, at=event.at)


def on_message_retrieved(event: MessageRetrieved) -> None:
    """The addressee opened the message with the act."""
    retrieval.note_retrieved(correlation=event.correlation, at=event.at)


def on_job_gave_up(job_name: str, arguments: dict[str, Any]) -> None:
    """Let a person of the unit know that an act, or a letter, is stuck."""
    room, _, _step = job_name.partition(".")
    if room != "acts":
        return
    if "act_uuid" in arguments:
        _open_item(Act.objects.get(uuid=UUID(arguments["act_uuid"])))
    elif "act_uuids" in arguments:
        stuck = Act.objects.filter(uuid__in=arguments["act_uuids"])
        for act in stuck.exclude(state__in=[ActState.DELIVERED, ActState.NOTIFIED]):
            _open_item(act)
    elif "notice_uuid" in arguments:
        # What the letter is about may have no page where its item could be closed by working on it.
        _open_item(Notice.objects.get(uuid=UUID(arguments["notice_uuid"])), closed_by_hand=True)


def _open_item(stuck: Act | Notice, *, closed_by_hand: bool = False) -> None:
    at = clock.now()
    worklist.open_item(
        unit_id=stuck.unit_id,
        subject_kind=stuck.subject_kind,
        subject_id=stuck.subject_id,
        kind=ACT_STUCK,
        procedure_key=stuck.procedure_key,
        reference=stuck.reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_FOR_A_STUCK_ACT),
        at=at,
        closed_by_hand=closed_by_hand,
    )
