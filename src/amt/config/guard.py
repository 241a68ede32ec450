"""A watchman for the case that the parent is killed: a small process at the end of a pipe.

Whoever starts processes names them to the guard. When the pipe breaks without a farewell, the
parent is gone, and the guard stops what it named: first politely, then not, the database last.
It uses nothing but the standard library, so that it is small and starts in a moment.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable

POLITE_SECONDS = 10
FAREWELL = "farewell"


class Guard:
    """The parent's end of the pipe."""

    def __init__(self, *, keep_open: Iterable[int] = ()) -> None:
        """Start the watchman; `keep_open` are descriptors (locks) it holds until it is done."""
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-E", os.path.abspath(__file__)],  # noqa: PTH100 - no pathlib there
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=tuple(keep_open),
            text=True,
        )

    def watch(self, pid: int) -> None:
        """Name a process that leads its own group."""
        self._say(f"process {pid}")

    def watch_server(self, pid: int) -> None:
        """Name the database server, which is stopped after all others."""
        self._say(f"server {pid}")

    def forget(self, pid: int) -> None:
        """Take a process back that ended."""
        self._say(f"forget {pid}")

    def release(self) -> None:
        """Send the watchman home."""
        try:
            self._say(FAREWELL)
            if self._process.stdin:
                self._process.stdin.close()
        except BrokenPipeError:
            pass
        self._process.wait(timeout=5)

    def is_there(self) -> bool:
        """Say whether the watchman lives."""
        return self._process.poll() is None

    def _say(self, line: str) -> None:
        if self._process.stdin is None or not self.is_there():
            return
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()


def keep_watch() -> None:
    """Read names until the pipe ends; stop the named processes if nobody said farewell."""
    for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(order, signal.SIG_IGN)
    processes: list[int] = []
    servers: list[int] = []
    for line in sys.stdin:
        word, _, number = line.strip().partition(" ")
        if word == FAREWELL:
            return
        pid = int(number)
        if word == "process":
            processes.append(pid)
        elif word == "server":
            servers = [pid]
        elif word == "forget" and pid in processes:
            processes.remove(pid)
    stop_groups(processes)
    for pid in servers:
        send(pid, signal.SIGINT, group=False)


def stop_groups(pids: list[int]) -> None:
    """Stop process groups: ask, wait, then end them."""
    for pid in pids:
        send(pid, signal.SIGTERM)
    give_up_at = time.monotonic() + POLITE_SECONDS
    while time.monotonic() < give_up_at and any(send(pid, 0) for pid in pids):
        time.sleep(0.05)
    for pid in pids:
        send(pid, signal.SIGKILL)


def send(pid: int, order: int, *, group: bool = True) -> bool:
    """Send a signal and say whether somebody was there to receive it."""
    if pid <= 1:
        return False
    try:
        if group:
            os.killpg(pid, order)
        else:
            os.kill(pid, order)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    keep_watch()
