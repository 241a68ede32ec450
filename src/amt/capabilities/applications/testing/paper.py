"""Paper in tests: forms are printed, drawn at 200 dpi, turned, spoilt, and put into one scan."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from amt.capabilities.applications.paper_models import ScanBatch
from amt.capabilities.applications.services import paper_scans
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases.testing.fixtures import AT
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import BREMEN

DPI = 200
CAME_ON = date(2026, 11, 19)


def taken(content: bytes, *, received_on: date = CAME_ON) -> ScanBatch:
    """Take in a scan for Bremen and read it."""
    batch = paper_scans.take_scan(
        content=content,
        file_name="stapel.pdf",
        place=BREMEN,
        unit_id=get_unit_by_key("wohnen-bremen").id,
        received_on=received_on,
        actor=SYSTEM,
        at=AT,
    )
    return paper_scans.read_batch(batch_uuid=batch.uuid, at=AT)


def only_pages(printed: bytes, *numbers: int) -> bytes:
    """Return some pages of a print, counted from one, as a file of its own."""
    made = BytesIO()
    with pikepdf.open(BytesIO(printed)) as source, pikepdf.new() as some:
        for number in numbers:
            some.pages.append(source.pages[number - 1])
        some.save(made)
    return made.getvalue()


def scanned(printed: bytes, *, dpi: int = DPI) -> list[Image.Image]:
    """Return the pages of a print as a scanner sees them: grey, with specks, not quite straight."""
    source = pdfium.PdfDocument(printed)
    return [
        worn(source[at].render(scale=dpi / 72, grayscale=True).to_pil(), seed=at)
        for at in range(len(source))
    ]


def worn(page: Image.Image, *, seed: int = 0) -> Image.Image:
    """Return a page askew by up to a degree, darker than white, with specks."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    askew = page.rotate(chance.uniform(-1, 1), fillcolor=255)
    noise = Image.effect_noise(page.size, 14)
    dark = Image.blend(askew, noise, 0.12)
    drawn = ImageDraw.Draw(dark)
    for _each in range(200):
        x, y = chance.randrange(page.width), chance.randrange(page.height)
        drawn.point((x, y), fill=chance.randrange(256))
    return dark


def turned(page: Image.Image, quarters: int) -> Image.Image:
    """Return a page that lay in the scanner turned by so many quarters."""
    return page.rotate(90 * quarters, expand=True)


def spoilt(page: Image.Image) -> Image.Image:
    """Return a page with ink over its code."""
    ruined = page.copy()
    box = (page.width // 2, 0, page.width, page.height // 5)
    ImageDraw.Draw(ruined).rectangle(box, fill=20)
    return ruined


def batch_of(pages: Sequence[Image.Image]) -> bytes:
    """Return pages as one PDF, as a scanner writes it."""
    file = BytesIO()
    first, *rest = [page.convert("L") for page in pages]
    first.save(file, "PDF", save_all=True, append_images=rest, resolution=DPI)
    return file.getvalue()
