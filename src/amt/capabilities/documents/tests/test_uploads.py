"""Large files arrive in parts, survive broken lines and end as documents."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from amt.capabilities.documents import files, queries, services
from amt.capabilities.documents.models import Document, Ownership, PartialUpload
from amt.capabilities.documents.services import uploads
from amt.kernel.actors import ANONYMOUS, Actor, ActorKind
from amt.kernel.errors import NotVisible, Refusal

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
NEXT_DAY = AT + timedelta(days=1, minutes=1)
PAPER = b"%PDF-1.7\n" + bytes(range(256)) * 40
DRAFT = uuid4()
BUILDER = Actor(kind=ActorKind.RESIDENT, account_id=1)
STRANGER = Actor(kind=ActorKind.RESIDENT, account_id=2)
NEIGHBOUR = Actor(kind=ActorKind.CODE, subject=f"party:{uuid4()}")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def begin(actor: Actor = BUILDER, **changes: Any) -> PartialUpload:
    """Begin to upload the paper."""
    values: dict[str, Any] = {
        "owner_kind": "draft",
        "owner_uuid": DRAFT,
        "label": "papers.plan",
        "size": len(PAPER),
        "file_name": "Lageplan.pdf",
        "media_type": "application/pdf",
        "actor": actor,
        "at": AT,
    }
    return services.begin_upload(**{**values, **changes})


def send(
    upload: PartialUpload, offset: int, chunk: bytes, actor: Actor = BUILDER, at: datetime = AT
) -> PartialUpload:
    """Send a chunk."""
    return services.append_chunk(
        upload_uuid=upload.uuid, offset=offset, content=BytesIO(chunk), actor=actor, at=at
    )


def finish(upload: PartialUpload, actor: Actor = BUILDER) -> Document:
    """Make a document of what arrived."""
    return services.finish_upload(upload_uuid=upload.uuid, actor=actor, at=AT)


def stored_files(folder: Path) -> list[Path]:
    """List the files of the store."""
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("actor", [BUILDER, NEIGHBOUR])
def test_a_file_that_arrived_in_parts_is_a_document_of_its_owner(
    actor: Actor, store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = begin(actor)

    assert send(upload, 0, PAPER[:5000], actor).received == 5000
    assert send(upload, 5000, PAPER[5000:], actor).is_complete
    with django_capture_on_commit_callbacks(execute=True):
        document = finish(upload, actor)

    assert queries.open_document(document) == PAPER
    assert document.file_name == "Lageplan.pdf"
    assert document.size == len(PAPER)
    assert queries.list_documents("draft", DRAFT, labels=["papers.plan"]) == [document]
    assert len(stored_files(store_folder)) == 1
    assert queries.uploads_begun(actor, "draft", DRAFT, at=AT) == []


def test_who_asks_again_after_the_end_hears_the_same() -> None:
    upload = begin()
    send(upload, 0, PAPER)

    first, again = finish(upload), finish(upload)

    assert first == again
    assert queries.get_upload(BUILDER, upload.uuid, at=AT).received == len(PAPER)
    assert Ownership.objects.count() == 1


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chunks=st.lists(st.integers(min_value=0, max_value=6000), max_size=12))
def test_chunks_of_any_size_make_the_same_file(chunks: list[int]) -> None:
    upload = begin(owner_uuid=uuid4())
    received = 0

    for size in [*chunks, len(PAPER)]:
        received = send(upload, received, PAPER[received : received + size]).received

    assert queries.open_document(finish(upload)) == PAPER


class BrokenLine:
    """A line that breaks after some bytes."""

    def __init__(self, content: bytes) -> None:
        self._content = BytesIO(content)

    def read(self, size: int, /) -> bytes:
        """Return what is there, then break."""
        piece = self._content.read(size)
        if not piece:
            raise OSError
        return piece


def test_what_arrived_before_the_line_broke_is_kept() -> None:
    upload = begin()

    upload = services.append_chunk(
        upload_uuid=upload.uuid, offset=0, content=BrokenLine(PAPER[:3000]), actor=BUILDER, at=AT
    )

    assert upload.received == 3000
    send(upload, 3000, PAPER[3000:])
    assert queries.open_document(finish(upload)) == PAPER


@pytest.mark.parametrize("offset", [0, 99, 101, 10**9])
def test_a_chunk_that_does_not_go_on_is_refused_with_the_place_to_go_on(offset: int) -> None:
    upload = begin()
    send(upload, 0, PAPER[:100])

    with pytest.raises(services.WrongOffset) as refusal:
        send(upload, offset, PAPER[100:200])

    assert refusal.value.received == 100


def test_more_than_was_announced_is_not_taken() -> None:
    upload = begin(size=1000)

    assert send(upload, 0, PAPER).received == 1000
    assert queries.open_document(finish(upload)) == PAPER[:1000]


def test_a_part_left_by_a_crash_is_overwritten() -> None:
    upload = begin()
    files.write_part(upload.uuid, 0, b"something that was never counted")

    send(upload, 0, PAPER)

    assert queries.open_document(finish(upload)) == PAPER


def test_an_unfinished_file_is_no_document() -> None:
    upload = begin()
    send(upload, 0, PAPER[:100])

    with pytest.raises(services.UploadNotComplete):
        finish(upload)

    assert queries.uploads_begun(BUILDER, "draft", DRAFT, at=AT) == [upload]


@pytest.mark.parametrize(
    ("size", "code"), [(0, "empty_file"), (-1, "empty_file"), (101, "file_too_large")]
)
def test_an_announced_size_that_is_not_allowed_is_refused(size: int, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        begin(size=size, largest_size=100)

    assert refusal.value.code == code


def test_another_type_is_refused_with_the_first_bytes(
    store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = begin()

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(services.FileTypeRefused),
    ):
        send(upload, 0, b"MZ\x90\x00 a program")

    assert not PartialUpload.objects.exists()
    assert not stored_files(store_folder)


def test_another_type_in_tiny_parts_is_refused_at_the_end() -> None:
    upload = begin(size=10)
    for offset in range(10):
        send(upload, offset, b"M")

    with pytest.raises(services.FileTypeRefused):
        finish(upload)

    assert not PartialUpload.objects.exists()


@pytest.mark.parametrize("actor", [STRANGER, NEIGHBOUR, ANONYMOUS])
def test_nobody_else_reaches_an_upload(actor: Actor) -> None:
    upload = begin()
    send(upload, 0, PAPER)

    with pytest.raises(NotVisible):
        send(upload, len(PAPER), b"x", actor)
    with pytest.raises(NotVisible):
        finish(upload, actor)
    with pytest.raises(NotVisible):
        services.cancel_upload(upload_uuid=upload.uuid, actor=actor, at=AT)
    with pytest.raises(NotVisible):
        queries.get_upload(actor, upload.uuid, at=AT)


def test_nobody_begins_without_being_known() -> None:
    with pytest.raises(NotVisible):
        begin(ANONYMOUS)


def test_a_cancelled_upload_leaves_nothing(
    store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = begin()
    send(upload, 0, PAPER[:100])

    with django_capture_on_commit_callbacks(execute=True):
        services.cancel_upload(upload_uuid=upload.uuid, actor=BUILDER, at=AT)

    assert not stored_files(store_folder)
    with pytest.raises(NotVisible):
        send(upload, 100, PAPER[100:])


def test_after_a_day_what_was_left_is_deleted_and_documents_stay(
    store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    left, done = begin(), begin(owner_uuid=uuid4())
    send(left, 0, PAPER[:100])
    send(done, 0, PAPER)
    document = finish(done)

    with pytest.raises(NotVisible):
        send(left, 100, PAPER[100:], at=NEXT_DAY)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.delete_expired_uploads(at=NEXT_DAY) == 2

    assert not PartialUpload.objects.exists()
    assert queries.open_document(document) == PAPER
    assert len(stored_files(store_folder)) == 1


def test_nobody_fills_the_store_with_beginnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_OPEN", 2)
    begin()
    begin()

    with pytest.raises(services.TooManyUploads):
        begin()
    begin(STRANGER)


class Endless:
    """A source of a PDF of any size that is never in memory."""

    def __init__(self) -> None:
        self._begun = False

    def read(self, size: int, /) -> bytes:
        """Return as much as is asked."""
        start, self._begun = (b"" if self._begun else b"%PDF-1.7\n"), True
        return (start + b"x" * size)[:size]


@pytest.mark.slow
def test_a_hundred_megabytes_need_the_memory_of_one_part() -> None:
    size = 100 * 1024 * 1024
    upload = begin(size=size, largest_size=size)
    tracemalloc.start()

    upload = services.append_chunk(
        upload_uuid=upload.uuid, offset=0, content=Endless(), actor=BUILDER, at=AT
    )
    document = finish(upload)
    total = sum(len(piece) for piece in queries.stream_document(document))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert document.size == total == size
    assert peak < 5 * uploads.PART_BYTES
