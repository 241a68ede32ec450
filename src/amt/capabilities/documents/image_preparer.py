"""Makes an image that a stranger sent upright, readable by everybody, and free of notes.

Run as `python -m amt.capabilities.documents.image_preparer <file>` with nothing of the office in
its memory. It writes the new image to standard output; its exit code says why there is none: the
image is fit as it is (`FIT`), or cannot be read (`BROKEN`).
"""

from __future__ import annotations

import resource
import sys
from io import BytesIO

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

MEMORY_BYTES = 1_600_000_000
CPU_SECONDS = 20
MOST_PIXELS = 120_000_000
QUALITY = 90

BROKEN, FIT = 3, 6

# What may stay: how large a point is, how colours are meant, how the file is packed.
_HARMLESS = frozenset(
    {
        "jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "icc_profile", "gamma", "srgb",
        "progressive", "progression", "adobe", "adobe_transform", "interlace", "transparency",
        "aspect", "chromaticity",
    }
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Do what was asked; return why it was impossible, or nought."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    pi_heif.register_heif_opener(thumbnails=False)
    try:
        made = prepared(arguments[0])
    except (
        UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError,
        Image.DecompressionBombError,
    ):  # fmt: skip
        return BROKEN
    if made is None:
        return FIT
    sys.stdout.buffer.write(made)
    return 0


def prepared(file: str) -> bytes | None:
    """Return the image anew, or None where there is nothing to change."""
    with Image.open(file, formats=("PNG", "JPEG", "HEIF")) as opened:
        opened.load()
        kind, colours = opened.format or "", opened.info.get("icc_profile")
        if kind != "HEIF" and not _notes(opened):
            return None
        upright = ImageOps.exif_transpose(opened)
        # A copy of the points alone: whatever else the file said stays behind.
        plain = Image.new(upright.mode, upright.size)
        if upright.mode == "P":
            plain.putpalette(upright.getpalette("RGB") or [])
        plain.paste(upright)
        transparency = opened.info.get("transparency")
    made = BytesIO()
    if kind == "PNG":
        more = {} if transparency is None else {"transparency": transparency}
        plain.save(made, "PNG", icc_profile=colours, **more)
    else:
        if plain.mode not in ("L", "RGB", "CMYK"):
            plain = plain.convert("RGB")
        plain.save(made, "JPEG", quality=QUALITY, icc_profile=colours)
    return made.getvalue()


def _notes(image: Image.Image) -> bool:
    """Whether the file says anything beside its points: place, time, device, comments."""
    if set(image.info) - _HARMLESS or len(image.getexif()):
        return True
    # Of JPEG the sections are known by name; those of comments, and APP1 and on, may hold notes.
    sections = [name for name, _content in getattr(image, "applist", [])]
    known = {"APP0", "APP14"} | ({"APP2"} if image.info.get("icc_profile") else set())
    return bool(set(sections) - known)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
