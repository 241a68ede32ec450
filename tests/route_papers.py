"""A form on paper with a sheet that nobody could read, for the walk over all routes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from amt.capabilities.applications.paper_models import PaperApplication, PaperSheet
from amt.capabilities.applications.services import paper_printing
from amt.capabilities.applications.testing.paper import only_pages, taken
from amt.capabilities.cases.testing.fixtures import WORKS
from amt.capabilities.documents.testing.papers import pdf_of
from amt.kernel import clock


def came_on_paper() -> dict[str, dict[str, Any]]:
    """Take in the first page of a form and a page without code; return the routes' arguments."""
    printed = paper_printing.print_blank(procedure_key=WORKS, language="de", at=clock.now())
    stack = BytesIO()
    first, blank = BytesIO(only_pages(printed, 1)), BytesIO(pdf_of("Kein Code"))
    with pikepdf.open(first) as pages, pikepdf.open(blank) as other:
        pages.pages.extend(other.pages)
        pages.save(stack)
    batch = taken(stack.getvalue())
    paper = {"paper_uuid": PaperApplication.objects.get().uuid}
    sheet = {"sheet_uuid": PaperSheet.objects.get(paper=None).uuid}
    return {
        "portal:paper_form": {"key": WORKS},
        "desk:scan": {"batch_uuid": batch.uuid},
        "desk:paper": paper,
        "desk:paper_check": paper,
        "desk:paper_step": {**paper, "step_key": "hives"},
        "desk:paper_sheet": sheet,
        "desk:paper_image": sheet,
        "desk:print_form": {"case_uuid": PaperApplication.objects.get().case_uuid},
    }
