"""Pages of an office with two web workers, asked by wrk over sixteen connections."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.rows import Row, percentile
from tests.journeys.office import ROOT, Office, environment, open_office

CONNECTIONS = 16
SLOWEST_MILLISECONDS = 100.0
DOCUMENT_MILLISECONDS = 150.0
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its target in requests per second; 0 is none."""

    what: str
    path: str
    target: int
    session: str = ""


def measure(seconds: int) -> list[Row]:
    """Open an office, make a decided matter in it, measure its Bescheid and its pages."""
    with (
        tempfile.TemporaryDirectory(prefix="amt-bench-") as folder,
        open_office(Path(folder) / "data") as office,
    ):
        made = inside(office)
        rows = [documents_row(made.documents)]
        if tool() is None:
            missing = "not measured: wrk is missing (Debian: wrk)"
            return [*rows, Row(what="pages", target="", result=missing, good=False)]
        pages = [
            Page("start page", "/", 500),
            Page("service page", "/leistungen/wohngeld/", 500),
            Page("service page, English", "/en/leistungen/wohngeld/", 500),
            Page("status page, signed in", made.matter, 150, made.session),
            # A query keeps the page out of the memory of the process, as a first look does.
            Page("status page, made anew each time", f"{made.matter}?anew=1", 0, made.session),
        ]
        return rows + [ask(office, page, seconds) for page in pages]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made inside the office: a matter, a session that sees it, times of documents."""

    matter: str
    session: str
    documents: list[float]


def inside(office: Office) -> Made:
    """Run `bench.inside` in the office's own environment."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside"],
        cwd=ROOT,
        env=environment(office.folder, AMT_LOG_LEVEL="error"),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return Made(**json.loads(done.stdout.strip().splitlines()[-1]))


def documents_row(values: list[float]) -> Row:
    """Return the row of the Bescheid."""
    middle = percentile(values, 0.5)
    return Row(
        "a Bescheid rendered and sealed",
        f"under {DOCUMENT_MILLISECONDS:.0f} ms",
        f"{middle:.0f} ms (p50), {percentile(values, 0.99):.0f} ms (p99), n = {len(values)}",
        middle < DOCUMENT_MILLISECONDS,
    )


def ask(office: Office, page: Page, seconds: int) -> Row:
    """Ask a page as fast as it answers; a first round warms it up."""
    require_answer(office, page)
    cookie = ["-H", f"Cookie: amt_session={page.session}"] if page.session else []
    words = [str(tool()), "-t2", f"-c{CONNECTIONS}", "--latency", *cookie]
    for length in (2, seconds):
        done = subprocess.run(
            [*words, f"-d{length}s", office.url + page.path],
            capture_output=True,
            text=True,
            check=True,
        )
    rate = float(done.stdout.partition("Requests/sec:")[2].split()[0])
    slowest = latency(done.stdout, "99%")
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    note = f", {failed[1]} failed" if failed else ""
    return Row(
        f"{page.what} (`{page.path.split('-')[0]}`)" if not page.session else page.what,
        f"{page.target}/s, p99 under {SLOWEST_MILLISECONDS:.0f} ms" if page.target else "",
        f"{rate:.0f}/s, p50 {latency(done.stdout, '50%'):.1f} ms, p99 {slowest:.1f} ms{note}",
        not failed
        and (not page.target or (rate >= page.target and slowest < SLOWEST_MILLISECONDS)),
    )


def require_answer(office: Office, page: Page) -> None:
    """See that the page itself answers, no redirect. :raises RuntimeError: when it does not."""
    connection = http.client.HTTPConnection(office.url.removeprefix("http://"), timeout=30)
    connection.request("GET", page.path, headers={"Cookie": f"amt_session={page.session}"})
    status = connection.getresponse().status
    connection.close()
    if status != http.HTTPStatus.OK:
        raise RuntimeError(f"{page.path} answers {status}")


def latency(said: str, share: str) -> float:
    """Read a latency of wrk's answer, in milliseconds."""
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", said)
    if found is None:
        raise ValueError(said)
    return float(found[1]) * UNITS[found[2]]


def tool() -> str | None:
    """Return the load generator; install Debian's where that is allowed."""
    if shutil.which("wrk") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(
            ["apt-get", "-q", "install", "-y", "wrk"], check=False, stdout=subprocess.DEVNULL
        )
    return shutil.which("wrk")
