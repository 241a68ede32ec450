"""Taking in a scan of paper forms: split by its codes, filed to the right case or opening one.

An application on paper counts from the day on which it came (section 16 SGB I), so its case is
opened before anybody has read it, where the service allows that. What nobody can tell waits as a
sheet for a person of the unit that opened the letters.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.events import ScanTaken
from amt.capabilities.applications.paper_models import BatchState, ScanBatch
from amt.capabilities.applications.paper_reading import ScanUnreadable, read_scan
from amt.capabilities.applications.paper_sorting import sort_pages
from amt.capabilities.applications.refusals import DayNotPossible
from amt.capabilities.applications.services.paper_filing import (
    UNREADABLE,
    file_group,
    leave_sheet,
    wait_for_person,
)
from amt.capabilities.documents import queries as document_queries
from amt.capabilities.documents import services as documents
from amt.capabilities.worklist import services as worklist
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.kernel import clock, events
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.ids import new_reference

BATCH = "scan_batch"
NEVER_READ = (document_queries.ScanState.INFECTED, document_queries.ScanState.TOO_LARGE)
"""What the search for viruses said of a scan that a person has to make anew."""
LARGEST_SCAN = 300 * 1024 * 1024
"""Bytes: a thousand sheets at 200 dpi in grey."""


@transaction.atomic
def take_scan(
    *,
    content: bytes,
    file_name: str,
    place: str,
    unit_id: int,
    received_on: date,
    actor: Actor,
    at: datetime,
) -> ScanBatch:
    """Take in a file from the scanner; the same file again is the one that was taken before.

    `place` is the ARS of the place whose letters these are, `unit_id` who opened them.

    :raises NotVisible: when neither the platform nor somebody of the unit acts.
    :raises DayNotPossible: when the day is to come.
    :raises amt.kernel.errors.Refusal: when the file is empty, too large or no PDF.
    """
    _require_possible(unit_id, received_on, actor, clock.day_of(at))
    digest = hashlib.sha256(content).hexdigest()
    known = ScanBatch.objects.filter(digest=digest).first()
    if known is not None:
        return _once_more(known, at)
    batch = ScanBatch(digest=digest, unit_id=unit_id, place=place, received_on=received_on)
    document = documents.store_document(
        content=content,
        media_type=documents.PDF,
        file_name=file_name,
        kind="scan",
        owner_kind=BATCH,
        owner_uuid=batch.uuid,
        largest_size=LARGEST_SCAN,
        accepted=(documents.PDF,),
        actor=actor,
        at=at,
    )
    batch.document_uuid, batch.file_name = document.uuid, document.file_name
    batch.taken_by_id, batch.taken_at = actor.account_id, at
    batch.save()
    trail.record(
        actor=actor,
        action="applications.scan_taken",
        subject_kind=BATCH,
        subject_id=batch.uuid,
        at=at,
    )
    events.publish(ScanTaken(batch.uuid, at))
    return batch


def read_batch(*, batch_uuid: UUID, at: datetime) -> ScanBatch:
    """Read a scan and file what is in it, once; a file that cannot be read waits for a person.

    :raises amt.capabilities.documents.queries.NotReadable: while it is searched for viruses.
    """
    batch = ScanBatch.objects.get(uuid=batch_uuid)
    if batch.state != BatchState.WAITING:
        return batch
    document = document_queries.get_document(batch.document_uuid)
    if document.scan_state in NEVER_READ:
        return give_up(batch_uuid=batch_uuid, at=at)
    try:
        sheets = read_scan(document_queries.stream_document(document))
    except ScanUnreadable:
        return give_up(batch_uuid=batch_uuid, at=at)
    with transaction.atomic():
        batch = ScanBatch.objects.select_for_update().get(uuid=batch_uuid)
        if batch.state != BatchState.WAITING:
            return batch
        groups, unknown = sort_pages([sheet.code for sheet in sheets])
        for group in groups:
            file_group(batch, group, sheets, at)
        for position in unknown:
            leave_sheet(batch, sheets[position - 1], at)
        batch.state, batch.read_at, batch.sheet_count = BatchState.READ, at, len(sheets)
        batch.save()
    return batch


def _require_possible(unit_id: int, received_on: date, actor: Actor, today: date) -> None:
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role(WORKING_ROLES, unit_id):
        raise NotVisible("unit", unit_id)
    if received_on > today:
        raise DayNotPossible


def _once_more(batch: ScanBatch, at: datetime) -> ScanBatch:
    """Let a scan that could not be read be tried again; one that was read stays as it is."""
    if batch.state == BatchState.FAILED:
        batch.state, batch.read_at = BatchState.WAITING, None
        batch.save(update_fields=["state", "read_at"])
        worklist.close_items(subject_kind=BATCH, subject_id=batch.uuid, at=at)
        events.publish(ScanTaken(batch.uuid, at))
    return batch


@transaction.atomic
def give_up(*, batch_uuid: UUID, at: datetime) -> ScanBatch:
    """Let a person look at a scan that no machine can read; one that was read stays as it is."""
    batch = ScanBatch.objects.select_for_update().get(uuid=batch_uuid)
    if batch.state != BatchState.WAITING:
        return batch
    batch.state, batch.read_at = BatchState.FAILED, at
    batch.save()
    wait_for_person(
        unit_id=batch.unit_id,
        subject=(BATCH, batch.uuid),
        kind=UNREADABLE,
        reference=new_reference("SCN", clock.day_of(at).year),
        at=at,
        closed_by_hand=True,
    )
    return batch
