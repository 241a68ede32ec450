"""What staff see of a file that nobody may open: a sentence and an item, never its bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from django.test import Client
from pytest_django import Settings

from amt.capabilities.cases import infected_papers
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, doubles, open_house
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents.events import DocumentInfected
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.identity.models import Account
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.models import AuditEntry

__all__ = ["doubles", "open_house"]

pytestmark = pytest.mark.django_db

SENTENCES = {
    ScanState.PENDING: "wird gerade auf Schadsoftware geprüft",
    ScanState.FAILED: "weil die Prüfung gerade nicht möglich ist",
    ScanState.INFECTED: "In dieser Datei war Schadsoftware",
    ScanState.TOO_LARGE: "zu groß für die Prüfung auf Schadsoftware",
}
MARKS = {
    ScanState.PENDING: "wird auf Schadsoftware geprüft",
    ScanState.FAILED: "noch nicht auf Schadsoftware geprüft",
    ScanState.INFECTED: "Schadsoftware, Datei gelöscht",
    ScanState.TOO_LARGE: "zu groß für die Prüfung",
}


@pytest.fixture
def paper(
    open_house: Callable[..., Case], tmp_path: Path, settings: Settings
) -> tuple[Case, Document]:
    """A case with a paper."""
    settings.MEDIA_ROOT = str(tmp_path)
    case = open_house()
    return case, documents.list_documents("case", case.uuid)[0]


@pytest.mark.parametrize("state", SENTENCES)
def test_a_file_is_shown_and_handed_down_only_when_it_is_clean(
    paper: tuple[Case, Document],
    client_for: Callable[..., Client],
    caseworker: Account,
    state: ScanState,
) -> None:
    case, document = paper
    Document.objects.filter(pk=document.pk).update(scan_state=state)
    client = client_for(caseworker)
    here = f"/arbeitsplatz/fall/{case.uuid}/dokument/{document.uuid}/"

    page = client.get(f"{here}seiten/")
    file = client.get(here)

    assert SENTENCES[state] in page.content.decode()
    assert "Datei herunterladen" not in page.content.decode()
    assert client.get(f"{here}bild/1/").status_code == 404
    # Of a file that is deleted there is nothing any more, of others it is said why.
    assert file.status_code == (404 if state == ScanState.INFECTED else 409)
    assert (SENTENCES[state] in file.content.decode()) == (file.status_code == 409)


@pytest.mark.parametrize("state", MARKS)
def test_the_list_of_a_case_says_which_file_is_closed(
    paper: tuple[Case, Document],
    client_for: Callable[..., Client],
    caseworker: Account,
    state: ScanState,
) -> None:
    case, document = paper
    client, here = client_for(caseworker), f"/arbeitsplatz/fall/{case.uuid}/"
    assert MARKS[state] not in client.get(here).content.decode()

    Document.objects.filter(pk=document.pk).update(scan_state=state)

    assert MARKS[state] in client.get(here).content.decode()


def test_the_original_of_a_paper_is_handed_down_to_the_unit_alone(
    paper: tuple[Case, Document],
    client_for: Callable[..., Client],
    caseworker: Account,
    other_caseworker: Account,
) -> None:
    case, document = paper
    here = f"/arbeitsplatz/fall/{case.uuid}/dokument/{document.uuid}/"
    client = client_for(caseworker)
    assert "fassung=original" not in client.get(f"{here}seiten/").content.decode()
    Document.objects.filter(pk=document.pk).update(original_sha256=document.sha256)

    assert "fassung=original" in client.get(f"{here}seiten/").content.decode()
    answer = client.get(f"{here}?fassung=original")

    assert b"".join(cast("Any", answer).streaming_content)
    assert AuditEntry.objects.filter(action="documents.original_opened").count() == 1
    assert client_for(other_caseworker).get(f"{here}?fassung=original").status_code == 404


def test_the_item_says_what_to_do(
    paper: tuple[Case, Document],
    client_for: Callable[..., Client],
    caseworker: Account,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    case, document = paper
    Document.objects.filter(pk=document.pk).update(scan_state=ScanState.INFECTED)
    infected_papers.on_document_infected(
        DocumentInfected(document.uuid, "case", str(case.uuid), "plans", AT)
    )
    item = WorkItem.objects.get(kind=infected_papers.INFECTED_PAPER)
    url = f"/arbeitsplatz/aufgabe/{item.uuid}/"

    page = client_for(caseworker).get(url).content.decode()

    assert "Datei mit Schadsoftware gelöscht" in page
    assert "noch einmal zu schicken" in page
    assert case.reference in page
    assert client_for(other_caseworker).get(url).status_code == 404
    assert client_for(stranger).get(url).status_code == 404
