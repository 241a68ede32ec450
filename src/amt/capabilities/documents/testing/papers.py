"""PDF files of any number of pages and any size, made in a moment."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

A4 = (595, 842)


def pdf_of(*pages: str, size: tuple[int, int] = A4, **saving: Any) -> bytes:
    """Return a PDF with a page for each text; `saving` goes to pikepdf (`encryption=...`).

    The same texts give the same bytes, whatever the clock says: the identifier of a PDF
    (ISO 32000-2, 14.4) is else made of the second it was saved in. An encrypted one has no
    other choice: its key is made of its identifier.
    """
    made = BytesIO()
    with pikepdf.new() as pdf:
        for text in pages:
            _add_page(pdf, text, size)
        pdf.save(made, deterministic_id="encryption" not in saving, **saving)
    return made.getvalue()


def write_large_pdf(path: Path, size: int, pages: Sequence[str] = ("Lageplan",)) -> None:
    """Write a sound PDF of exactly `size` bytes; what fills it is a comment before its end."""
    content = pdf_of(*pages, linearize=False)
    head, _start, tail = content.rpartition(b"startxref")
    tail = _start + tail
    filling = size - len(head) - len(tail)
    with path.open("wb") as file:
        file.write(head)
        line = b"%" + b"." * 1022 + b"\n"
        for _each in range(filling // len(line)):
            file.write(line)
        rest = filling % len(line)
        file.write((b"%" + b"." * (rest - 2) + b"\n")[-rest:] if rest else b"")
        file.write(tail)


def _add_page(pdf: pikepdf.Pdf, text: str, size: tuple[int, int]) -> None:
    page = pdf.add_blank_page(page_size=size)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    drawn = f"BT /F1 36 Tf 60 {size[1] - 120} Td ({escaped}) Tj ET 60 60 200 120 re S"
    page.Contents = pdf.make_stream(drawn.encode("cp1252"))
