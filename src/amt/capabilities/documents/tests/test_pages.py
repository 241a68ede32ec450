"""Documents are shown as images of their pages; what cannot be drawn is said."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from amt.capabilities.documents import page_renderer, pages, queries, services, slant
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.testing.papers import pdf_of, write_large_pdf
from amt.capabilities.documents.testing.photos import bytes_of, photo, written_page
from amt.kernel import clock
from amt.kernel.actors import SYSTEM

# Each page is drawn by a process of its own.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DRAFT = uuid4()


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def store(content: bytes) -> Document:
    """Store a file for a draft."""
    return services.store_document(
        content=content,
        media_type="",
        file_name="Plan",
        kind="upload",
        owner_kind="draft",
        owner_uuid=DRAFT,
        actor=SYSTEM,
        at=clock.now(),
    )


def image_of(content: bytes) -> Image.Image:
    """Open an image."""
    return Image.open(BytesIO(content))


def photograph(kind: str, size: tuple[int, int], **saving: Any) -> bytes:
    """Return an image in one colour."""
    made = BytesIO()
    Image.new("RGB", size, "steelblue").save(made, kind, **saving)
    return made.getvalue()


def test_a_page_is_drawn_in_the_width_that_is_asked_for() -> None:
    document = store(pdf_of("Erstes Blatt", "Zweites Blatt"))

    drawn = image_of(queries.page_image(document, 2, 960))

    assert queries.page_count(document) == 2
    assert drawn.format == "PNG"
    assert drawn.width == 960
    assert drawn.height == pytest.approx(960 * 842 / 595, abs=2)
    assert drawn.convert("L").getextrema() == (0, 255)


def test_the_words_of_a_page_can_be_read() -> None:
    document = store(pdf_of("Wohnfläche 84 m²"))

    assert queries.page_text(document, 1) == "Wohnfläche 84 m²"


def test_a_page_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = store(pdf_of("Blatt"))
    first = queries.page_image(document, 1, 640)

    monkeypatch.setattr(pages, "_ask", None)

    assert queries.page_image(document, 1, 640) == first


def test_only_some_widths_are_drawn() -> None:
    document = store(pdf_of("Blatt"))

    assert image_of(queries.page_image(document, 1, 999_999)).width == 2560
    assert image_of(queries.page_image(document, 1, -5)).width == 640


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_image_is_one_page(kind: str) -> None:
    document = store(photograph(kind, (3000, 1500)))

    assert queries.page_count(document) == 1
    assert queries.page_text(document, 1) == ""
    assert image_of(queries.page_image(document, 1, 640)).size == (640, 320)


def test_a_photograph_is_turned_as_it_was_held() -> None:
    exif = Image.Exif()
    exif[274] = 6
    document = store(photograph("JPEG", (1000, 500), exif=exif))

    assert image_of(queries.page_image(document, 1, 640)).size == (500, 1000)


def refused(document: Document) -> str:
    """Return why a document cannot be shown."""
    with pytest.raises(queries.NoPageImage) as refusal:
        queries.page_image(document, 1, 640)
    assert str(refusal.value.message)
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\nnothing", "broken"),
        (pdf_of("Blatt")[:300], "broken"),
        (b"\x89PNG\r\n\x1a\nnothing", "broken"),
        (b"\xff\xd8\xffnothing", "broken"),
        (pdf_of("Geheim", encryption=pikepdf.Encryption(owner="x", user="y")), "locked"),
    ],
)
def test_a_file_that_cannot_be_drawn_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    document = store(content)

    assert refused(document) == code
    assert refused(document) == code


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(number: int) -> None:
    document = store(pdf_of("Blatt"))

    with pytest.raises(queries.NoPageImage) as refusal:
        queries.page_image(document, number, 640)

    assert refusal.value.code == "no_such_page"


def test_drawing_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    document = store(pdf_of("Blatt"))
    queries.page_count(document)
    monkeypatch.setattr(pages, "SECONDS", 0.001)

    assert refused(document) == "too_much"


def test_an_image_that_would_fill_the_memory_is_refused() -> None:
    # 20,000 by 20,000 points in a few kilobytes.
    assert refused(store(photograph("PNG", (20_000, 20_000)))) in {"broken", "too_much"}


def test_a_page_of_odd_shape_stays_small() -> None:
    document = store(pdf_of("Rolle", size=(20, 14_000)))

    drawn = image_of(queries.page_image(document, 1, 2560))

    assert drawn.width * drawn.height <= page_renderer.MOST_PIXELS * 1.01


def test_a_damaged_file_is_not_drawn(store_folder: Path) -> None:
    document = store(pdf_of("Blatt"))
    path = store_folder / "documents" / document.sha256[:2] / document.sha256
    path.write_bytes(pdf_of("Anderes Blatt"))

    assert refused(document) == "damaged"
    path.unlink()
    assert refused(document) == "damaged"


def test_images_go_with_their_document(
    store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    document = store(pdf_of("Blatt"))
    queries.page_image(document, 1, 640)
    queries.page_text(document, 1)

    with django_capture_on_commit_callbacks(execute=True):
        services.detach_document(
            document_uuid=document.uuid,
            owner_kind="draft",
            owner_uuid=DRAFT,
            actor=SYSTEM,
            at=clock.now(),
        )

    assert not [path for path in store_folder.rglob("*") if path.is_file()]


def test_a_large_pdf_of_the_tests_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    write_large_pdf(path, 1_000_003)

    assert path.stat().st_size == 1_000_003
    assert queries.page_count(store(path.read_bytes())) == 1


def test_a_scan_at_a_slant_is_shown_straight() -> None:
    document = store(bytes_of(written_page(4.0)))

    drawn = image_of(queries.page_image(document, 1, 960))

    assert slant.of(drawn) == 0.0
    assert drawn.width == 960


@pytest.mark.parametrize("lay", [90, 270])
def test_a_scan_that_lay_on_its_side_is_shown_level(lay: int) -> None:
    page = bytes_of(written_page().rotate(lay, expand=True))
    document = store(page)

    drawn = image_of(queries.page_image(document, 1, 1280))

    assert drawn.height > drawn.width
    # What was handed in stays as it was.
    assert queries.open_document(document) == page


def test_what_a_program_wrote_is_not_straightened() -> None:
    document = store(pdf_of("Blatt"))

    assert image_of(queries.page_image(document, 1, 640)).height == pytest.approx(906, abs=2)


def test_a_reader_turns_a_page() -> None:
    document = store(photo(size=(900, 600), turned=False))

    sizes = {
        turn: image_of(queries.page_image(document, 1, 640, turn)).size for turn in (0, 90, 180, 45)
    }

    assert sizes == {0: (640, 427), 90: (427, 640), 180: (640, 427), 45: (640, 427)}


def test_images_of_pages_tell_nothing_of_the_file() -> None:
    document = store(photo("PNG"))

    drawn = queries.page_image(document, 1, 640)

    assert b"Beispielkamera" not in drawn
    assert len(image_of(drawn).getexif()) == 0
