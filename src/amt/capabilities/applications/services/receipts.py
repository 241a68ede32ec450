"""Making the receipt of an application once it is accepted: sending never waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import services as acts
from amt.capabilities.applications.models import Application
from amt.capabilities.cases import services as cases
from amt.capabilities.cases.queries import history_of
from amt.capabilities.documents import services as documents
from amt.capabilities.worklist import services as worklist
from amt.kernel import clock, live
from amt.kernel.actors import SYSTEM
from amt.kernel.one_row import find_row, get_row

RECEIPT = "receipt"
RECEIPT_STUCK = "receipt_stuck"
DAYS_FOR_A_STUCK_RECEIPT = 3


def make_receipt(*, application_uuid: UUID, at: datetime) -> None:
    """Make the receipt as it was composed at sending, once; into the case and its Akte with it.

    :raises Application.DoesNotExist: when there is no such application.
    :raises amt.capabilities.acts.typesetting.TypesettingFailed: when the template refuses.
    """
    application = get_row(Application, "uuid", application_uuid)
    if application.receipt_document_uuid is not None or application.case_uuid is None:
        return
    # Set outside the transaction: the same data and moment give the same bytes each time.
    pdf = acts.render_receipt(letter=application.receipt_pending, at=application.submitted_at)
    with transaction.atomic():
        locked = find_row(Application, "id", application.id, lock=True)
        if locked is None or locked.receipt_document_uuid is not None:
            return
        document = documents.store_document(
            content=pdf,
            media_type="application/pdf",
            file_name=f"Bestätigung {application.reference}.pdf",
            kind=RECEIPT,
            owner_kind="application",
            owner_uuid=application.uuid,
            actor=SYSTEM,
            at=at,
        )
        cases.file_paper(
            case_uuid=application.case_uuid, document_uuid=document.uuid, actor=SYSTEM, at=at
        )
        locked.receipt_document_uuid = document.uuid
        locked.receipt_pending = {}
        locked.save(update_fields=["receipt_document_uuid", "receipt_pending"])
        live.announce(topic=topic_of(locked.draft_uuid), kind=RECEIPT)


def note_failed_receipt(*, application_uuid: UUID, at: datetime) -> None:
    """Let a person of the unit know that no try made the receipt; twice is once."""
    application = Application.objects.get(uuid=application_uuid)
    if application.receipt_document_uuid is not None or application.case_uuid is None:
        return
    case = history_of(application.case_uuid)
    worklist.open_item(
        unit_id=case.unit_id,
        subject_kind="case",
        subject_id=case.case_uuid,
        kind=RECEIPT_STUCK,
        procedure_key=case.procedure_key,
        reference=case.reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_FOR_A_STUCK_RECEIPT),
        at=at,
    )


def topic_of(draft_uuid: UUID) -> str:
    """Return what the page after sending watches."""
    return f"sent:{draft_uuid}"
