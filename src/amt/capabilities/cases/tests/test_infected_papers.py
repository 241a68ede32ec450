"""A paper of a case that had a virus becomes an item of the unit, and cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from amt.capabilities.cases import infected_papers
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, doubles, open_house
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents.events import DocumentInfected
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.worklist.models import WorkItem

__all__ = ["doubles", "open_house"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(
    open_house: Callable[..., Case], tmp_path: Path, settings: Settings
) -> tuple[Case, Document]:
    """A case with a paper."""
    settings.MEDIA_ROOT = str(tmp_path)
    case = open_house()
    return case, documents.list_documents("case", case.uuid)[0]


def find_virus(case: Case, document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(scan_state=ScanState.INFECTED)
    infected_papers.on_document_infected(
        DocumentInfected(document.uuid, "case", str(case.uuid), "plans", AT)
    )


def test_the_unit_hears_of_it_once(paper: tuple[Case, Document]) -> None:
    case, document = paper

    find_virus(case, document)
    find_virus(case, document)

    item = WorkItem.objects.get(kind=infected_papers.INFECTED_PAPER)
    assert (item.unit_id, item.reference) == (case.unit_id, case.reference)
    assert item.closed_by_hand
    assert document not in documents.list_documents("case", case.uuid)


def test_files_of_others_are_none_of_its_business(paper: tuple[Case, Document]) -> None:
    infected_papers.on_document_infected(
        DocumentInfected(paper[1].uuid, "draft", "not a case", "proof", AT)
    )

    assert not WorkItem.objects.filter(kind=infected_papers.INFECTED_PAPER).exists()
