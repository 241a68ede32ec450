"""What cases do when something happened: to themselves, to their acts, to their jobs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog

from amt.capabilities.acts.events import ActDelivered, ActRetrieved
from amt.capabilities.cases import jobs, services, timeline
from amt.capabilities.cases.events import CaseMayBeAutomatic, CaseOpened, DeedDone
from amt.capabilities.cases.visibility import PARTY_KIND, SUBJECT_KIND
from amt.capabilities.exchange import queries as exchange
from amt.capabilities.exchange.events import MessageFailed, MessageReceived
from amt.capabilities.identity.events import InvitationAccepted
from amt.capabilities.payments.events import PaymentsViewed
from amt.kernel import clock
from amt.kernel.actors import SYSTEM

log = structlog.get_logger(__name__)

STATUS = "status"
"""Kind of a partner's message about a matter, and the name of what it reports."""


def on_case_opened(event: CaseOpened) -> None:
    """Have the proposal computed, or the matter handed over to the body that decides it."""
    if services.is_handed_over(case_uuid=event.case_uuid):
        jobs.hand_over.defer(case_uuid=str(event.case_uuid))
    else:
        jobs.assess.defer(case_uuid=str(event.case_uuid))


def on_deed_done(event: DeedDone) -> None:
    """Do what time has to do after a deed."""
    services.run_due_deeds(on=clock.today(), at=clock.now(), case_uuid=event.case_uuid)


def on_case_may_be_automatic(event: CaseMayBeAutomatic) -> None:
    """Let the machine decide what qualifies; all else waits for people."""
    services.decide_automatically(case_uuid=event.case_uuid, at=clock.now())


def on_invitation_accepted(event: InvitationAccepted) -> None:
    """Bind the account to the party that was invited."""
    if event.subject_kind == PARTY_KIND:
        services.bind_party(
            party_uuid=UUID(event.subject_id), account_id=event.account_id, actor=SYSTEM,
            at=event.at,
        )  # fmt: skip


def on_payments_viewed(event: PaymentsViewed) -> None:
    """Note for the people in cases that somebody saw what is paid to them."""
    services.note_payments_viewed(
        case_uuids=[UUID(subject) for kind, subject in event.subjects if kind == SUBJECT_KIND],
        unit_id=event.unit_id,
        account_id=event.account_id,
        at=event.at,
    )


def on_message_received(event: MessageReceived) -> None:
    """Note what the body that decides a matter reports."""
    if event.kind != STATUS:
        return
    message = exchange.get_message(event.message_uuid)
    if message.subject_kind != SUBJECT_KIND:
        return
    case_uuid = UUID(message.subject_id)
    values = {key: value for key, value in message.payload.items() if key != STATUS}
    try:
        services.note_partner_report(
            case_uuid=case_uuid,
            status=str(message.payload[STATUS]),
            values=values,
            at=event.at,
            message_uuid=event.message_uuid,
        )
    except services.DeedNotPossible:
        log.warning("cases.report_does_not_fit", case=str(case_uuid))
        services.note_unfitting_report(case_uuid=case_uuid, at=event.at)


def on_message_failed(event: MessageFailed) -> None:
    """Let the unit see to a matter that could not be handed over."""
    if event.subject_kind == SUBJECT_KIND:
        services.note_failed_handover(case_uuid=UUID(event.subject_id), at=event.at)


def on_act_delivered(event: ActDelivered) -> None:
    """Note on the timeline that an act was delivered."""
    services.note_act(
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        act_uuid=event.act_uuid,
        kind=timeline.ACT_DELIVERED,
        at=event.at,
    )


def on_act_retrieved(event: ActRetrieved) -> None:
    """Note on the timeline that an addressee opened an act."""
    services.note_act(
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        act_uuid=event.act_uuid,
        kind=timeline.ACT_RETRIEVED,
        at=event.at,
    )


def on_job_gave_up(name: str, arguments: dict[str, Any]) -> None:
    """Tell the caseworker that the proposal could not be computed."""
    if name == jobs.ASSESS:
        services.note_failed_assessment(case_uuid=UUID(arguments["case_uuid"]), at=clock.now())
