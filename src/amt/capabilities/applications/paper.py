"""Reading what came on paper; only staff of the unit that has it see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from amt.capabilities.applications.paper_models import (
    BatchState,
    PaperApplication,
    PaperSheet,
    PaperState,
    ScanBatch,
)
from amt.capabilities.applications.services.paper_doubled import has_own_case
from amt.capabilities.applications.services.paper_entry import (
    answers_of,
    form_of_paper,
    gaps_of,
)
from amt.capabilities.applications.services.paper_filing import missing_numbers, twins_of
from amt.capabilities.applications.summary import Page, summary
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.documents import queries as documents
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract.answers import Problem, asked_steps
from amt.contract.forms import FieldKind, Form, FormStep
from amt.contract.procedure import Procedure
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

__all__ = ["BatchState", "PaperState", "PaperView", "SheetView", "gaps_of", "twins_of"]

BATCHES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PaperView:
    """An application on paper with its form, its sheets, and the pages that did not come.

    `is_known`: its case has a form already, so there is nothing to enter.
    """

    paper: PaperApplication
    found: Procedure
    form: Form
    answers: Mapping[str, Any]
    sheets: tuple[PaperSheet, ...]
    missing: tuple[int, ...]
    is_known: bool

    @property
    def is_open(self) -> bool:
        """Whether its answers can be entered."""
        return self.paper.state == PaperState.OPEN and not self.is_known

    @property
    def is_doubled(self) -> bool:
        """Whether it was put away because the same paper was scanned twice."""
        return self.paper.state == PaperState.DOUBLED

    @property
    def may_be_discarded(self) -> bool:
        """Whether it waits, and no case would lose its form with it."""
        return (
            self.paper.state in (PaperState.OPEN, PaperState.KNOWN)
            and self.paper.done_at is None
            and not has_own_case(self.paper)
        )

    def steps(self) -> list[FormStep]:
        """List the pages of the form that are asked."""
        return asked_steps(self.form, self.answers)

    def sheets_of(self, step: FormStep) -> list[PaperSheet]:
        """List the sheets on which a page of the form stands, then the proofs that lay with it."""
        at = self.form.steps.index(step)
        forms = [one for one in self.sheets if one.number and one.first_step <= at <= one.last_step]
        return forms + [one for one in self.sheets if not one.number]

    def proof_fields(self) -> list[str]:
        """List the questions that a sheet may answer as a proof."""
        return [one.path for one in self.form.fields() if one.kind is FieldKind.FILE]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet that nobody could assign, and the applications of the same scan it may belong to."""

    sheet: PaperSheet
    candidates: tuple[PaperView, ...]


def get_paper(actor: Actor, paper_uuid: UUID) -> PaperView:
    """Return a paper. :raises NotVisible: when the actor does not work in its unit."""
    paper = PaperApplication.objects.select_related("unit", "batch").filter(uuid=paper_uuid).first()
    if paper is None or not actor.has_role(WORKING_ROLES, paper.unit_id):
        raise NotVisible("paper", paper_uuid)
    return _view(paper)


def get_sheet(actor: Actor, sheet_uuid: UUID) -> SheetView:
    """Return a sheet. :raises NotVisible: when the actor works with neither scan nor paper."""
    sheet = (
        PaperSheet.objects.select_related("batch__unit", "paper").filter(uuid=sheet_uuid).first()
    )
    units = (sheet.batch.unit_id, sheet.paper.unit_id if sheet.paper else None) if sheet else ()
    if sheet is None or not any(one and actor.has_role(WORKING_ROLES, one) for one in units):
        raise NotVisible("paper_sheet", sheet_uuid)
    rows = sheet.batch.papers.select_related("unit", "batch").order_by("id")
    ended = (PaperState.SENT, PaperState.DOUBLED)
    open_ones = [_view(one) for one in rows if one.state not in ended]
    # Whose pages are missing comes first: the sheet is probably one of those.
    return SheetView(sheet, tuple(sorted(open_ones, key=lambda one: not one.missing)))


def get_batch(actor: Actor, batch_uuid: UUID) -> ScanBatch:
    """Return a scan. :raises NotVisible: when the actor does not work in its unit."""
    batch = ScanBatch.objects.select_related("unit").filter(uuid=batch_uuid).first()
    if batch is None or not actor.has_role(WORKING_ROLES, batch.unit_id):
        raise NotVisible("scan_batch", batch_uuid)
    return batch


def list_batches(actor: Actor) -> list[ScanBatch]:
    """List the newest scans of the actor's units."""
    rows = ScanBatch.objects.select_related("unit", "taken_by")
    return list(
        rows.filter(unit_id__in=actor.unit_ids(*WORKING_ROLES)).order_by("-id")[:BATCHES_SHOWN]
    )


def infected_batches(batches: Collection[ScanBatch]) -> set[UUID]:
    """Return which scans had a virus, so that nothing of them is left."""
    return {one.uuid for one in batches if problem_of_batch(one) == "infected"}


def problem_of_batch(batch: ScanBatch) -> str:
    """Say why a scan was not read: `infected`, `too_large` to be searched, or `unreadable`.

    Empty where it was read or still waits.
    """
    if batch.state != BatchState.FAILED:
        return ""
    state = documents.get_document(batch.document_uuid).scan_state
    if state == documents.ScanState.INFECTED:
        return "infected"
    return "too_large" if state == documents.ScanState.TOO_LARGE else "unreadable"


def papers_of(batch: ScanBatch) -> list[PaperView]:
    """List what was found in a scan."""
    return [_view(one) for one in batch.papers.select_related("unit", "batch").order_by("id")]


def waiting_for_case(actor: Actor, case_uuid: UUID) -> list[PaperApplication]:
    """List what came on paper for a case and waits for somebody to enter it."""
    rows = PaperApplication.objects.filter(case_uuid=case_uuid, done_at=None)
    return list(rows.filter(unit_id__in=actor.unit_ids(*WORKING_ROLES)).order_by("id"))


def loose_sheets_of(batch: ScanBatch) -> list[PaperSheet]:
    """List the sheets of a scan that belong to nothing."""
    return list(batch.sheets.filter(paper=None).order_by("position"))


def summary_of(view: PaperView, language: str) -> list[Page]:
    """List what was entered, page by page."""
    return summary(view.found, view.form, view.answers, language)


def problems_of(view: PaperView) -> list[Problem]:
    """Name what is missing or wrong in what was entered."""
    return gaps_of(view.paper)


def _view(paper: PaperApplication) -> PaperView:
    found, form = form_of_paper(paper)
    overtaken = (
        paper.state == PaperState.OPEN
        and paper.case_uuid is not None
        and case_queries.case_without_form(paper.case_uuid) is None
    )
    return PaperView(
        paper=paper,
        found=found,
        form=form,
        answers=answers_of(paper),
        sheets=tuple(paper.sheets.order_by("number", "position")),
        missing=tuple(missing_numbers(paper)),
        is_known=overtaken or paper.state == PaperState.KNOWN,
    )
