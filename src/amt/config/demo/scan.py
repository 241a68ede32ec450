"""An invented letter that came out of the scanner unreadable: a sheet of grey, drawn here."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.documents import services as documents
from amt.capabilities.worklist import services as worklist
from amt.capabilities.worklist.models import WorkItem
from amt.kernel import clock, ids
from amt.kernel.actors import SYSTEM

UNIT = "wohnen-bremen"
SUBJECT = uuid5(NAMESPACE_URL, "demo:unreadable-scan")
WIDTH, HEIGHT = 620, 877
DAYS_TO_LOOK = 30


def seed_scan(*, at: datetime) -> None:
    """Let one unreadable scan wait for a unit; once, also after somebody closed it."""
    if WorkItem.objects.filter(subject_kind="scan", subject_id=str(SUBJECT)).exists():
        return
    documents.store_document(
        content=grey_sheet(),
        media_type="image/png",
        file_name="posteingang.png",
        kind="scan",
        owner_kind="scan",
        owner_uuid=SUBJECT,
        actor=SYSTEM,
        at=at,
    )
    worklist.open_item(
        unit_id=get_unit_by_key(UNIT).id,
        subject_kind="scan",
        subject_id=SUBJECT,
        kind="unreadable_scan",
        procedure_key="",
        reference=ids.new_reference("SCN", clock.day_of(at).year),
        due_on=clock.day_of(at) + timedelta(days=DAYS_TO_LOOK),
        at=at,
        closed_by_hand=True,
    )


def grey_sheet() -> bytes:
    """Draw lines of text that nobody can read (PNG, eight bits of grey)."""
    rows = bytearray()
    for y in range(HEIGHT):
        is_line = 60 < y < HEIGHT - 120 and y % 22 < 9
        rows.append(0)
        for x in range(WIDTH):
            dots = (x * 7 + (y // 22) * 131 + (x // 9) * (y % 5)) % 97
            rows.append(120 + dots if is_line and 60 < x < WIDTH - 80 else 225 + dots % 20)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    whole = name + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))
