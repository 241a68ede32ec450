"""Reads the codes of a scan and turns its pages upright: a program of its own, so it may fail.

Run as `python -m amt.capabilities.applications.paper_reader <file> <folder> <first> <last>`. It
limits itself before it opens the file, writes each page as a PDF of its own into the folder and
tells on standard output, a line of JSON a page, which codes stand on it and how it was turned.
Whoever starts it limits its time.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageFilter

MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 100
POINTS_PER_INCH = 72
DPI = 200
MOST_PIXELS = 30_000_000
QUARTER = 90

BROKEN, LOCKED = 3, 4

_CODES = zxingcpp.BarcodeFormats(zxingcpp.QRCode)


def main(arguments: list[str]) -> int:
    """Read the pages from first to last, counted from one; `0 0` only counts them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    file, folder, first, last = Path(arguments[0]), Path(arguments[1]), *map(int, arguments[2:4])
    try:
        drawn = pdfium.PdfDocument(file)
        if not first:
            sys.stdout.write(str(len(drawn)))
            return 0
        with pikepdf.open(file) as source:
            for number in range(first, last + 1):
                texts, turn = _read(drawn[number - 1])
                _write(source, number, turn, folder / f"{number}.pdf")
                told = {"number": number, "texts": texts, "turn": turn}
                sys.stdout.write(f"{json.dumps(told)}\n")
    except pdfium.PdfiumError as problem:
        locked = getattr(problem, "err_code", 0) == pdfium.raw.FPDF_ERR_PASSWORD
        return LOCKED if locked else BROKEN
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, OSError, ValueError, IndexError, MemoryError):
        return BROKEN
    return 0


def _read(page: pdfium.PdfPage) -> tuple[list[str], int]:
    """Return the texts of the codes on a page, and by how much it is to be turned clockwise."""
    for picture in _pictures(page):
        codes = zxingcpp.read_barcodes(picture, formats=_CODES)
        if codes:
            # The angle by which the code is turned clockwise; the page is turned back by it.
            turned = round(codes[0].orientation / QUARTER) * QUARTER
            return sorted({code.text for code in codes}), -turned % 360
    return [], 0


def _pictures(page: pdfium.PdfPage) -> Iterator[Image.Image]:
    """Yield the page as it is, then as a bad scan is read better: smoothed, finer."""
    width, height = page.get_size()
    most = (MOST_PIXELS / max(width * height, 1)) ** 0.5
    scale = min(DPI / POINTS_PER_INCH, most)
    plain = page.render(scale=scale, grayscale=True).to_pil()
    yield plain
    yield plain.filter(ImageFilter.MedianFilter(3))
    yield page.render(scale=min(2 * scale, most), grayscale=True).to_pil()


def _write(source: pikepdf.Pdf, number: int, turn: int, target: Path) -> None:
    with pikepdf.new() as single:
        single.pages.append(source.pages[number - 1])
        if turn:
            single.pages[0].rotate(turn, relative=True)
        single.save(target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
