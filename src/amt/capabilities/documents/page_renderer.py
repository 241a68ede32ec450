"""Draws one page of a file that a stranger made: a program of its own, so that it may fail.

Run as `python -m ...page_renderer <deed> <file> <kind> [<page> <width> <turn>]`, with nothing of
the office in its memory or environment. It limits itself before it opens the file; whoever starts
it limits its time. It writes to standard output and says by its exit code why not.
"""

from __future__ import annotations

import resource
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from amt.capabilities.documents import slant

MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 20
MOST_PIXELS = 30_000_000
LONGEST_SIDE = 16_000
MOST_LETTERS = 50_000
# Above this a photograph is told from a drawing: it is smaller as JPEG.
LARGE_PNG = 300_000

BROKEN, LOCKED, NO_SUCH_PAGE = 3, 4, 5

_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def main(arguments: list[str]) -> int:
    """Do what was asked; return why it was impossible, or nought."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    deed, file, kind, *rest = arguments
    page, width, turn = (int(rest[0]), int(rest[1]), int(rest[2])) if rest else (1, 1, 0)
    try:
        if kind == "pdf":
            answer = _of_pdf(deed, file, page, width, turn)
        else:
            answer = _of_image(deed, file, width, turn)
    except pdfium.PdfiumError as problem:
        locked = getattr(problem, "err_code", 0) == pdfium.raw.FPDF_ERR_PASSWORD
        return LOCKED if locked else BROKEN
    except IndexError:
        return NO_SUCH_PAGE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return BROKEN
    sys.stdout.buffer.write(answer)
    return 0


def _of_pdf(deed: str, file: str, number: int, width: int, turn: int) -> bytes:
    document = pdfium.PdfDocument(Path(file))
    if deed == "count":
        return str(len(document)).encode()
    if not 1 <= number <= len(document):
        raise IndexError(number)
    if deed == "text":
        text = document[number - 1].get_textpage().get_text_range(count=-1)
        return str(text)[:MOST_LETTERS].encode("utf-8", "replace")
    # What somebody filled into the fields of a PDF form is drawn, too.
    document.init_forms()
    page = document[number - 1]
    page_width, page_height = page.get_size()
    if page_width <= 0 or page_height <= 0:
        raise ValueError
    scale = min(
        width / page_width,
        LONGEST_SIDE / page_height,
        (MOST_PIXELS / (page_width * page_height)) ** 0.5,
    )
    drawn = page.render(scale=scale).to_pil()
    # A page with letters was written by a program, which keeps its lines straight.
    was_scanned = page.get_textpage().count_chars() == 0
    return _shown(drawn, width, turn, is_picture=was_scanned)


def _of_image(deed: str, file: str, width: int, turn: int) -> bytes:
    if deed == "text":
        return b""
    Image.MAX_IMAGE_PIXELS = 4 * MOST_PIXELS
    with Image.open(file, formats=("PNG", "JPEG")) as opened:
        opened.load()
        if deed == "count":
            return b"1"
        turned = ImageOps.exif_transpose(opened)
    return _shown(_narrow(turned, width), width, turn, is_picture=True)


def _shown(image: Image.Image, width: int, turn: int, *, is_picture: bool) -> bytes:
    """Straighten a page, turn it as its reader wants, and write it."""
    plain = _plain(image)
    if is_picture and (quarter := slant.quarter(plain)):
        plain = plain.transpose(_TURNS[-quarter % 360])
    if is_picture and (angle := slant.of(plain)):
        plain = plain.rotate(
            angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white"
        )
    if turn in _TURNS:
        plain = plain.transpose(_TURNS[turn])
    return _written(_narrow(plain, width))


def _narrow(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), reducing_gap=3.0)


def _plain(image: Image.Image) -> Image.Image:
    """Return the points alone, on white, without anything else that the file said."""
    if image.mode in ("RGBA", "LA", "P"):
        over = image.convert("RGBA")
        plain = Image.new("RGB", over.size, "white")
        plain.paste(over, mask=over.getchannel("A"))
        return plain
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain


def _written(image: Image.Image) -> bytes:
    drawn = BytesIO()
    image.save(drawn, "PNG")
    if drawn.tell() <= LARGE_PNG:
        return drawn.getvalue()
    photographed = BytesIO()
    image.save(photographed, "JPEG", quality=82)
    return min(drawn.getvalue(), photographed.getvalue(), key=len)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
