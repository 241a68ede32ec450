"""A person says to which application a sheet belongs that no machine could read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.applications.paper_models import (
    PaperApplication,
    PaperSheet,
    PaperState,
)
from amt.capabilities.applications.services.paper_entry import (
    LONGEST_NOTE,
    PaperIsDone,
    PaperNoteMissing,
    form_of_paper,
)
from amt.capabilities.applications.services.paper_filing import (
    PAPER,
    SHEET,
    attach_to_case,
    let_sheet_wait,
    let_wait,
    missing_numbers,
)
from amt.capabilities.documents import services as documents
from amt.capabilities.worklist import services as worklist
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract.forms import FieldKind
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal


class SheetIsThere(Refusal):
    """The application has this page already, or its form has none of this number."""

    code = "sheet_is_there"

    def __init__(self) -> None:
        super().__init__(_("Dieses Blatt fehlt dort nicht. Wählen Sie ein anderes."))


class SheetIsSettled(Refusal):
    """Somebody has assigned the sheet already."""

    code = "sheet_is_settled"

    def __init__(self) -> None:
        super().__init__(_("Dieses Blatt ist schon zugeordnet."))


@transaction.atomic
def assign_sheet(
    *,
    sheet_uuid: UUID,
    paper_uuid: UUID,
    number: int | None = None,
    label: str = "",
    actor: Actor,
    at: datetime,
) -> PaperApplication:
    """Put a sheet to an application of the same scan: as a page that it lacks, or as a proof.

    `label` is the path of the file field that a proof answers, or empty.

    :raises NotVisible: when the actor works with the scan not, or the paper is of another one.
    :raises SheetIsSettled: when somebody was faster.
    :raises PaperIsDone: when the application was filed already.
    :raises SheetIsThere: when the application does not lack that page, or has no such question.
    """
    sheet = _loose_sheet(actor, sheet_uuid)
    paper = PaperApplication.objects.select_for_update().filter(uuid=paper_uuid).first()
    if paper is None or paper.batch_id != sheet.batch_id:
        raise NotVisible(PAPER, paper_uuid)
    if paper.state == PaperState.SENT:
        raise PaperIsDone
    if number is not None:
        if number not in missing_numbers(paper):
            raise SheetIsThere
        sheet.first_step, sheet.last_step = _steps_around(paper, number)
    elif label and label not in _proofs(paper):
        raise SheetIsThere
    sheet.paper, sheet.number, sheet.label = paper, number, label
    sheet.settled_at = at
    sheet.save()
    _move(sheet, paper, actor, at)
    attach_to_case(paper, sheet, at)
    worklist.close_items(subject_kind=SHEET, subject_id=sheet.uuid, at=at, actor=actor)
    let_wait(paper, at)
    _record("applications.sheet_assigned", sheet, actor, at)
    return paper


@transaction.atomic
def settle_sheet(*, sheet_uuid: UUID, note: str, actor: Actor, at: datetime) -> PaperSheet:
    """Note what became of a sheet that belongs to no application.

    :raises NotVisible: when the actor does not work with the scan.
    :raises SheetIsSettled: when somebody was faster.
    :raises PaperNoteMissing: when nobody says what was done.
    """
    sheet = _loose_sheet(actor, sheet_uuid)
    if not note.strip():
        raise PaperNoteMissing
    sheet.note, sheet.settled_at = note.strip()[:LONGEST_NOTE], at
    sheet.save(update_fields=["note", "settled_at"])
    worklist.close_items(subject_kind=SHEET, subject_id=sheet.uuid, at=at, actor=actor)
    _record("applications.sheet_settled", sheet, actor, at)
    return sheet


@transaction.atomic
def reopen_sheet(*, sheet_uuid: UUID, actor: Actor, at: datetime) -> PaperSheet:
    """Let a sheet wait once more that was said to belong to no application.

    :raises NotVisible: when the actor does not work with the scan.
    :raises SheetIsSettled: when it belongs to an application.
    """
    rows = PaperSheet.objects.select_for_update(of=("self",)).select_related("batch")
    sheet = rows.filter(uuid=sheet_uuid).first()
    if sheet is None or not actor.has_role(WORKING_ROLES, sheet.batch.unit_id):
        raise NotVisible(SHEET, sheet_uuid)
    if sheet.paper_id is not None:
        raise SheetIsSettled
    if sheet.settled_at is not None:
        sheet.note, sheet.settled_at = "", None
        sheet.save(update_fields=["note", "settled_at"])
        let_sheet_wait(sheet, at)
        _record("applications.sheet_reopened", sheet, actor, at)
    return sheet


def _loose_sheet(actor: Actor, sheet_uuid: UUID) -> PaperSheet:
    rows = PaperSheet.objects.select_for_update(of=("self",)).select_related("batch")
    sheet = rows.filter(uuid=sheet_uuid).first()
    if sheet is None or not actor.has_role(WORKING_ROLES, sheet.batch.unit_id):
        raise NotVisible(SHEET, sheet_uuid)
    if sheet.settled_at is not None or sheet.paper_id is not None:
        raise SheetIsSettled
    return sheet


def _proofs(paper: PaperApplication) -> set[str]:
    _found, form = form_of_paper(paper)
    return {one.path for one in form.fields() if one.kind is FieldKind.FILE}


def _steps_around(paper: PaperApplication, number: int) -> tuple[int, int]:
    """Return between which steps a page lies whose code nobody could read."""
    _found, form = form_of_paper(paper)
    rows = paper.sheets.exclude(number=None)
    before = rows.filter(number__lt=number).order_by("-number").first()
    after = rows.filter(number__gt=number).order_by("number").first()
    first = before.last_step if before else 0
    last = after.first_step if after else len(form.steps) - 1
    return first, max(first, last)


def _move(sheet: PaperSheet, paper: PaperApplication, actor: Actor, at: datetime) -> None:
    documents.attach_document(
        document_uuid=sheet.document_uuid,
        owner_kind=PAPER,
        owner_uuid=paper.uuid,
        actor=actor,
        at=at,
    )
    documents.detach_document(
        document_uuid=sheet.document_uuid,
        owner_kind=SHEET,
        owner_uuid=sheet.uuid,
        actor=actor,
        at=at,
    )


def _record(action: str, sheet: PaperSheet, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=SHEET,
        subject_id=sheet.uuid,
        at=at,
        details={"paper": str(sheet.paper.uuid) if sheet.paper else ""},
    )
