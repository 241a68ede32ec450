"""A scan is split and filed by the codes on its pages; what nobody can read waits for a person."""

from __future__ import annotations

from datetime import date

import pytest

from amt.capabilities.applications.paper_models import PaperApplication, PaperSheet, ScanBatch
from amt.capabilities.applications.services import paper_printing, paper_scans
from amt.capabilities.applications.testing.paper import batch_of, scanned, spoilt, turned
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, WORKS
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import BREMEN

CAME_ON = date(2026, 11, 19)


def taken(content: bytes) -> ScanBatch:
    batch = paper_scans.take_scan(
        content=content,
        file_name="stapel.pdf",
        place=BREMEN,
        unit_id=get_unit_by_key("wohnen-bremen").id,
        received_on=CAME_ON,
        actor=SYSTEM,
        at=AT,
    )
    return paper_scans.read_batch(batch_uuid=batch.uuid, at=AT)


def a_form() -> bytes:
    return paper_printing.print_blank(procedure_key=WORKS, language="de", at=AT)


@pytest.mark.usefixtures("doubles")
def test_scan_of_two_forms_opens_two_cases_that_count_from_the_day_they_came() -> None:
    pages = [*scanned(a_form()), *scanned(a_form())]

    batch = taken(batch_of([turned(page, at % 4) for at, page in enumerate(pages)]))

    assert batch.state == "read"
    assert batch.sheet_count == len(pages)
    papers = list(PaperApplication.objects.order_by("id"))
    assert len(papers) == 2
    assert [case.applied_on for case in Case.objects.all()] == [CAME_ON, CAME_ON]
    assert {case.uuid for case in Case.objects.all()} == {paper.case_uuid for paper in papers}
    assert set(WorkItem.objects.filter(state="open").values_list("kind", flat=True)) == {
        "paper_entry"
    }
    assert not PaperSheet.objects.filter(paper=None).exists()


@pytest.mark.usefixtures("doubles")
def test_unreadable_page_waits_with_its_image_and_is_missing_in_its_form() -> None:
    pages = scanned(a_form())
    pages[1] = spoilt(pages[1])

    taken(batch_of(pages))

    sheet = PaperSheet.objects.get(paper=None)
    assert sheet.problem == "no_code"
    kinds = sorted(WorkItem.objects.filter(state="open").values_list("kind", flat=True))
    assert kinds == ["paper_incomplete", "unreadable_scan"]
