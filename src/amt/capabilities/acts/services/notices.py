"""Notices: letters of the office that decide nothing, on paper, without seal and remedy.

`send_notice` fixes the letter in the caller's transaction; a job writes it and puts it into the
print queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import letters
from amt.capabilities.acts.events import NoticeWritten
from amt.capabilities.acts.models import Notice
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.documents import services as documents
from amt.capabilities.identity import services as identity
from amt.capabilities.records import services as records
from amt.contract import registry
from amt.contract.acts import ActContent
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import events
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail

NOTICE = "notice"
LARGEST_NOTICE = 50 * 1024 * 1024
LONGEST_TITLE = 200


@transaction.atomic
def send_notice(
    *,
    subject_kind: str,
    subject_id: object,
    procedure_key: str,
    unit_id: int,
    reference: str,
    content: ActContent,
    name: str,
    address_lines: Sequence[str],
    invitation_uuid: UUID | None,
    correlation: str,
    actor: Actor,
    at: datetime,
) -> Notice:
    """Write a letter that decides nothing; the same correlation gives the same letter back.

    `reference` may be empty while there is no case; with `invitation_uuid` the letter ends with the
    code of that invitation.
    """
    letter = letters.notice_letter(
        content=content,
        unit=authorities.get_unit(unit_id),
        reference=reference,
        name=name,
        address_lines=address_lines,
        at=at,
    )
    notice, made = Notice.objects.get_or_create(
        correlation=correlation,
        defaults={
            "subject_kind": subject_kind,
            "subject_id": str(subject_id),
            "procedure_key": procedure_key,
            "unit_id": unit_id,
            "reference": reference,
            "name": name,
            "address_lines": list(address_lines),
            "letter": letter,
            "invitation_uuid": invitation_uuid,
            "written_at": at,
        },
    )
    if made:
        _record(actor, "acts.notice_written", notice, at)
        events.publish(NoticeWritten(notice_uuid=notice.uuid))
    return notice


def print_notice(*, notice_uuid: UUID, at: datetime) -> bool:
    """Put a notice as PDF into the print queue of its unit; return whether this call did it.

    :raises amt.capabilities.acts.typesetting.TypesettingFailed: when the template refuses.
    """
    notice = Notice.objects.get(uuid=notice_uuid)
    if notice.document_uuid is not None:
        return False
    letter = notice.letter
    if notice.invitation_uuid is not None:
        code = identity.code_of_invitation(notice.invitation_uuid)
        letter = letters.with_invitation(letter, code)
    content = letters.render(letter, at=notice.written_at)
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(uuid=notice_uuid)
        if notice.document_uuid is not None:
            return False
        document_uuid = notice.document_uuid = _store(notice, content, at)
        notice.save(update_fields=["document_uuid"])
        _file(notice, document_uuid, at)
        dispatch.queue_letter(
            document_uuid=document_uuid,
            address_lines=notice.letter["address"],
            unit_id=notice.unit_id,
            reference=notice.reference,
            correlation=notice.letter_correlation,
            actor=SYSTEM,
            at=at,
        )
        return True


@transaction.atomic
def note_notice_posted(*, correlation: str, at: datetime) -> None:
    """Note that a notice was posted; the first time counts, correlations of others are ignored."""
    room, _, notice_uuid = correlation.partition(":")
    if room == NOTICE:
        Notice.objects.filter(uuid=notice_uuid, posted_at=None).update(posted_at=at)


def _store(notice: Notice, content: bytes, at: datetime) -> UUID:
    title = str(notice.letter["title"])
    return documents.store_document(
        content=content,
        media_type=documents.PDF,
        file_name=f"{title} {notice.reference}".strip() + ".pdf",
        kind=NOTICE,
        owner_kind=NOTICE,
        owner_uuid=notice.uuid,
        actor=SYSTEM,
        at=at,
        largest_size=LARGEST_NOTICE,
    ).uuid


def _file(notice: Notice, document_uuid: UUID, at: datetime) -> None:
    """File the letter, if the matter has a reference already."""
    if not notice.reference:
        return
    procedure = registry.procedure(notice.procedure_key)
    records.open_akte(
        reference=notice.reference,
        procedure_key=notice.procedure_key,
        unit_id=notice.unit_id,
        title=procedure.official_title(SOURCE_LANGUAGE),
        actor=SYSTEM,
        at=at,
    )
    records.file_document(
        akte_reference=notice.reference,
        document_uuid=document_uuid,
        title=f"{notice.letter['title']} ({notice.name})"[:LONGEST_TITLE],
        actor=SYSTEM,
        at=at,
    )


def _record(actor: Actor, action: str, notice: Notice, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=NOTICE,
        subject_id=notice.uuid,
        at=at,
        details={"subject": f"{notice.subject_kind}:{notice.subject_id}"},
    )
