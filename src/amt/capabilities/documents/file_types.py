"""Telling what a file is by its first bytes; names and claims of the sender count for nothing."""

from __future__ import annotations

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"

EXTENSIONS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}

LONGEST_START = 8
"""Bytes after which the type of a file is known."""

_STARTS = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}


def media_type_of(content: bytes) -> str | None:
    """Return the media type of a file by its start, or None when it is none of those accepted.

    A PDF must begin with its mark at the very first byte: readers tolerate other bytes before it,
    and files that are two things at once live from that tolerance.
    """
    for media_type, start in _STARTS.items():
        if content.startswith(start):
            return media_type
    return None
