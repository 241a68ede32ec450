"""Start a stand-in of a body for a test, and talk to it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Running:
    """A stand-in that listens."""

    url: str

    def get(self, path: str) -> Any:
        """Return the JSON of an address."""
        with urllib.request.urlopen(f"{self.url}{path}", timeout=20) as answer:  # noqa: S310 - on this machine
            return json.load(answer)

    def post(self, path: str, content: Any) -> Any:
        """Send JSON and return the JSON of the answer, whatever its status."""
        request = urllib.request.Request(  # noqa: S310 - a stand-in on this machine
            f"{self.url}{path}", data=json.dumps(content).encode(), method="POST",
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            return json.load(refusal)

    def page(self) -> str:
        """Return the page that a person sees."""
        with urllib.request.urlopen(f"{self.url}/", timeout=20) as answer:  # noqa: S310 - on this machine
            return str(answer.read().decode())


@contextmanager
def running(name: str, partner_file: Path, notebook: Path) -> Iterator[Running]:
    """Run a stand-in on a free port."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", f"standins.{name}", "--port", "0"),
            *("--partner", str(partner_file), "--notebook", str(notebook)),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None  # noqa: S101 - asked for above
    try:
        port = int(process.stdout.readline().rpartition(" ")[2])
        yield Running(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
