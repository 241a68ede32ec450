"""A whole application without login, sent by sixteen people at once over real HTTP.

Three pages, fifteen questions, two conditions, a receipt as PDF; everything runs on this machine,
the people too. What one page and one answer cost the server is measured inside the office.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.applicant import Applicant, Sent
from bench.moved import moved_row
from bench.rows import Row, percentile
from tests.journeys.office import ROOT, Office, environment, open_office

CLIENTS = 16
WARM_SECONDS = 5
SLOWEST_ACCEPTED = 300.0
SLOWEST_RECEIPT = 2.0
FEWEST_A_SECOND = 10.0
PAGE_MILLISECONDS, PAGE_QUERIES = 60.0, 8
FIELD_MILLISECONDS = 20.0
PATIENCE_SECONDS = 60
WATCHING = "watching"


def measure(seconds: int) -> list[Row]:
    """Open an office that knows the service, let people apply, look inside."""
    with tempfile.TemporaryDirectory(prefix="amt-bench-") as name:
        folder = Path(name)
        packages = announced(folder)
        with open_office(folder / "data", PYTHONPATH=packages) as office:
            inside(office, packages, "prepare")
            moved = moved_row(office)
            with receipts_watched(office, packages) as receipts:
                sent, took = apply_for(office, seconds)
                wait_for_receipts(sent, receipts)
            one = inside(office, packages, "one_page")
    return [*applied_rows(sent, took, receipts), *page_rows(one), moved]


def announced(folder: Path) -> str:
    """Announce the invented service as an installed package would; return the search path."""
    packages = folder / "packages"
    made = packages / "amt_bench-0.dist-info"
    made.mkdir(parents=True)
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: amt-bench\nVersion: 0\n")
    (made / "entry_points.txt").write_text(
        "[amt.procedures]\ndouble_open = tests.doubles.double_open.procedure:PROCEDURE\n"
    )
    # The server runs as another user when this runs as root.
    folder.chmod(0o711)
    return f"{packages}:{ROOT}"


def apply_for(office: Office, seconds: int) -> tuple[list[Sent], float]:
    """Let everybody apply again and again; what the first seconds gave is left out."""
    end = time.monotonic() + WARM_SECONDS + seconds
    begun = time.time() + WARM_SECONDS
    sent: list[Sent] = []
    failed: list[BaseException] = []

    def person(number: int) -> None:
        try:
            while time.monotonic() < end and not failed:
                sent.append(Applicant(office.url, number).apply())
        except BaseException as problem:
            failed.append(problem)
            raise

    people = [threading.Thread(target=person, args=(n,)) for n in range(CLIENTS)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    if failed:
        raise RuntimeError("an application failed") from failed[0]
    counted = [one for one in sent if one.at >= begun]
    return counted, max(one.at for one in counted) - begun


@contextmanager
def receipts_watched(office: Office, packages: str) -> Iterator[dict[str, float]]:
    """Note when each receipt is there, by the number of its draft."""
    ready: dict[str, float] = {}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.inside_applying", "watch"],
        cwd=ROOT,
        env=environment(office.folder, AMT_LOG_LEVEL="error", PYTHONPATH=packages),
        stdout=subprocess.PIPE,
        text=True,
    )

    def read() -> None:
        for line in process.stdout or ():
            draft, at = line.split()
            ready[draft] = float(at)

    try:
        # Whoever watches from later on would take the time until then for the receipts' own.
        if process.stdout is None or process.stdout.readline().strip() != WATCHING:
            raise RuntimeError("nobody watches the receipts")
        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        yield ready
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for_receipts(sent: list[Sent], receipts: dict[str, float]) -> None:
    """Wait until every application has its receipt, or patience ends."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and not {one.draft for one in sent} <= receipts.keys():
        time.sleep(0.2)


def inside(office: Office, packages: str, deed: str) -> dict[str, float]:
    """Run a deed of `bench.applying_deeds` in the office's own environment."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside_applying", deed],
        cwd=ROOT,
        env=environment(office.folder, AMT_LOG_LEVEL="error", PYTHONPATH=packages),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-4000:])
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def applied_rows(sent: list[Sent], took: float, receipts: dict[str, float]) -> list[Row]:
    """Return rate, time until accepted and time until the receipt."""
    rate = len(sent) / took
    accepted = [one.seconds * 1000 for one in sent]
    middle = percentile(accepted, 0.5)
    waits = [receipts[one.draft] - one.at for one in sent if one.draft in receipts]
    late = percentile(waits, 0.9) if waits else float("inf")
    lost = len(sent) - len(waits)
    return [
        Row(
            f"whole applications without login, {CLIENTS} people at once",
            f"{FEWEST_A_SECOND:.0f}/s",
            f"{rate:.1f}/s, n = {len(sent)}",
            rate >= FEWEST_A_SECOND,
        ),
        Row(
            "from sending to accepted",
            f"p50 under {SLOWEST_ACCEPTED:.0f} ms",
            f"p50 {middle:.0f} ms, p90 {percentile(accepted, 0.9):.0f} ms",
            middle < SLOWEST_ACCEPTED,
        ),
        Row(
            "from accepted to the receipt as PDF",
            f"p90 under {SLOWEST_RECEIPT:.0f} s",
            f"p50 {percentile(waits, 0.5) if waits else 0:.2f} s, p90 {late:.2f} s, {lost} missing",
            late < SLOWEST_RECEIPT and lost == 0,
        ),
    ]


def page_rows(one: dict[str, float]) -> list[Row]:
    """Return what a page and an answer cost the server."""
    return [
        Row(
            f"a page of a form with {one['fields']:.0f} fields, in the server",
            f"under {PAGE_MILLISECONDS:.0f} ms, {PAGE_QUERIES} queries",
            f"p50 {one['page']:.1f} ms, p90 {one['page_p90']:.1f} ms, "
            f"{one['page_queries']:.0f} queries",
            one["page"] < PAGE_MILLISECONDS and one["page_queries"] <= PAGE_QUERIES,
        ),
        Row(
            "one answer saved by itself, in the server",
            f"under {FIELD_MILLISECONDS:.0f} ms",
            f"p50 {one['field']:.1f} ms, p90 {one['field_p90']:.1f} ms, "
            f"{one['field_queries']:.0f} queries",
            one["field"] < FIELD_MILLISECONDS,
        ),
    ]
