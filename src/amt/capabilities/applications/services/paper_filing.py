"""Where the sheets of a scan go: to their application, to its case, or to a person who looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Application
from amt.capabilities.applications.paper_codes import PageCode
from amt.capabilities.applications.paper_models import (
    PaperApplication,
    PaperPrint,
    PaperSheet,
    PaperState,
    ScanBatch,
)
from amt.capabilities.applications.paper_person import on_paper
from amt.capabilities.applications.paper_reading import SheetRead
from amt.capabilities.applications.paper_sorting import Sorted
from amt.capabilities.applications.refusals import NoOnlineForm
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.cases import services as cases
from amt.capabilities.documents import services as documents
from amt.capabilities.worklist import services as worklist
from amt.contract.facts import Fact, FactSource
from amt.contract.forms import Form
from amt.contract.procedure import Procedure
from amt.contract.registry import UnknownProcedure, procedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.ids import new_reference

PAPER, SHEET, CASE = "paper", "paper_sheet", "case"
UNREADABLE, ENTRY, INCOMPLETE, KNOWN = (
    "unreadable_scan", "paper_entry", "paper_incomplete", "paper_known",
)  # fmt: skip
DAYS_TO_ENTER = 7
"""Our own time, no period of a statute: the day that counts is that of receipt."""
NAME_ON_PAPER = "Name steht auf dem Formular"
"""The party of a case whose paper nobody has read yet; replaced when the answers are entered."""


def form_of_code(code: PageCode) -> tuple[Procedure, Form] | None:
    """Return service and form of a code as they are on paper, or None where nobody knows them."""
    try:
        form = form_of(code.procedure_key, code.form_key, code.version)
        found = procedure(code.procedure_key)
    except (UnknownProcedure, NoOnlineForm):
        return None
    return on_paper(found, form) if form.version == code.version else None


def file_group(batch: ScanBatch, group: Sorted, sheets: Sequence[SheetRead], at: datetime) -> None:
    """File the pages of one application; to be called inside a transaction."""
    known = form_of_code(group.code)
    if known is None:
        for position in group.positions.values():
            leave_sheet(batch, sheets[position - 1], at, problem="unknown_form")
        return
    paper = _waiting_for(group) or _new_paper(batch, group, known[0], at)
    for number, position in sorted(group.positions.items()):
        read = sheets[position - 1]
        sheet = PaperSheet(batch=batch, position=position, paper=paper, number=number)
        if read.code is not None:
            sheet.first_step, sheet.last_step = read.code.first_step, read.code.last_step
        name = f"Blatt {number} von {paper.page_count}"
        sheet.document_uuid = _store(read, name, (PAPER, paper.uuid), at)
        sheet.save()
        attach_to_case(paper, sheet, at)
    let_wait(paper, at)


def leave_sheet(batch: ScanBatch, read: SheetRead, at: datetime, *, problem: str = "") -> None:
    """Let a page that belongs to nothing yet wait for a person, with its image."""
    sheet = PaperSheet(batch=batch, position=read.position, problem=problem or read.problem)
    sheet.document_uuid = _store(read, f"Seite {read.position}", (SHEET, sheet.uuid), at)
    sheet.save()
    let_sheet_wait(sheet, at)


def let_sheet_wait(sheet: PaperSheet, at: datetime) -> None:
    """Let a sheet that belongs to nothing wait for a person of the unit that opened the letters."""
    wait_for_person(
        unit_id=sheet.batch.unit_id,
        subject=(SHEET, sheet.uuid),
        kind=UNREADABLE,
        reference=new_reference("SCN", clock.day_of(at).year),
        at=at,
    )


def let_wait(paper: PaperApplication, at: datetime) -> None:
    """Let an application on paper wait for what is to be done with it next, and nothing else."""
    if paper.state == PaperState.KNOWN:
        wanted = KNOWN
    else:
        wanted = INCOMPLETE if missing_numbers(paper) else ENTRY
    for kind in {ENTRY, INCOMPLETE, KNOWN} - {wanted}:
        worklist.close_items(subject_kind=PAPER, subject_id=paper.uuid, kind=kind, at=at)
    wait_for_person(
        unit_id=paper.unit_id,
        subject=(PAPER, paper.uuid),
        kind=wanted,
        reference=paper.reference,
        procedure_key=paper.procedure_key,
        at=at,
    )


def wait_for_person(
    *,
    unit_id: int,
    subject: tuple[str, UUID],
    kind: str,
    reference: str,
    at: datetime,
    procedure_key: str = "",
    closed_by_hand: bool = False,
) -> None:
    """Open an item of the worklist about something on paper."""
    worklist.open_item(
        unit_id=unit_id,
        subject_kind=subject[0],
        subject_id=subject[1],
        kind=kind,
        procedure_key=procedure_key,
        reference=reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_TO_ENTER),
        at=at,
        closed_by_hand=closed_by_hand,
    )


def missing_numbers(paper: PaperApplication) -> list[int]:
    """Return the pages of the form that have not come."""
    here = set(paper.sheets.exclude(number=None).values_list("number", flat=True))
    return [one for one in range(1, paper.page_count + 1) if one not in here]


def attach_to_case(paper: PaperApplication, sheet: PaperSheet, at: datetime) -> None:
    """Let a page also belong to the case of its application, if there is one already."""
    if paper.case_uuid is not None:
        documents.attach_document(
            document_uuid=sheet.document_uuid,
            owner_kind=CASE,
            owner_uuid=paper.case_uuid,
            label=sheet.label,
            actor=SYSTEM,
            at=at,
        )


def _waiting_for(group: Sorted) -> PaperApplication | None:
    """Return the application that lacks just these pages: they came with a later scan."""
    rows = PaperApplication.objects.select_for_update().filter(
        serial=group.code.serial,
        procedure_key=group.code.procedure_key,
        form_key=group.code.form_key,
        form_version=group.code.version,
        page_count=group.code.pages,
        state=PaperState.OPEN,
    )
    for paper in rows.order_by("id"):
        if group.positions.keys() <= set(missing_numbers(paper)):
            return paper
    return None


def _new_paper(batch: ScanBatch, group: Sorted, found: Procedure, at: datetime) -> PaperApplication:
    code = group.code
    paper = PaperApplication(
        batch=batch,
        serial=code.serial,
        procedure_key=code.procedure_key,
        form_key=code.form_key,
        form_version=code.version,
        page_count=code.pages,
        place=batch.place,
        received_on=batch.received_on,
        arrived_at=at,
    )
    rows = PaperPrint.objects.select_related("draft")
    printed = rows.filter(serial=code.serial, procedure_key=found.key).first()
    case_uuid = case_of_print(printed) if printed else None
    if case_uuid is not None:
        _bind(paper, case_uuid)
    else:
        _open(paper, batch, found, at)
    if printed is not None and paper.state == PaperState.OPEN:
        # What was printed into it need not be entered again.
        paper.answers = dict(printed.answers)
    paper.save()
    return paper


def twins_of(paper: PaperApplication) -> list[PaperApplication]:
    """List what came with the same print in other scans: perhaps the same paper once more.

    Perhaps not: who copies a blank form copies its serial.
    """
    rows = PaperApplication.objects.filter(
        serial=paper.serial, procedure_key=paper.procedure_key, form_key=paper.form_key
    )
    others = rows.exclude(batch_id=paper.batch_id).exclude(state=PaperState.DOUBLED)
    return list(others.select_related("unit", "batch").order_by("id"))


def case_of_print(printed: PaperPrint) -> UUID | None:
    """Return the case of a print: for which it was made, or that its draft became meanwhile."""
    if printed.draft is not None and printed.draft.submitted_at is not None:
        sent = Application.objects.filter(draft_uuid=printed.draft.uuid).first()
        return sent.case_uuid if sent else None
    return printed.case_uuid


def _bind(paper: PaperApplication, case_uuid: UUID) -> None:
    """Give a paper the case to which its print belongs."""
    standing = case_queries.standing_of(case_uuid)
    paper.case_uuid, paper.unit, paper.reference = case_uuid, standing.unit, standing.reference
    if case_queries.case_without_form(case_uuid) is None:
        paper.state = PaperState.KNOWN


def _open(paper: PaperApplication, batch: ScanBatch, found: Procedure, at: datetime) -> None:
    """Open the case at once where the service allows it; else it is opened with the answers.

    What is perhaps the same paper once more waits for a person's eye: its day counts all the same.
    """
    paper.unit = batch.unit
    paper.reference = new_reference("SCN", clock.day_of(at).year)
    try:
        paper.unit = authorities.competent_unit(found.key, batch.place, batch.received_on)
        if not found.workflow.informal or twins_of(paper):
            return
        place = found.place_path
        opened = cases.open_informal(
            source_uuid=paper.uuid,
            procedure_key=found.key,
            party=cases.PartyData(found.submitting_role, None, NAME_ON_PAPER, ()),
            facts=[Fact(place, batch.place, FactSource.OFFICER, at)] if place else [],
            applied_on=batch.received_on,
            form_until=clock.day_of(at) + timedelta(days=DAYS_TO_ENTER),
            actor=SYSTEM,
            at=at,
        )
    except (authorities.NobodyCompetent, cases.NoUnitCompetent):
        return
    paper.case_uuid, paper.reference = opened.case.uuid, opened.case.reference
    # The form is there: what waits is that somebody enters it.
    worklist.close_items(subject_kind=CASE, subject_id=opened.case.uuid, kind="informal", at=at)


def _store(read: SheetRead, name: str, owner: tuple[str, UUID], at: datetime) -> UUID:
    document = documents.store_document(
        content=read.content,
        media_type=documents.PDF,
        file_name=f"{name}.pdf",
        kind="scan",
        owner_kind=owner[0],
        owner_uuid=owner[1],
        actor=SYSTEM,
        at=at,
    )
    uuid: UUID = document.uuid
    return uuid
