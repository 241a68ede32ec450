"""Files on the page of a form: several at once, their scan, removed and brought back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from amt.capabilities.applications import infected_files
from amt.capabilities.applications import services as applications
from amt.capabilities.applications.models import Draft
from amt.capabilities.documents import jobs, queries, services
from amt.capabilities.documents import scanner as scanners
from amt.capabilities.documents.events import DocumentInfected
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.documents.testing import photos
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.documents.testing.scanner import INFECTED_PDF, Scanner, scanner
from amt.capabilities.identity.models import Account
from amt.front.portal.tests.conftest import AT, acting, refused_count
from amt.kernel.testing.told import tell

__all__ = ["scanner"]


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> None:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path / "store")


def url_of(draft: Draft) -> str:
    return f"/antrag/{draft.uuid}/neighbours/"


def pdf(name: str, words: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_of(words or name), "application/pdf")


def send(client: Client, draft: Draft, *files: Any, action: str = "datei:proof") -> Any:
    return client.post(url_of(draft), {"aktion": action, "proof": list(files)}, follow=True)


def page_of(client: Client, draft: Draft) -> str:
    return str(client.get(url_of(draft)).content.decode())


def held(draft: Draft) -> list[str]:
    draft.refresh_from_db()
    return list(draft.answers.get("proof", []))


def names(page: str) -> list[str]:
    return re.findall(r'amt-files__name">([^<]+)<', page)


def button(page: str, start: str) -> str:
    found = re.search(rf'value="({start}:[^"]+)"', page)
    assert found
    return found[1]


def test_several_files_answer_one_question(home: Client, draft: Draft) -> None:
    page = send(home, draft, pdf("Lohn 9.pdf"), pdf("Lohn 10.pdf")).content.decode()

    assert names(page) == ["Lohn 9.pdf", "Lohn 10.pdf"]
    assert len(held(draft)) == 2
    assert "multiple" in page
    assert "Bis zu 5 Dateien mit je höchstens 10 MB: PDF, JPG, PNG oder HEIC." in page


def test_a_phone_is_offered_its_camera(home: Client, draft: Draft) -> None:
    page = page_of(home, draft)

    assert 'capture="environment"' in page
    assert 'accept="image/*"' in page
    assert 'for="proof-kamera"' in page
    assert 'id="proof-kamera"' in page


def test_a_photo_of_a_phone_is_taken(home: Client, draft: Draft) -> None:
    photo = SimpleUploadedFile("IMG_0042.HEIC", photos.HEIC, "image/heic")

    page = send(home, draft, photo).content.decode()

    assert names(page) == ["IMG_0042.heic"]
    assert "Foto," in page


def test_of_several_files_the_good_ones_stay_and_the_bad_ones_are_named(
    home: Client, draft: Draft
) -> None:
    program = SimpleUploadedFile("Spiel.pdf", b"MZ" * 100, "application/pdf")

    page = send(home, draft, pdf("Lohn.pdf"), program).content.decode()

    assert names(page) == ["Lohn.pdf"]
    assert "Spiel.pdf: Diese Datei können wir nicht annehmen." in page


def test_more_files_than_the_question_takes_are_refused(home: Client, draft: Draft) -> None:
    page = send(home, draft, *[pdf(f"{number}.pdf") for number in range(7)]).content.decode()

    assert len(held(draft)) == 5
    assert "5.pdf: Hier sind höchstens 5 Dateien möglich." in page
    assert "Hier sind so viele Dateien, wie möglich sind." in page


def test_a_removed_file_comes_back(home: Client, draft: Draft) -> None:
    page = send(home, draft, pdf("Lohn.pdf")).content.decode()
    (uuid,) = held(draft)

    page = send(home, draft, action=button(page, "datei-weg")).content.decode()
    assert held(draft) == []
    assert "Lohn.pdf ist entfernt. Bis 13:15 Uhr können Sie die Datei zurückholen." in page

    page = send(home, draft, action=button(page, "datei-zurueck")).content.decode()
    assert held(draft) == [uuid]
    assert names(page) == ["Lohn.pdf"]
    assert "ist entfernt" not in page


def test_after_its_minutes_a_removed_file_is_gone(home: Client, draft: Draft, clock: Any) -> None:
    page = send(home, draft, pdf("Lohn.pdf")).content.decode()
    page = send(home, draft, action=button(page, "datei-weg")).content.decode()
    undo = button(page, "datei-zurueck")

    clock.set(AT + timedelta(minutes=services.MINUTES_KEPT))
    answer = send(home, draft, action=undo)

    assert "Diese Datei ist gelöscht. Laden Sie sie noch einmal hoch." in answer.content.decode()
    assert held(draft) == []
    assert "datei-zurueck" not in page_of(home, draft)


def test_a_removed_file_does_not_come_back_into_a_question_that_is_full(
    home: Client, draft: Draft
) -> None:
    page = send(home, draft, pdf("Lohn.pdf")).content.decode()
    page = send(home, draft, action=button(page, "datei-weg")).content.decode()
    undo = button(page, "datei-zurueck")
    send(home, draft, *[pdf(f"{number}.pdf") for number in range(5)])

    answer = send(home, draft, action=undo).content.decode()

    assert "Hier sind höchstens 5 Dateien möglich." in answer
    assert len(held(draft)) == 5


@pytest.mark.parametrize("deed", ["datei-weg", "datei-zurueck"])
def test_a_stranger_neither_removes_nor_brings_back(
    home: Client,
    draft: Draft,
    client_for: Callable[..., Client],
    stranger: Account,
    other_caseworker: Account,
    deed: str,
) -> None:
    page = send(home, draft, pdf("Lohn.pdf")).content.decode()
    before = held(draft)
    action = button(page, "datei-weg").replace("datei-weg", deed)

    for account in (stranger, other_caseworker):
        assert send(client_for(account), draft, action=action).status_code == 404
    assert held(draft) == before
    assert refused_count() >= 2


@pytest.mark.parametrize(
    "action", ["datei-weg:proof:x", "datei-zurueck:proof:", "datei-zurueck:nothing:x"]
)
def test_a_button_that_names_no_document_is_not_found(
    home: Client, draft: Draft, action: str
) -> None:
    assert send(home, draft, action=action).status_code == 404


def test_the_page_says_how_far_the_scan_is(home: Client, draft: Draft, settings: Settings) -> None:
    tell(settings, clamd="127.0.0.1:9")
    page = send(home, draft, pdf("Lohn.pdf")).content.decode()

    assert "Wird auf Schadsoftware geprüft. Sie können weitermachen." in page
    Document.objects.update(scan_state=ScanState.FAILED)
    assert "Die Prüfung auf Schadsoftware ist gerade nicht möglich." in page_of(home, draft)
    Document.objects.update(scan_state=ScanState.CLEAN)
    assert "Auf Schadsoftware geprüft." in page_of(home, draft)
    Document.objects.update(scan_state=ScanState.TOO_LARGE)
    assert "Diese Datei ist zu groß für die Prüfung auf Schadsoftware." in page_of(home, draft)


@pytest.mark.slow
def test_a_file_with_a_virus_leaves_the_answers_and_the_page_says_why(
    home: Client, draft: Draft, scanner: Scanner
) -> None:
    send(
        home,
        draft,
        SimpleUploadedFile("Lohn.pdf", INFECTED_PDF, "application/pdf"),
        pdf("Miete.pdf"),
    )
    infected = Document.objects.get(file_name="Lohn.pdf")

    jobs.check(document_uuid=str(infected.uuid))
    infected_files.on_document_infected(
        DocumentInfected(infected.uuid, "draft", str(draft.uuid), "proof", AT)
    )

    page = page_of(home, draft)
    assert str(infected.uuid) not in held(draft)
    assert names(page) == ["Miete.pdf"]
    assert "In dieser Datei war Schadsoftware. Wir haben sie gelöscht." in page
    hide = f"datei-weg:proof:{infected.uuid}"
    assert "Schadsoftware. Wir haben" not in send(home, draft, action=hide).content.decode()
    assert not Document.objects.filter(pk=infected.pk).exists()


@pytest.mark.slow
def test_a_scanner_that_is_down_does_not_stop_an_application(
    filled_draft: Draft, scanner: Scanner, citizen: Account
) -> None:
    scanner.go_down()
    uuid = applications.add_file(
        draft_uuid=filled_draft.uuid,
        path="proof",
        content=pdf_of("Lohn"),
        file_name="Lohn.pdf",
        media_type="",
        actor=acting(citizen),
        at=AT,
    )
    document = Document.objects.get(uuid=uuid)
    with pytest.raises(scanners.ScannerDown):
        jobs.check(document_uuid=str(document.uuid))

    applications.submit_application(
        draft_uuid=filled_draft.uuid, consent_electronic=True, actor=acting(citizen), at=AT
    )

    assert {one.owner_kind for one in queries.owners_of(document.uuid)} == {"draft", "case"}
