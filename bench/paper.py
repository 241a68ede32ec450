"""A stack of paper: twenty applications in one scan at 200 dpi, split by their codes and filed.

An office with all its processes runs on this machine; its worker searches the scan for viruses,
reads it and opens the cases. Printing the forms and playing the scanner is not counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.rows import Row
from tests.journeys.office import ROOT, Office, environment, open_office

TARGET_SECONDS = 1.0
"""What the page of a scan promises its reader."""


def measure() -> list[Row]:
    """Open an office, let a stack be scanned there, wait until it is filed."""
    with tempfile.TemporaryDirectory(prefix="amt-bench-") as name:
        folder = Path(name)
        # The server runs as another user when this runs as root.
        folder.chmod(0o711)
        with open_office(folder / "data") as office:
            told = inside(office)
    a_page = told["seconds"] / told["pages"]
    whole = told["filed"] == told["applications"] and not told["loose"]
    return [
        Row(
            f"{told['applications']:.0f} applications on paper in one scan at 200 dpi "
            f"({told['pages']:.0f} pages, turned, {told['megabytes']:.0f} MB), split and filed",
            f"under {TARGET_SECONDS:.0f} s a page, all filed",
            f"{a_page:.2f} s a page ({told['seconds']:.0f} s), {told['filed']:.0f} filed, "
            f"{told['loose']:.0f} pages left over",
            a_page < TARGET_SECONDS and whole,
        )
    ]


def inside(office: Office) -> dict[str, float]:
    """Scan a stack in the office's own environment."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside_paper"],
        cwd=ROOT,
        env=environment(office.folder, AMT_LOG_LEVEL="error"),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-4000:])
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
