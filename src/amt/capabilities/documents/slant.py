"""How far the lines of a scanned or photographed page are from level.

The usual way of projection profiles: turned by the right angle, the rows of ink and the gaps
between them are sharpest. Numbers are computed by numpy on a small copy of the page.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

SMALL_WIDTH = 700
MOST = 8.0
LEAST = 0.3
"""Degrees; less is not seen, more is no slip of the paper."""

# Letters cover a few hundredths of a page. Much more is a photograph of something else.
LEAST_INK, MOST_INK = 0.004, 0.25
SURE = 1.25
"""How many times sharper the lines must become; a picture without lines hardly changes."""


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
    return angle


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
    turned = np.asarray(ink.rotate(angle, resample=Image.Resampling.BILINEAR), dtype=np.float32)
    rows = turned.sum(axis=1)
    return float(np.square(np.diff(rows)).sum())
