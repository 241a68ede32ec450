"""A whole office for a test: `amt demo` on free ports, its logins, its mails, its phone."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from standins.phone.codes import code_at, seconds_left

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 180


@dataclass(frozen=True)
class Office:
    """A running office."""

    url: str
    folder: Path
    process: subprocess.Popen[str]
    codes: set[str] = field(default_factory=set)
    """One-time codes that were given out: the office takes none of them twice."""

    def mails(self) -> list[str]:
        """Return every mail that the stand-in for mail took, oldest first."""
        files = sorted((p for p in (self.folder / "mails").rglob("*") if p.is_file()), key=_age)
        return [path.read_text(encoding="utf-8", errors="replace") for path in files]

    def code_of(self, login: str) -> str:
        """Return a new one-time code of an invented member of staff that holds for some seconds."""
        people = json.loads((self.folder / "phone.json").read_text(encoding="utf-8"))
        secret = next(person["secret"] for person in people if person["login"] == login)
        while seconds_left(time.time()) < 5 or code_at(secret, time.time()) in self.codes:
            time.sleep(1)
        code = code_at(secret, time.time())
        self.codes.add(code)
        return code

    def amt(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the office's own installation."""
        return subprocess.run(
            [sys.executable, "-m", "amt.config.cli", *words],
            cwd=ROOT,
            env=environment(self.folder),
            capture_output=True,
            text=True,
            check=False,
        )

    def is_ready(self) -> bool:
        """Tell whether the office answers that it is ready."""
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def wait(self) -> None:
        """Wait until the office is open. :raises TimeoutError: when it does not open in time."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if self.is_ready():
                return
            if self.process.poll() is not None:
                raise TimeoutError("the office closed before it opened")
            time.sleep(0.2)
        raise TimeoutError("the office did not open")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a demo in a folder; the tests' own database is left out."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AMT_") and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return kept | {
        "AMT_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "amt.config.settings.demo",
        **more,
    }


@contextmanager
def open_office(folder: Path, **more: str) -> Iterator[Office]:
    """Open an office in an empty folder and close it afterwards."""
    port = free_port()
    with (folder.parent / f"{folder.name}.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "amt.config.cli", "demo"),
                *("--port", str(port), "--data", str(folder)),
            ],
            cwd=ROOT,
            env={k: v for k, v in environment(folder, **more).items() if k != "AMT_DATA_DIR"},
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        office = Office(f"http://localhost:{port}", folder, process)
        try:
            office.wait()
            yield office
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def free_port() -> int:
    """Return a port that nobody listens on, with room for its neighbours."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _age(path: Path) -> float:
    return path.stat().st_mtime
