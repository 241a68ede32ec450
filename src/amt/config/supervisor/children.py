"""One process under supervision: its command, its log, its restarts."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from amt.config.guard import Guard, send

# Seconds. A process that lived this long has recovered, so the next pause is short again.
STEADY_AFTER = 60
SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 30
LARGEST_LOG = 50_000_000


@dataclass(frozen=True, kw_only=True)
class Command:
    """What is started: a name for people and logs, the words, and the environment."""

    name: str
    words: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path


@dataclass(kw_only=True)
class Child:
    """A started command that is started again when it ends."""

    command: Command
    log: Path
    guard: Guard
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    _started_at: float = 0.0
    _pause: float = SHORTEST_PAUSE
    _start_again_at: float | None = field(default=None)

    def start(self) -> None:
        """Start it, in a group of its own, so that Ctrl-C reaches the supervisor alone."""
        keep_small(self.log)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command.words,
                cwd=self.command.folder,
                env={**os.environ, **self.command.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._started_at = time.monotonic()
        self._start_again_at = None
        self.guard.watch(self.process.pid)

    def is_running(self) -> bool:
        """Say whether it runs."""
        return self.process is not None and self.process.poll() is None

    def care(self) -> str | None:
        """Start it again when it ended; return a sentence when there is news."""
        if self.process is None or self.is_running():
            return None
        now = time.monotonic()
        if self._start_again_at is None:
            # Whatever it left behind would hold its port.
            send(self.process.pid, signal.SIGKILL)
            self.guard.forget(self.process.pid)
            if now - self._started_at > STEADY_AFTER:
                self._pause = SHORTEST_PAUSE
            self._start_again_at = now + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
            return f"{self.command.name} ended ({_cause(self.process.returncode)}), see {self.log}"
        if now >= self._start_again_at:
            self.restarts += 1
            self.start()
            return f"{self.command.name} runs again"
        return None

    def ask_to_stop(self) -> None:
        """Ask it to finish what it does."""
        if self.process is not None and self.is_running():
            send(self.process.pid, signal.SIGTERM, group=False)

    def make_stop(self) -> None:
        """End it and everything it started."""
        if self.process is not None:
            send(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.guard.forget(self.process.pid)


def keep_small(log: Path) -> None:
    """Put a log that grew large aside, over the one before."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def _cause(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
