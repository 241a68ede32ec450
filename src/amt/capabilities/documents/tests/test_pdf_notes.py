"""A PDF is shown and handed on without what programs and cameras noted; the original is kept."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from amt.capabilities.documents import pdf_preparer, queries, services
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.testing import photos
from amt.capabilities.documents.testing.papers import pdf_of
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.models import AuditEntry

# Each file is read by a process of its own.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SOMEBODY = Actor(ActorKind.CODE, subject="draft:1")
OWNER = uuid4()
AUTHOR = "Erika Beispiel"


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def noted(*, signed: bool = False) -> bytes:
    """Return a PDF with an author, XMP, a program's notes and a photo with its place."""
    made = BytesIO()
    photo = photos.photo()
    with pikepdf.open(BytesIO(pdf_of("Mietvertrag"))) as pdf:
        pdf.docinfo["/Author"] = AUTHOR
        with pdf.open_metadata() as told:
            told["dc:creator"] = [AUTHOR]
        page = pdf.pages[0]
        page.obj.PieceInfo = pikepdf.Dictionary(Program=pikepdf.Dictionary(Private=AUTHOR))
        page.Resources.XObject = pikepdf.Dictionary(
            Photo=pikepdf.Stream(
                pdf,
                photo,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=96,
                Height=64,
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
        )
        page.contents_add(b"q 200 0 0 133 50 50 cm /Photo Do Q")
        if signed:
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], SigFlags=3)
        pdf.save(made, compress_streams=False)
    return made.getvalue()


def store(content: bytes, **changes: Any) -> Document:
    told: dict[str, Any] = {"kind": "upload", "actor": SOMEBODY, "owner_kind": "draft"}
    return services.store_document(
        content=content,
        media_type="",
        file_name="Mietvertrag.pdf",
        owner_uuid=OWNER,
        at=clock.now(),
        **{**told, **changes},
    )


def test_who_opens_a_pdf_learns_neither_author_nor_place() -> None:
    content = noted()
    assert AUTHOR.encode() in content
    assert photos.DEVICE.encode() in content
    document = store(content)

    shown = queries.open_document(document)

    assert AUTHOR.encode() not in shown
    assert photos.DEVICE.encode() not in shown
    assert b"Exif" not in shown
    with pikepdf.open(BytesIO(shown)) as pdf:
        assert not pdf.docinfo
        assert "/Metadata" not in pdf.Root
        assert "/PieceInfo" not in pdf.pages[0].obj
        image = Image.open(BytesIO(pdf.pages[0].Resources.XObject.Photo.read_raw_bytes()))
        assert (image.format, image.size, len(image.getexif())) == ("JPEG", (96, 64), 0)
    assert queries.page_text(document, 1) == "Mietvertrag"
    assert document.size == len(shown)


def test_what_was_handed_in_is_kept_as_evidence_and_goes_with_its_document(
    store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    content = noted()
    document = store(content)
    with django_capture_on_commit_callbacks(execute=True):
        document = services.prepare_document(document_uuid=document.uuid, at=clock.now())

    size, pieces = services.open_original(
        document_uuid=document.uuid, actor=SOMEBODY, at=clock.now()
    )
    assert (size, b"".join(pieces)) == (len(content), content)
    assert AuditEntry.objects.filter(action="documents.original_opened").exists()
    assert document.original_sha256 == document.received_sha256 != document.sha256
    assert store(content) == document
    with django_capture_on_commit_callbacks(execute=True):
        services.detach_document(
            document_uuid=document.uuid, owner_kind="draft", owner_uuid=OWNER,
            actor=SOMEBODY, at=clock.now(),
        )  # fmt: skip
    assert not [path for path in store_folder.rglob("*") if path.is_file()]


def test_a_signed_pdf_stays_as_it_is() -> None:
    content = noted(signed=True)

    assert queries.open_document(store(content)) == content


@pytest.mark.parametrize("content", [pdf_of("Lohn"), b"%PDF-1.7 nothing more", b"%PDF-1.7 /Info"])
def test_a_pdf_without_notes_or_that_cannot_be_read_stays(content: bytes) -> None:
    document = store(content)

    assert queries.open_document(document) == content
    assert document.original_sha256 == ""


def test_what_the_office_made_or_scanned_is_not_changed() -> None:
    content = noted()

    ours = store(content, owner_kind="notice", actor=SYSTEM)
    scanned = store(content, kind="scan", actor=SYSTEM)

    assert queries.open_document(ours) == queries.open_document(scanned) == content


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"GIF89a", b"\xff\xd8\xff\xe1\xff\xff"])
def test_what_is_no_photo_is_not_touched(content: bytes) -> None:
    assert pdf_preparer.without_notes(content) == content
