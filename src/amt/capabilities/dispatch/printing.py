"""Many letters in one file, so that a stack is printed by one order.

What is made here is for paper: a seal does not survive it. Each letter begins on a new sheet, also
where both sides are printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf


def one_file(letters: Sequence[bytes]) -> bytes:
    """Return several PDFs as one; a single one stays as it is, with its seal."""
    if len(letters) == 1:
        return letters[0]
    with pikepdf.new() as stack:
        for letter in letters:
            with pikepdf.open(BytesIO(letter)) as pdf:
                stack.pages.extend(pdf.pages)
                if len(pdf.pages) % 2:
                    left, bottom, right, top = map(float, stack.pages[-1].mediabox)
                    stack.add_blank_page(page_size=(right - left, top - bottom))
        written = BytesIO()
        stack.save(written)
    return written.getvalue()
