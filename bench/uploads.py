"""Fifty megabytes sent and scanned over HTTP, while other people read pages of the same office.

They are sent in both ways: in parts as the page's script does, and with the form of the page as a
browser without scripts does. Each page is timed with nobody sending and beside both ways.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from amt.capabilities.documents.testing.papers import write_large_pdf
from bench.rows import Row, percentile
from bench.sender import MEGABYTE, SERVICE, Sender
from tests.journeys.office import Office, open_office

SIZE = 50 * MEGABYTE
READERS = 4
# One file is gone within seconds: too few pages are read meanwhile to say anything of the slowest.
ROUNDS = 8
# Each person asks for a page so often, whatever the last one took: readers, not a storm.
SECONDS_BETWEEN = 0.1
SECONDS_ALONE = 10
WARM_SECONDS = 3
START, OFFER, FORM = "the start page", "a service page", "a page of a form"
FIGURES = {START: (0.99, 100.0), OFFER: (0.99, 100.0), FORM: (0.5, 60.0)}
"""The share of the requests that must be quicker than so many milliseconds, by page."""

Times = dict[str, list[float]]
Deed = Callable[[], None]


def measure() -> list[Row]:
    """Open an office, let people read, send a large file in both ways, wait for its scan."""
    with tempfile.TemporaryDirectory(prefix="amt-bench-") as name:
        folder = Path(name)
        # The server runs as another user when this runs as root.
        folder.chmod(0o711)
        plan = folder / "plan.pdf"
        write_large_pdf(plan, SIZE)
        with open_office(folder / "data") as office:
            readers = [Sender(office) for _each in range(READERS)]
            read_while(readers, lambda: time.sleep(WARM_SECONDS))
            before = read_while(readers, lambda: time.sleep(SECONDS_ALONE))
            rows, beside = [], {}
            for way, send in (
                ("in parts of 5 MB", Sender.send_in_parts),
                ("with the form of the page", Sender.send_with_form),
            ):
                row, beside[way] = beside_one(office, readers, plan, way, send)
                rows.append(row)
    return rows + [page_row(page, before[page], beside) for page in FIGURES]


def beside_one(
    office: Office,
    readers: list[Sender],
    plan: Path,
    way: str,
    send: Callable[[Sender, Path], None],
) -> tuple[Row, Times]:
    """Send the plan in one way, by one person after the other.

    Return how long that took, and how long pages took meanwhile.
    """
    sent, scanned = list[float](), list[float]()

    def send_and_wait() -> None:
        for _each in range(ROUNDS):
            sender = Sender(office)
            begun = time.monotonic()
            send(sender, plan)
            sent.append(time.monotonic() - begun)
            sender.wait_for_scan()
            scanned.append(time.monotonic() - begun)

    meanwhile = read_while(readers, send_and_wait)
    told = (
        f"sent after {percentile(sent, 0.5):.1f} s, scanned after {percentile(scanned, 0.5):.1f} s"
    )
    return Row(
        f"50 MB sent {way} and scanned", "", f"{told} (p50, n = {ROUNDS})", good=True
    ), meanwhile


def read_while(readers: list[Sender], deed: Deed) -> Times:
    """Let people read while something is done; return milliseconds by page.

    :raises RuntimeError: when a page could not be read.
    """
    done = threading.Event()
    took: Times = {page: [] for page in FIGURES}
    failed: list[BaseException] = []

    def read(visitor: Sender) -> None:
        pages: dict[str, Deed] = {
            START: lambda: visitor.look("/"),
            OFFER: lambda: visitor.look(f"/leistungen/{SERVICE}/"),
            FORM: visitor.open_form,
        }
        try:
            while True:
                for page, look in pages.items():
                    begun = time.monotonic()
                    look()
                    took[page].append((time.monotonic() - begun) * 1000)
                    if done.wait(max(0.0, SECONDS_BETWEEN - (time.monotonic() - begun))):
                        return
        except BaseException as problem:
            failed.append(problem)
            raise

    people = [threading.Thread(target=read, args=(one,)) for one in readers]
    for one in people:
        one.start()
    try:
        deed()
    finally:
        done.set()
        for one in people:
            one.join()
    if failed:
        raise RuntimeError("a page could not be read") from failed[0]
    return took


def page_row(page: str, before: list[float], beside: dict[str, Times]) -> Row:
    """Return how long a page took with nobody sending and beside each way of sending."""
    share, most = FIGURES[page]
    told = [f"with nobody sending {_told(before)}"]
    told += [f"beside 50 MB {way} {_told(times[page])}" for way, times in beside.items()]
    good = all(times[page] and percentile(times[page], share) < most for times in beside.values())
    return Row(
        f"{page} while 50 MB are sent and scanned",
        f"p{share * 100:.0f} under {most:.0f} ms",
        "; ".join(told),
        good,
    )


def _told(times: list[float]) -> str:
    if not times:
        return "not once read"
    middle, slow = percentile(times, 0.5), percentile(times, 0.99)
    return f"p50 {middle:.0f} ms, p99 {slow:.0f} ms (n = {len(times)})"
