"""What bundles do when something happened, here and in the rooms below."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog

from amt.capabilities.applications.events import ApplicationSubmitted
from amt.capabilities.bundles import jobs, notices, services
from amt.capabilities.bundles.events import (
    BundleStarted,
    ConsentGiven,
    FactsProduced,
    MemberConfirmed,
    MemberSubmitted,
)
from amt.capabilities.bundles.news import announce_case
from amt.capabilities.bundles.queries import member_uuids
from amt.capabilities.bundles.visibility import PERSON
from amt.capabilities.cases.events import CaseDecided, DeedDone
from amt.capabilities.exchange.events import MessageReceived
from amt.capabilities.identity.events import InvitationAccepted
from amt.kernel import clock
from amt.kernel.actors import SYSTEM

log = structlog.get_logger(__name__)


def on_message_received(event: MessageReceived) -> None:
    """Start a bundle when a partner gives notice of an event."""
    notice = notices.notice_of(event.message_uuid, event.kind)
    if notice is None:
        return
    try:
        services.start_bundle(
            event=notice.event,
            source_uuid=event.message_uuid,
            facts=notice.facts,
            people=notice.people,
            notice_from=notice.notice_from,
            basis=notice.basis,
            actor=SYSTEM,
            at=event.at,
        )
    except services.NothingStarts:
        log.info("bundles.nothing_starts", message=str(event.message_uuid))


def on_bundle_started(event: BundleStarted) -> None:
    """Have the letters written."""
    jobs.invite_persons.defer(bundle_uuid=str(event.bundle_uuid))


def on_invitation_accepted(event: InvitationAccepted) -> None:
    """Know a person by the account that accepted the letter."""
    if event.subject_kind == PERSON:
        services.claim_person(
            person_uuid=UUID(event.subject_id),
            account_id=event.account_id,
            actor=SYSTEM,
            at=event.at,
        )


def on_member_confirmed(event: MemberConfirmed) -> None:
    """Have the member sent, by a job of its own."""
    jobs.submit_member.defer(member_uuid=str(event.member_uuid))


def on_member_submitted(event: MemberSubmitted) -> None:
    """Have passed on what is already there."""
    jobs.pass_on.defer(member_uuid=str(event.member_uuid))


def on_consent_given(event: ConsentGiven) -> None:
    """Have passed on what waited for a consent."""
    jobs.pass_on.defer(member_uuid=str(event.member_uuid))


def concerns_a_member(event: ApplicationSubmitted) -> bool:
    """Tell whether what was sent was a member's own form; hardly any application is."""
    return services.was_member(application_uuid=event.application_uuid)


def on_application_submitted(event: ApplicationSubmitted) -> None:
    """Note that a member's own form was sent."""
    services.note_sent_alone(
        application_uuid=event.application_uuid, case_uuid=event.case_uuid, at=event.at
    )


def on_case_decided(event: CaseDecided) -> None:
    """Take what a decision says to other offices."""
    services.note_decided(case_uuid=event.case_uuid, at=event.at)
    announce_case(event.case_uuid)


def on_deed_done(event: DeedDone) -> None:
    """Let open pages show how far the office is."""
    announce_case(event.case_uuid)


def on_facts_produced(event: FactsProduced) -> None:
    """Have each member told, by a job of its own."""
    for member_uuid in member_uuids(event.bundle_uuid):
        jobs.pass_on.defer(member_uuid=str(member_uuid))


def on_job_gave_up(name: str, arguments: dict[str, Any]) -> None:
    """Note that a member could not be sent; its persons may try again."""
    if name == jobs.SUBMIT:
        services.note_failure(
            member_uuid=UUID(arguments["member_uuid"]), problem=services.TROUBLE, at=clock.now()
        )
