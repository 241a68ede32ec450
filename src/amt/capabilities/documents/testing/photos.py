"""Photographs as phones make them: turned by a note, with place and device noted in them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

HEIC = (Path(__file__).parent / "photo.heic").read_bytes()
"""96 by 64 points, red at the left and blue at the right, held upright (turn it by 90 degrees)."""

DEVICE = "Beispielkamera"
_MAKE, _ORIENTATION, _PLACE = 0x010F, 0x0112, 0x8825
_ROTATED_BY_90 = 6


def photo(kind: str = "JPEG", *, size: tuple[int, int] = (96, 64), turned: bool = True) -> bytes:
    """Return a photograph, red at the left and blue at the right, with all that a camera notes."""
    image = Image.new("RGB", size, "white")
    width, height = size
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 3 - 1, height), fill=(200, 30, 30))
    pen.rectangle((2 * width // 3, 0, width, height), fill=(30, 30, 200))
    notes = Image.Exif()
    notes[_MAKE] = DEVICE
    if turned:
        notes[_ORIENTATION] = _ROTATED_BY_90
    place = notes.get_ifd(_PLACE)
    place.update({1: "N", 2: (53.0, 4.0, 33.0), 3: "E", 4: (8.0, 48.0, 26.0)})
    return _saved(image, kind, exif=notes.tobytes())


def plain(kind: str = "JPEG", size: tuple[int, int] = (96, 64)) -> bytes:
    """Return an image that says nothing but what it shows."""
    return _saved(Image.new("RGB", size, "steelblue"), kind)


def written_page(angle: float = 0.0, size: tuple[int, int] = (1000, 1400)) -> Image.Image:
    """Return a page with lines of text, as a scanner sees one that lay at a slant."""
    page = Image.new("L", size, 238)
    pen = ImageDraw.Draw(page)
    for number, top in enumerate(range(120, size[1] - 150, 44)):
        for left in range(110, size[0] - 160 - 70 * (number % 3), 62):
            pen.rectangle((left, top, left + 14 + (left * number) % 40, top + 16), fill=30)
    return page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=238)


def bytes_of(image: Image.Image, kind: str = "PNG") -> bytes:
    """Return an image as a file."""
    return _saved(image, kind)


def _saved(image: Image.Image, kind: str, **saving: Any) -> bytes:
    made = BytesIO()
    image.save(made, kind, **saving)
    return made.getvalue()
