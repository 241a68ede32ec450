"""How far the lines of a scanned or photographed page are from level, or whether they stand.

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

STANDING = 2.0
"""How many times sharper standing lines must be than level ones; tables have lines both ways."""

QUARTER = 90
INK = 127


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


def quarter(page: Image.Image) -> int:
    """Return by how many degrees, counter-clockwise, a page with standing lines must be turned.

    Nought where lines are level or nobody can tell. Lines of text begin together and end apart, so
    where they begin together is the left; whether that is wrong, and a page stands on its head, a
    reader sees and turns it.
    """
    ink = _ink(page)
    share = float(np.asarray(ink, dtype=np.uint8).mean()) / 255
    if not LEAST_INK <= share <= MOST_INK:
        return 0
    turned = ink.transpose(Image.Transpose.ROTATE_90)
    if _sharpness(ink, 0.0) > STANDING * _sharpness(turned, 0.0):
        # So it is with nearly every page; the long way is for the others.
        return 0
    angle, sharpest = _sharpest(turned)
    if sharpest < STANDING * _sharpest(ink)[1] or _line_count(turned, angle) < FEWEST_LINES:
        return 0
    return QUARTER if _begins_left(turned, angle) else -QUARTER


def _sharpest(ink: Image.Image) -> tuple[float, float]:
    """Return the slant at which lines are sharpest, and how sharp they are then."""
    angles = [float(one) for one in np.arange(-MOST, MOST + 0.1, 2.0)]
    found = {angle: _sharpness(ink, angle) for angle in angles}
    best = max(angles, key=lambda angle: found[angle])
    near = [float(one) for one in np.arange(best - 1.5, best + 1.6, 0.5)]
    found |= {angle: _sharpness(ink, angle) for angle in near}
    best = max(found, key=lambda angle: found[angle])
    return best, found[best]


def _begins_left(ink: Image.Image, angle: float) -> bool:
    """Tell whether the lines begin together at the left rather than at the right."""
    page = np.asarray(ink.rotate(angle, resample=Image.Resampling.BILINEAR)) > INK
    rows = page.sum(axis=1)
    lines = page[rows > max(rows.mean(), 2)]
    if not len(lines):
        return True
    first = lines.argmax(axis=1)
    last = lines[:, ::-1].argmax(axis=1)
    return _spread(first) <= _spread(last)


def _spread(edges: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    """Return how far edges are from where most of them are, in points; single ones count little."""
    return float(np.abs(edges - np.median(edges)).clip(max=200).mean())


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
