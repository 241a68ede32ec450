"""Nobody opens a file before it was scanned; one with a virus is gone for everybody."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from amt.capabilities.documents import jobs, queries, services
from amt.capabilities.documents import scanner as scanners
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.documents.testing.scanner import INFECTED_PDF, LARGEST, Scanner, scanner
from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.models import AuditEntry
from amt.kernel.testing.told import tell

__all__ = ["scanner"]

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
SOMEBODY = Actor(ActorKind.CODE, subject="draft:1")


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path / "store")
    return tmp_path / "store"


def store(content: bytes, **changes: Any) -> Document:
    """Store a file of somebody's draft."""
    told: dict[str, Any] = {"owner_kind": "draft", "owner_uuid": uuid4(), "actor": SOMEBODY}
    return services.store_document(
        content=content,
        media_type="",
        file_name="Nachweis.pdf",
        kind="upload",
        at=AT,
        label="proof",
        **{**told, **changes},
    )


def check(document: Document) -> Document:
    """Run the job of a document and read it anew."""
    jobs.check(document_uuid=str(document.uuid))
    document.refresh_from_db()
    return document


def refused(document: Document) -> set[str]:
    """Return why each of the ways to the content is closed."""
    codes = set()
    for open_it in (
        queries.open_document,
        queries.stream_document,
        queries.page_count,
        lambda one: queries.page_image(one, 1, 640),
        lambda one: queries.page_text(one, 1),
    ):
        with pytest.raises((queries.NotReadable, queries.NoPageImage)) as refusal:
            open_it(document)
        codes.add(refusal.value.code)
    return codes


def test_a_file_is_opened_by_nobody_before_it_was_scanned(scanner: Scanner) -> None:
    document = store(pdf_of("Lohn"))

    assert document.scan_state == ScanState.PENDING
    assert refused(document) == {"not_scanned_yet"}

    check(document)

    assert document.scan_state == ScanState.CLEAN
    assert queries.open_document(document) == pdf_of("Lohn")
    assert queries.page_text(document, 1) == "Lohn"


