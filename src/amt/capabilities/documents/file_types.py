"""Telling what a file is by its first bytes; names and claims of the sender count for nothing."""

from __future__ import annotations

from collections.abc import Collection

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
HEIC = "image/heic"

EXTENSIONS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", HEIC: ".heic"}
KEPT = (PDF, JPEG, PNG)
"""What is kept; an image of a phone (HEIC) becomes a JPEG."""

LONGEST_START = 64
"""Bytes after which the type of a file is known."""

_SHORTEST_START = 12

_STARTS = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
_SAID_AS = {"image/heif": HEIC, "image/jpg": JPEG, "image/pjpeg": JPEG, "image/x-png": PNG}
# Brands of ISO/IEC 23008-12 with pictures coded in HEVC; the general ones name them further on.
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})
_GENERAL_BRANDS = frozenset({b"mif1", b"msf1"})


def media_type_of(content: bytes) -> str | None:
    """Return the media type of a file by its start, or None when it is none of those accepted.

    A PDF must begin with its mark at the very first byte: readers tolerate other bytes before it,
    and files that are two things at once live from that tolerance.
    """
    for media_type, start in _STARTS.items():
        if content.startswith(start):
            return media_type
    return HEIC if _is_heic(content) else None


def is_telling(start: bytes) -> bool:
    """Whether the type of a file is known from these first bytes; an image may need all of them."""
    is_image = start[4:8] == b"ftyp"
    return len(start) >= (LONGEST_START if is_image else _SHORTEST_START)


def said(media_type: str) -> str:
    """Return a sender's media type under the name that is used here."""
    return _SAID_AS.get(media_type, media_type)


def with_phones(accepted: Collection[str]) -> tuple[str, ...]:
    """Return what may be sent where these are accepted: phones make HEIC of a JPEG."""
    return tuple(accepted) + ((HEIC,) if JPEG in accepted and HEIC not in accepted else ())


def _is_heic(content: bytes) -> bool:
    """Read the box `ftyp`: length, name, main brand, version, further brands (four bytes each)."""
    if content[4:8] != b"ftyp":
        return False
    brand, end = content[8:12], min(int.from_bytes(content[:4], "big"), LONGEST_START)
    if brand in _HEIC_BRANDS:
        return True
    further = {content[at : at + 4] for at in range(16, end, 4)}
    return brand in _GENERAL_BRANDS and bool(further & _HEIC_BRANDS)
