"""A register is asked while the person is on the next page: when is its answer there?"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from bench.rows import Row, percentile
from bench.visitor import Visitor
from standins.running import Running
from tests.journeys.office import Office, open_office

# From two seconds on a register counts as down; this one is as slow as one may be.
SLOW_SECONDS = 1.8
MORE_SECONDS = 1.0
"""How much later than the register the answer may be there."""
MORE_MILLISECONDS = 50.0
"""How much longer the next page may take while a register is asked."""
SERVICE, LOOKUP, HERE, NEXT = "wohngeld", "applicant", "applicant", "home"
RESIDENTS = ("citizen", "representative", "builder", "neighbour", "mother", "father")
PATIENCE_SECONDS = 30
ALONE = 10


def measure() -> list[Row]:
    """Open an office, make its register slow, let people fetch and go on."""
    with tempfile.TemporaryDirectory(prefix="amt-bench-") as name:
        folder = Path(name)
        # The server runs as another user when this runs as root.
        folder.chmod(0o711)
        with open_office(folder / "data") as office, made_slow(office):
            waits, alone, meanwhile = [], list[float](), list[float]()
            for resident in RESIDENTS:
                visitor = Visitor(office, SERVICE, resident=resident)
                next_page = f"/antrag/{visitor.draft}/{NEXT}/"
                alone += [_timed(visitor, next_page) for _each in range(ALONE)]
                waits.append(fetch(visitor, next_page, meanwhile))
    middle = percentile(waits, 0.5)
    with_nobody, beside = percentile(alone, 0.5), percentile(meanwhile, 0.5)
    return [
        Row(
            f"from choosing to fetch to the answer, a register that takes {SLOW_SECONDS} s",
            f"p50 under {SLOW_SECONDS + MORE_SECONDS:.1f} s",
            f"p50 {middle:.1f} s, slowest {max(waits):.1f} s, n = {len(waits)}",
            middle < SLOW_SECONDS + MORE_SECONDS,
        ),
        Row(
            "the next page while that register is asked",
            f"p50 not {MORE_MILLISECONDS:.0f} ms longer",
            f"p50 {beside:.0f} ms, p90 {percentile(meanwhile, 0.9):.0f} ms, n = {len(meanwhile)}; "
            f"with nobody asking p50 {with_nobody:.0f} ms, p90 {percentile(alone, 0.9):.0f} ms, "
            f"n = {len(alone)}",
            beside < with_nobody + MORE_MILLISECONDS,
        ),
    ]


def fetch(visitor: Visitor, next_page: str, meanwhile: list[float]) -> float:
    """Choose to fetch, read the next page until it tells of the answer; return the seconds.

    :raises RuntimeError: when the answer does not come.
    """
    visitor.read(f"/antrag/{visitor.draft}/{HERE}/")
    begun = time.monotonic()
    visitor.post(f"/antrag/{visitor.draft}/register/{LOOKUP}/", {"register": "abrufen"})
    while time.monotonic() < begun + PATIENCE_SECONDS:
        asked = time.monotonic()
        page = visitor.read(next_page)
        if f"#register-{LOOKUP}".encode() in page:
            return time.monotonic() - begun
        meanwhile.append((time.monotonic() - asked) * 1000)
        time.sleep(0.1)
    raise RuntimeError("no answer of the register came")


@contextmanager
def made_slow(office: Office) -> Iterator[None]:
    """Let the registers of the office take their time."""
    file = office.folder / "registers" / "registers.yaml"
    registers = yaml.safe_load(file.read_text(encoding="utf-8"))["registers"]
    for row in registers:
        Running(row["url"]).post("/trouble", {"seconds": SLOW_SECONDS})
    yield
    for row in registers:
        Running(row["url"]).post("/trouble", {})


def _timed(visitor: Visitor, path: str) -> float:
    begun = time.monotonic()
    visitor.read(path)
    return (time.monotonic() - begun) * 1000
