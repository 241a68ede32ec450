"""Takes the notes out of a PDF that a stranger sent: author, program, place, earlier versions.

Run as `python -m amt.capabilities.documents.pdf_preparer <file> <target>` with nothing of the
office in its memory. Its exit code says why there is no target: the file is fit as it is (`FIT`),
or cannot be read (`BROKEN`). One that is signed stays as it is, because any change would break its
signature.
"""

from __future__ import annotations

import resource
import sys

import pikepdf

MEMORY_BYTES = 1_600_000_000
CPU_SECONDS = 20

BROKEN, FIT = 3, 6

_NOTES = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
"""Entries of any object that say who made it, with what and when (ISO 32000-1, 14.3 and 14.5)."""
SIGNS_OF_NOTES = (b"/Info", b"/ObjStm", b"DCT", *(name.encode() for name in _NOTES))
"""Without any of these in its bytes a PDF has no notes; objects may lie packed in streams."""
_SIGNATURES_EXIST = 1

_JPEG, _START_OF_SCAN = b"\xff\xd8", 0xDA
# What a decoder needs: JFIF, the colour profile, Adobe's colour transform.
_KEPT_SECTIONS = frozenset({0xE0, 0xE2, 0xEE})
_SECTIONS_OF_NOTES = frozenset({*range(0xE0, 0xF0), 0xFE}) - _KEPT_SECTIONS


def main(arguments: list[str]) -> int:
    """Do what was asked; return why it was impossible, or nought."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    file, target = arguments
    try:
        with pikepdf.open(file) as pdf:
            if _is_signed(pdf) or not _take_out(pdf):
                return FIT
            pdf.save(target)
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError, MemoryError):
        return BROKEN
    return 0


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    return bool(int(form.get("/SigFlags", 0)) & _SIGNATURES_EXIST)


def _take_out(pdf: pikepdf.Pdf) -> bool:
    """Take the notes out and tell whether there were any."""
    found = False
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
        found = True
    for one in pdf.objects:
        if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        for name in _NOTES:
            if name in one:
                del one[name]
                found = True
        if isinstance(one, pikepdf.Stream) and _is_photo(one):
            found |= _without_camera(one)
    return found


def _is_photo(one: pikepdf.Stream) -> bool:
    filters = one.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        return [str(name) for name in filters] == ["/DCTDecode"]
    return str(filters) == "/DCTDecode"


def _without_camera(image: pikepdf.Stream) -> bool:
    raw = image.read_raw_bytes()
    bare = without_notes(raw)
    if len(bare) == len(raw):
        return False
    parameters = image.get("/DecodeParms")
    image.write(bare, filter=pikepdf.Name.DCTDecode)
    if parameters is not None:
        image.DecodeParms = parameters
    return True


def without_notes(jpeg: bytes) -> bytes:
    """Return a JPEG without the sections of cameras and programs; its picture is untouched.

    What is no sound JPEG is returned as it is.
    """
    if not jpeg.startswith(_JPEG):
        return jpeg
    kept, at = [_JPEG], len(_JPEG)
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        kind = jpeg[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind == _START_OF_SCAN:
            return b"".join((*kept, jpeg[at:]))
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if kind not in _SECTIONS_OF_NOTES:
            kept.append(jpeg[at:end])
        at = end
    return jpeg


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
