"""Images are kept upright, in a format everybody can read, and without what a camera noted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from pytest_django import Settings

from amt.capabilities.documents import file_types, queries, services
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.testing import photos
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind

# Each image is read by a process of its own.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SOMEBODY = Actor(ActorKind.CODE, subject="draft:1")
OWNER = uuid4()


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def store(content: bytes, media_type: str = "", file_name: str = "Foto") -> Document:
    """Store a file of somebody's draft."""
    return services.store_document(
        content=content,
        media_type=media_type,
        file_name=file_name,
        kind="upload",
        owner_kind="draft",
        owner_uuid=OWNER,
        actor=SOMEBODY,
        at=clock.now(),
    )


def prepared(document: Document) -> Document:
    """Prepare a document and read it anew."""
    return services.prepare_document(document_uuid=document.uuid, at=clock.now())


def opened(content: bytes) -> Image.Image:
    """Open an image."""
    return Image.open(BytesIO(content))


def is_red(image: Image.Image, at: tuple[int, int]) -> bool:
    red, _green, blue = image.convert("RGB").getpixel(at)  # type: ignore[misc]
    return bool(red > 150 and blue < 90)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_turned_and_loses_place_and_device(kind: str) -> None:
    document = prepared(store(photos.photo(kind)))

    content = queries.open_document(document)
    image = opened(content)
    assert image.size == (64, 96)
    assert is_red(image, (32, 5))
    assert not is_red(image, (32, 90))
    assert len(image.getexif()) == 0
    assert photos.DEVICE.encode() not in content
    assert b"Exif" not in content
    assert b"eXIf" not in content
    assert document.size == len(content)


@pytest.mark.parametrize("said", ["", "image/heic", "image/heif", "application/octet-stream"])
def test_an_image_of_a_phone_becomes_a_jpeg(said: str) -> None:
    document = store(photos.HEIC, said, "IMG_0042.HEIC")

    assert document.media_type == file_types.HEIC
    document = prepared(document)

    assert (document.media_type, document.file_name) == (file_types.JPEG, "IMG_0042.jpg")
    image = opened(queries.open_document(document))
    assert (image.format, image.size) == ("JPEG", (64, 96))
    assert is_red(image, (32, 5))
    assert photos.DEVICE.encode() not in queries.open_document(document)


def test_what_was_handed_in_is_gone_and_known_again(
    store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    document = store(photos.HEIC)
    with django_capture_on_commit_callbacks(execute=True):
        prepared(document)

    kept = [path.read_bytes() for path in store_folder.rglob("*") if path.is_file()]

    assert photos.HEIC not in kept
    assert store(photos.HEIC) == document


def test_who_opens_it_before_the_job_ran_gets_no_notes_either() -> None:
    document = store(photos.photo(), file_name="Foto.jpg")

    pieces = b"".join(queries.stream_document(document))

    assert photos.DEVICE.encode() not in pieces
    assert document.size == len(pieces)


def test_an_image_without_notes_stays_as_it_is() -> None:
    for kind in ("JPEG", "PNG"):
        content = photos.plain(kind)
        assert queries.open_document(prepared(store(content))) == content


def test_a_jpeg_with_a_comment_or_words_of_a_program_loses_them() -> None:
    made = BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "JPEG", comment=b"Erika, Am Wall 1", xmp=b"<x/>")

    content = queries.open_document(prepared(store(made.getvalue())))

    assert b"Erika" not in content
    assert b"<x/>" not in content
    assert opened(content).size == (40, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_images_of_every_kind_of_points_can_be_prepared(mode: str) -> None:
    made = BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    notes = Image.Exif()
    notes[0x010F] = photos.DEVICE
    Image.new(mode, (30, 20)).save(made, kind, exif=notes.tobytes())

    content = queries.open_document(prepared(store(made.getvalue())))

    assert photos.DEVICE.encode() not in content
    assert opened(content).size == (30, 20)


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xffnothing", photos.HEIC[:60] + b"nothing", photos.HEIC[:400]]
)
def test_an_image_that_cannot_be_read_stays_and_the_viewer_says_so(content: bytes) -> None:
    document = prepared(store(content))

    assert document.prepared_at is not None
    with pytest.raises(queries.NoPageImage) as refusal:
        queries.page_image(document, 1, 640)
    assert refusal.value.code == "broken"


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (photos.HEIC, file_types.HEIC),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", file_types.HEIC),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif", None),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mp41heic", None),
        (b"\x00\x00\x00\x18ftyp", None),
        (b"\x00\x00", None),
    ],
)
def test_an_image_of_a_phone_is_known_by_its_first_bytes(start: bytes, found: str | None) -> None:
    assert file_types.media_type_of(start[: file_types.LONGEST_START]) == found


def test_where_no_photos_are_accepted_those_of_phones_are_not_either() -> None:
    with pytest.raises(services.FileTypeRefused):
        services.store_document(
            content=photos.HEIC,
            media_type="",
            file_name="Foto",
            kind="upload",
            owner_kind="draft",
            owner_uuid=OWNER,
            actor=SOMEBODY,
            at=clock.now(),
            accepted=[file_types.PDF],
        )
