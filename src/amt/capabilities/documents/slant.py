"""How far the lines of a scanned or photographed page are from level.

The usual way of projection profiles: turned by the right angle, the rows of ink and the gaps
between them are sharpest. Numbers are computed by numpy on a small copy of the page.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

Numbers = np.ndarray[tuple[int], np.dtype[np.float32]]

SMALL_WIDTH = 700
MOST = 8.0
LEAST = 0.3
"""Degrees; less is not seen, more is no slip of the paper."""

# Letters cover a few hundredths of a page. Much more is a photograph of something else.
LEAST_INK, MOST_INK = 0.004, 0.25
SURE = 1.25
"""How many times sharper the lines must become; a picture without lines hardly changes."""

FEWEST_LINES = 6
"""Of a page; the edges of a few things in a picture are no lines of text."""


def of(page: Image.Image) -> float:
    """Return the degrees, counter-clockwise, by which the page must be turned; nought if unsure."""
    ink = _ink(page)
    share = float(np.asarray(ink, dtype=np.uint8).mean()) / 255
    if not LEAST_INK <= share <= MOST_INK:
        return 0.0
    level = _sharpness(ink, 0.0)
    best = max(np.arange(-MOST, MOST + 0.1, 1.0), key=lambda angle: _sharpness(ink, float(angle)))
    near = np.arange(best - 1.0, best + 1.01, 0.2)
    best = max(near, key=lambda angle: _sharpness(ink, float(angle)))
    angle = round(float(best), 1)
    if abs(angle) < LEAST or _sharpness(ink, angle) < SURE * level:
        return 0.0
    return angle if _line_count(ink, angle) >= FEWEST_LINES else 0.0


def _ink(page: Image.Image) -> Image.Image:
    """Return a small copy, white where the page is darker than around: light falls unevenly."""
    grey = page.convert("L")
    if grey.width > SMALL_WIDTH:
        height = max(1, round(grey.height * SMALL_WIDTH / grey.width))
        grey = grey.resize((SMALL_WIDTH, height), Image.Resampling.BOX)
    around = np.asarray(grey.filter(ImageFilter.BoxBlur(12)), dtype=np.int16)
    darker = np.asarray(grey, dtype=np.int16) < around - 14
    return Image.fromarray((darker * 255).astype(np.uint8))


def _sharpness(ink: Image.Image, angle: float) -> float:
    return float(np.square(np.diff(_rows(ink, angle))).sum())


def _line_count(ink: Image.Image, angle: float) -> int:
    """Return how often ink begins after a gap, from the top to the bottom."""
    rows = _rows(ink, angle)
    is_ink = rows > rows.mean()
    # Within a line there is much more ink than between two.
    if not is_ink.any() or float(rows[is_ink].mean()) < 3 * float(rows[~is_ink].mean()):
        return 0
    return int(np.count_nonzero(is_ink[1:] & ~is_ink[:-1]))


def _rows(ink: Image.Image, angle: float) -> Numbers:
    turned = np.asarray(ink.rotate(angle, resample=Image.Resampling.BILINEAR), dtype=np.float32)
    rows: Numbers = turned.sum(axis=1)
    return rows
