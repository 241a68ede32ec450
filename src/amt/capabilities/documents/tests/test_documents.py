"""Storing, sharing and removing documents."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from pytest_django import Settings

from amt.capabilities.documents import file_types, files, queries, services
from amt.capabilities.documents.models import Document
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import Refusal

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n rest"
JPEG = b"\xff\xd8\xff\xe0 rest"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def store(**changes: Any) -> Document:
    """Store a PDF for a draft."""
    values: dict[str, Any] = {
        "content": PDF,
        "media_type": "application/pdf",
        "file_name": "Mietvertrag.pdf",
        "kind": "upload",
        "owner_kind": "draft",
        "owner_uuid": uuid4(),
        "actor": SYSTEM,
        "at": AT,
    }
    return services.store_document(**{**values, **changes})


def stored_files(folder: Path) -> list[Path]:
    """List the files of the store."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_document_is_read_back_as_it_was_stored(store_folder: Path) -> None:
    owner = uuid4()

    document = store(owner_uuid=owner)

    assert queries.open_document(document) == PDF
    assert queries.list_documents("draft", owner) == [document]
    assert queries.is_owned_by(document.uuid, "draft", owner)
    assert not queries.is_owned_by(document.uuid, "draft", uuid4())
    assert (document.size, document.media_type) == (len(PDF), file_types.PDF)


def test_the_same_content_is_kept_once_and_the_same_upload_is_one_document(
    store_folder: Path,
) -> None:
    owner = uuid4()

    first, again, elsewhere = store(owner_uuid=owner), store(owner_uuid=owner), store()

    assert first == again
    assert first != elsewhere
    assert len(stored_files(store_folder)) == 1


@pytest.mark.parametrize(
    ("content", "said", "found"),
    [
        (PDF, "application/pdf", file_types.PDF),
        (PNG, "image/png", file_types.PNG),
        (JPEG, "", file_types.JPEG),
        (JPEG, "application/octet-stream", file_types.JPEG),
    ],
)
def test_the_type_of_a_file_is_found_in_its_bytes(content: bytes, said: str, found: str) -> None:
    assert store(content=content, media_type=said).media_type == found


@pytest.mark.parametrize(
    ("content", "said", "code"),
    [
        (b"", "application/pdf", "empty_file"),
        (PDF + b"x" * 100, "application/pdf", "file_too_large"),
        (b"<html><script>", "application/pdf", "file_type_refused"),
        (b"GIF89a" + PDF, "application/pdf", "file_type_refused"),
        (PNG, "application/pdf", "file_type_refused"),
        (b"MZ\x90\x00", "", "file_type_refused"),
    ],
)
def test_what_is_empty_too_large_or_a_lie_is_refused(
    store_folder: Path, content: bytes, said: str, code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        store(content=content, media_type=said, largest_size=100)

    assert refusal.value.code == code
    assert str(refusal.value.message)
    assert not stored_files(store_folder)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Mietvertrag.pdf", "Mietvertrag.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Müller & Söhne.PDF", "Müller & Söhne.pdf"),
        ("bild.php.jpg", "bild.php.pdf"),
        ("a\u202egnp.exe", "agnp.pdf"),
        ("\x00\r\n", "Dokument.pdf"),
        ("", "Dokument.pdf"),
        ("x" * 500, "x" * 120 + ".pdf"),
    ],
)
def test_a_file_name_is_for_display_only(store_folder: Path, given: str, shown: str) -> None:
    document = store(file_name=given)

    assert document.file_name == shown
    (file,) = stored_files(store_folder)
    assert file.name == document.sha256


def test_a_document_stays_as_long_as_somebody_owns_it(
    store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    draft, case = uuid4(), uuid4()
    document = store(owner_uuid=draft)
    services.attach_document(
        document_uuid=document.uuid, owner_kind="case", owner_uuid=case, actor=SYSTEM, at=AT
    )

    with django_capture_on_commit_callbacks(execute=True):
        services.detach_document(
            document_uuid=document.uuid, owner_kind="draft", owner_uuid=draft, actor=SYSTEM, at=AT
        )
    assert queries.list_documents("case", case) == [document]
    assert queries.open_document(document) == PDF

    with django_capture_on_commit_callbacks(execute=True):
        services.detach_document(
            document_uuid=document.uuid, owner_kind="case", owner_uuid=case, actor=SYSTEM, at=AT
        )
    assert not Document.objects.exists()
    assert not stored_files(store_folder)


def test_shared_content_stays_when_one_of_its_documents_goes(
    store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    owner, other = uuid4(), uuid4()
    gone, kept = store(owner_uuid=owner), store(owner_uuid=other)

    with django_capture_on_commit_callbacks(execute=True):
        services.detach_document(
            document_uuid=gone.uuid, owner_kind="draft", owner_uuid=owner, actor=SYSTEM, at=AT
        )

    assert queries.open_document(kept) == PDF


def test_a_file_cut_short_by_a_crash_is_written_anew(store_folder: Path) -> None:
    document = store()
    (file,) = stored_files(store_folder)
    file.write_bytes(PDF[:4])

    with pytest.raises(files.FileDamaged):
        queries.open_document(document)
    store()

    assert queries.open_document(document) == PDF


def test_a_missing_file_is_said(store_folder: Path) -> None:
    document = store()
    storages["default"].delete(f"documents/{document.sha256[:2]}/{document.sha256}")

    with pytest.raises(files.FileDamaged):
        queries.open_document(document)
