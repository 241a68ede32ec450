"""Having a scan read by a program with limits, some pages at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from django.utils.translation import gettext_lazy as _

from amt.capabilities.applications import paper_reader
from amt.capabilities.applications.paper_codes import NoPageCode, PageCode, parse
from amt.kernel.errors import Refusal

log = structlog.get_logger(__name__)

PAGES_AT_A_TIME = 25
SECONDS = 120
MOST_SHEETS = 1_000
SCAN = "scan.pdf"

_SENTENCES = {
    "broken": _("Diese Datei lässt sich nicht lesen. Scannen Sie die Blätter noch einmal als PDF."),
    "locked": _("Diese Datei ist mit einem Kennwort geschützt. Scannen Sie ohne Kennwort."),
    "too_many": _("Diese Datei hat zu viele Seiten. Teilen Sie den Stapel, bis zu 1.000 Seiten."),
}


class ScanUnreadable(Refusal):
    """A scan cannot be opened at all; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(_SENTENCES[code], code=code)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A page of a scan: its own file, upright as far as known, and the code on it.

    Without code `problem` says why: `no_code`, `foreign_code` or `several_codes`.
    """

    position: int
    content: bytes
    code: PageCode | None
    problem: str = ""


def read_scan(pieces: Iterator[bytes]) -> list[SheetRead]:
    """Read every page of a scan.

    :raises ScanUnreadable: when the file is broken, locked or has too many pages.
    """
    with TemporaryDirectory(prefix="amt-scan-") as name:
        folder = Path(name)
        with (folder / SCAN).open("wb") as file:
            for piece in pieces:
                file.write(piece)
        count = int(_run(folder, 0, 0))
        if not 0 < count <= MOST_SHEETS:
            raise ScanUnreadable("too_many" if count else "broken")
        found = []
        for first in range(1, count + 1, PAGES_AT_A_TIME):
            last = min(first + PAGES_AT_A_TIME - 1, count)
            for line in _run(folder, first, last).splitlines():
                found.append(_sheet(folder, json.loads(line)))
        return found


def _sheet(folder: Path, told: dict[str, object]) -> SheetRead:
    position, texts = int(str(told["number"])), told["texts"]
    content = (folder / f"{position}.pdf").read_bytes()
    codes, foreign = set(), False
    for text in texts if isinstance(texts, list) else []:
        try:
            codes.add(parse(str(text)))
        except NoPageCode:
            foreign = True
    if len(codes) == 1:
        return SheetRead(position, content, codes.pop())
    if codes:
        return SheetRead(position, content, None, "several_codes")
    return SheetRead(position, content, None, "foreign_code" if foreign else "no_code")


def _run(folder: Path, first: int, last: int) -> str:
    program = [sys.executable, "-I", "-m", "amt.capabilities.applications.paper_reader"]
    try:
        done = subprocess.run(
            [*program, str(folder / SCAN), str(folder), str(first), str(last)],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as late:
        raise ScanUnreadable("broken") from late
    if done.returncode:
        log.info("applications.scan_not_read", code=done.returncode)
        locked = done.returncode == paper_reader.LOCKED
        raise ScanUnreadable("locked" if locked else "broken")
    return done.stdout.decode()
