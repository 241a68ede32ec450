"""Twenty applications in one scan, turned as they fell, three pages spoilt: as in an office."""

from __future__ import annotations

import random

import pytest

from amt.capabilities.applications.paper_models import PaperApplication, PaperSheet
from amt.capabilities.applications.services import paper_printing
from amt.capabilities.applications.testing.paper import (
    CAME_ON,
    batch_of,
    scanned,
    spoilt,
    taken,
    turned,
)
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, OPEN, WORKS
from amt.capabilities.documents.queries import get_document, page_image
from amt.capabilities.worklist.models import WorkItem


@pytest.mark.slow
@pytest.mark.usefixtures("doubles")
def test_twenty_applications_with_three_spoilt_pages() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    copied = scanned(paper_printing.print_blank(procedure_key=WORKS, language="de", at=AT))
    letters = []
    for number in range(20):
        # Every fourth is a copy of the same blank form: its pages bear the same codes.
        key = OPEN if number % 2 else WORKS
        printed = paper_printing.print_blank(procedure_key=key, language="de", at=AT)
        letters.append(list(copied) if number % 4 == 0 else scanned(printed))
    for number in (3, 8, 14):
        letters[number][1] = spoilt(letters[number][1])
    pages = [turned(page, chance.randrange(4)) for letter in letters for page in letter]

    batch = taken(batch_of(pages))

    papers = list(PaperApplication.objects.order_by("id"))
    assert [paper.procedure_key for paper in papers] == [
        OPEN if n % 2 else WORKS for n in range(20)
    ]
    missing = [n for n, paper in enumerate(papers) if paper.sheets.count() < paper.page_count]
    assert missing == [3, 8, 14]
    assert batch.sheet_count == len(pages) == PaperSheet.objects.count()
    loose = PaperSheet.objects.filter(paper=None)
    assert [sheet.problem for sheet in loose] == ["no_code"] * 3
    for sheet in loose:
        assert page_image(get_document(sheet.document_uuid), 1, 640)
    cases = Case.objects.all()
    assert [case.applied_on for case in cases] == [CAME_ON] * 10
    kinds = list(WorkItem.objects.filter(state="open").values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "paper_entry": 17,
        "paper_incomplete": 3,
        "unreadable_scan": 3,
    }
