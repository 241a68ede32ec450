"""A scan is split and filed by the codes on its pages; what nobody can read waits for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amt.capabilities.applications import services
from amt.capabilities.applications.paper_models import (
    PaperApplication,
    PaperPrint,
    PaperSheet,
    ScanBatch,
)
from amt.capabilities.applications.refusals import DayNotPossible
from amt.capabilities.applications.services import paper_assigning, paper_printing, paper_scans
from amt.capabilities.applications.services.paper_entry import PaperNoteMissing
from amt.capabilities.applications.testing.paper import CAME_ON, only_pages, taken
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, ON, OPEN, WORKS
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.documents.queries import is_owned_by, list_documents
from amt.capabilities.documents.services import FileTypeRefused
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import BREMEN

pytestmark = pytest.mark.usefixtures("doubles")


def a_form(procedure_key: str = WORKS) -> bytes:
    return paper_printing.print_blank(procedure_key=procedure_key, language="de", at=AT)


def open_kinds() -> list[str]:
    return sorted(WorkItem.objects.filter(state="open").values_list("kind", flat=True))


def test_form_opens_a_case_that_counts_from_the_day_it_came() -> None:
    batch = taken(a_form())

    paper = PaperApplication.objects.get()
    case = Case.objects.get()
    assert batch.state == "read"
    assert (case.applied_on, case.state) == (CAME_ON, "informal")
    assert (paper.case_uuid, paper.reference) == (case.uuid, case.reference)
    assert paper.sheets.count() == paper.page_count == batch.sheet_count
    assert len(list_documents("case", case.uuid)) == paper.page_count
    assert open_kinds() == ["paper_entry"]


def test_form_of_a_service_that_needs_its_form_waits_without_a_case() -> None:
    taken(a_form(OPEN))

    paper = PaperApplication.objects.get()
    assert paper.case_uuid is None
    assert paper.reference.startswith("SCN-")
    assert not Case.objects.exists()
    assert open_kinds() == ["paper_entry"]


def test_the_same_scan_is_taken_once() -> None:
    content = a_form()

    assert taken(content) == taken(content)
    assert ScanBatch.objects.count() == PaperApplication.objects.count() == 1


def test_print_for_a_case_finds_its_case_with_what_is_known(caseworker: Account) -> None:
    told = services.take_informal(
        procedure_key=WORKS,
        name="Erika Beispiel",
        address_lines=["Musterstraße 12", "28195 Bremen"],
        place=BREMEN,
        received_on=ON - timedelta(days=30),
        way="phone",
        actor=actor_of(caseworker),
        at=AT,
    )
    case_uuid = told.informal.case_uuid
    printed = paper_printing.print_for_case(case_uuid=case_uuid, actor=actor_of(caseworker), at=AT)
    assert PaperPrint.objects.get().case_uuid == case_uuid

    taken(printed)

    paper = PaperApplication.objects.get()
    assert (paper.case_uuid, paper.reference) == (case_uuid, told.reference)
    assert paper.answers["place"] == BREMEN
    assert paper.answers["paper_person.family_name"] == "Beispiel"
    assert Case.objects.count() == 1
    assert Case.objects.get().applied_on == ON - timedelta(days=30)


def test_only_the_unit_prints_for_its_case(other_caseworker: Account) -> None:
    taken(a_form())

    with pytest.raises(NotVisible):
        paper_printing.print_for_case(
            case_uuid=Case.objects.get().uuid, actor=actor_of(other_caseworker), at=AT
        )


def test_page_that_comes_later_completes_its_form() -> None:
    printed = a_form()
    taken(only_pages(printed, 1))
    assert open_kinds() == ["paper_incomplete"]

    count = PaperApplication.objects.get().page_count
    taken(only_pages(printed, *range(2, count + 1)))

    assert PaperApplication.objects.get().sheets.count() == count
    assert open_kinds() == ["paper_entry"]


def test_page_without_code_waits_with_its_image_until_somebody_assigns_it(
    caseworker: Account, other_caseworker: Account
) -> None:
    batch = taken(only_pages(a_form(), 1))
    taken(pdf_of("Kein Code"))
    loose = PaperSheet.objects.get(paper=None)
    assert loose.problem == "no_code"
    assert len(list_documents("paper_sheet", loose.uuid)) == 1
    assert open_kinds() == ["paper_incomplete", "unreadable_scan"]
    paper = PaperApplication.objects.get()
    loose.batch, loose.position = batch, 99
    loose.save()
    deed: dict[str, Any] = {"sheet_uuid": loose.uuid, "paper_uuid": paper.uuid, "at": AT}
    with pytest.raises(NotVisible):
        paper_assigning.assign_sheet(**deed, actor=actor_of(other_caseworker), number=2)
    with pytest.raises(paper_assigning.SheetIsThere):
        paper_assigning.assign_sheet(**deed, actor=actor_of(caseworker), number=1)

    paper_assigning.assign_sheet(**deed, actor=actor_of(caseworker), number=2)

    assert is_owned_by(loose.document_uuid, "case", paper.case_uuid)
    assert not list_documents("paper_sheet", loose.uuid)
    assert "unreadable_scan" not in open_kinds()
    with pytest.raises(paper_assigning.SheetIsSettled):
        paper_assigning.assign_sheet(**deed, actor=actor_of(caseworker), number=3)


def test_sheet_that_belongs_to_nothing_needs_a_word(caseworker: Account) -> None:
    taken(pdf_of("Werbung"))
    sheet, actor = PaperSheet.objects.get(), actor_of(caseworker)
    with pytest.raises(PaperNoteMissing):
        paper_assigning.settle_sheet(sheet_uuid=sheet.uuid, note=" ", actor=actor, at=AT)

    paper_assigning.settle_sheet(sheet_uuid=sheet.uuid, note="Weggelegt.", actor=actor, at=AT)

    assert open_kinds() == []
    assert PaperSheet.objects.get().note == "Weggelegt."


@pytest.mark.parametrize("content", [b"%PDF-1.4\nkaputt", pdf_of("x")[:200]])
def test_file_that_nobody_can_open_waits_for_a_person(content: bytes) -> None:
    batch = taken(content)

    assert batch.state == "failed"
    assert open_kinds() == ["unreadable_scan"]
    assert taken(content).state == "failed"
    assert open_kinds() == ["unreadable_scan"]


def test_scan_is_refused_to_strangers_for_coming_days_and_as_another_type(
    other_caseworker: Account, caseworker: Account
) -> None:
    given: dict[str, Any] = {
        "file_name": "x.pdf",
        "place": BREMEN,
        "unit_id": get_unit_by_key("wohnen-bremen").id,
        "at": AT,
    }
    with pytest.raises(NotVisible):
        paper_scans.take_scan(
            content=b"%PDF-", received_on=ON, actor=actor_of(other_caseworker), **given
        )
    with pytest.raises(DayNotPossible):
        paper_scans.take_scan(
            content=b"%PDF-",
            received_on=ON + timedelta(days=1),
            actor=actor_of(caseworker),
            **given,
        )
    with pytest.raises(FileTypeRefused):
        paper_scans.take_scan(
            content=b"\x89PNG\r\n\x1a\n", received_on=ON, actor=actor_of(caseworker), **given
        )


@pytest.mark.parametrize("state", [ScanState.INFECTED, ScanState.TOO_LARGE])
def test_scan_that_nobody_may_open_waits_for_a_person(state: ScanState) -> None:
    batch = paper_scans.take_scan(
        content=a_form(),
        file_name="stapel.pdf",
        place=BREMEN,
        unit_id=get_unit_by_key("wohnen-bremen").id,
        received_on=CAME_ON,
        actor=SYSTEM,
        at=AT,
    )
    Document.objects.filter(uuid=batch.document_uuid).update(scan_state=state)

    read = paper_scans.read_batch(batch_uuid=batch.uuid, at=AT)

    assert read.state == "failed"
    assert open_kinds() == ["unreadable_scan"]
    assert not PaperApplication.objects.exists()