def test_a_virus_takes_the_content_away_and_is_noted(
    scanner: Scanner, store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    owner = uuid4()
    document = store(INFECTED_PDF, owner_uuid=owner)
    same = store(INFECTED_PDF)

    with django_capture_on_commit_callbacks(execute=True):
        check(document)
    same.refresh_from_db()

    assert (document.scan_state, same.scan_state) == (ScanState.INFECTED, ScanState.INFECTED)
    assert "EICAR" in document.scan_found
    assert refused(document) == refused(same) == {"virus_found"}
    assert [path for path in store_folder.rglob("*") if path.is_file()] == []
    assert queries.list_documents("draft", owner) == []
    (gone,) = queries.list_handed_in("draft", owner, at=AT)
    assert gone.document == document
    assert AuditEntry.objects.filter(action="documents.virus_found").count() == 2


def test_the_owners_of_an_infected_file_are_told(scanner: Scanner) -> None:
    owner = uuid4()
    document = store(INFECTED_PDF, owner_uuid=owner)

    check(document)

    told = [one.args for one in ProcrastinateJob.objects.filter(task_name="kernel.handle_event")]
    events = [args["payload"] for args in told if args["event"] == "documents.DocumentInfected"]
    assert {(one["owner_kind"], one["owner_id"], one["label"]) for one in events} == {
        ("draft", str(owner), "proof")
    }


def test_a_scanner_that_is_down_is_said_and_asked_again(scanner: Scanner) -> None:
    scanner.go_down()
    document = store(pdf_of("Lohn"))

    with pytest.raises(scanners.ScannerDown):
        check(document)
    document.refresh_from_db()

    assert document.scan_state == ScanState.FAILED
    assert document.scan_at is not None
    assert refused(document) == {"scanner_down"}
    assert services.scan_again(at=document.scan_at + timedelta(minutes=4)) == 0
    assert services.scan_again(at=document.scan_at + timedelta(minutes=5)) == 1
    scanner.come_back()
    assert check(document).scan_state == ScanState.CLEAN


def test_a_file_whose_job_was_lost_is_scanned_all_the_same(scanner: Scanner) -> None:
    store(pdf_of("Lohn"))

    assert services.scan_again(at=AT + timedelta(minutes=5)) == 1


@pytest.mark.parametrize("address", ["127.0.0.1:9", "/nowhere/clamd.sock"])
def test_nobody_at_the_address_leaves_the_file_closed(settings: Settings, address: str) -> None:
    tell(settings, clamd=address)
    document = store(pdf_of("Lohn"))

    with pytest.raises(scanners.ScannerDown):
        check(document)

    assert not scanners.is_there()
    document.refresh_from_db()
    assert refused(document) == {"scanner_down"}


def test_a_file_too_large_for_the_scanner_stays_closed_and_says_so(scanner: Scanner) -> None:
    document = check(store(pdf_of("Lohn") + b"%" * LARGEST))

    assert document.scan_state == ScanState.TOO_LARGE
    assert refused(document) == {"too_large_to_scan"}
    # Asking again helps only when somebody raises the limit: once a day is enough.
    jobs_before = ProcrastinateJob.objects.count()
    assert document.scan_at is not None
    assert services.scan_again(at=document.scan_at + timedelta(hours=1)) == 0
    assert services.scan_again(at=document.scan_at + timedelta(days=1)) == 1
    assert ProcrastinateJob.objects.count() == jobs_before + 1


def test_the_office_s_own_letters_are_not_scanned(scanner: Scanner) -> None:
    letter = store(pdf_of("Bescheid"), owner_kind="act", actor=SYSTEM)
    by_stranger = store(pdf_of("Bescheid"), owner_kind="act")
    scan = store(pdf_of("Brief"), owner_kind="scan", actor=SYSTEM)

    assert letter.scan_state == ScanState.OWN
    assert by_stranger.scan_state == scan.scan_state == ScanState.PENDING


def test_without_a_scanner_files_are_marked_as_not_scanned() -> None:
    document = store(pdf_of("Lohn"))

    assert document.scan_state == ScanState.UNSCANNED
    assert queries.open_document(document) == pdf_of("Lohn")


def test_production_does_not_believe_the_stand_in(scanner: Scanner, settings: Settings) -> None:
    tell(settings, profile="production")

    with pytest.raises(scanners.ScannerDown, match="stand_in"):
        scanners.scan([b"anything"])


def test_a_virus_across_two_pieces_is_found(scanner: Scanner) -> None:
    half = len(INFECTED_PDF) // 2

    assert not scanners.scan([INFECTED_PDF[:half], INFECTED_PDF[half:]]).is_clean
    assert scanners.scan([b"harmless", b"", b"too"]).is_clean


def test_a_file_that_was_taken_away_meanwhile_is_no_error(scanner: Scanner) -> None:
    jobs.check(document_uuid=str(uuid4()))


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR",
        b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND",
        b"stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND",
    ],
)
def test_a_file_above_a_limit_has_no_virus_and_is_not_clean(answer: bytes) -> None:
    with pytest.raises(scanners.TooLargeToScan):
        scanners._finding(answer)


@pytest.mark.parametrize(
    "answer", [b"", b"stream: broken\0", b"UNKNOWN COMMAND\0", b"OK\0x", b"\xff\xfe\0"]
)
def test_an_answer_that_is_none_leaves_the_file_closed(answer: bytes, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        tell(settings, clamd=f"127.0.0.1:{server.getsockname()[1]}")
        with socket.create_connection(server.getsockname()) as one:
            line = server.accept()[0]
            line.sendall(answer)
            line.close()
            with pytest.raises(scanners.ScannerDown):
                scanners._finding(scanners._answer(one))
