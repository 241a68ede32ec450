"""The loop over all processes: keep them running until somebody says stop."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from amt.config.guard import Guard
from amt.config.postgres.cluster import Cluster
from amt.config.postgres.explain import DatabaseCannotRun
from amt.config.supervisor.children import LARGEST_LOG, Child

TICK = 0.2
LOOK_AT_DATABASE_EVERY = 2.0
LOOK_AT_LOGS_EVERY = 60.0
STOP_SECONDS = 12


class StopAsked(BaseException):
    """Somebody pressed Ctrl-C or sent a signal while the start was still under way."""


class Supervisor:
    """Keeps the children and the database running."""

    def __init__(self, cluster: Cluster | None, guard: Guard, tell: Callable[[str], None]) -> None:
        self._cluster = cluster
        self._guard = guard
        self._tell = tell
        self._children: list[Child] = []
        self._stop = False
        self._running = False

    def listen_to_signals(self) -> None:
        """Take Ctrl-C and SIGTERM as the wish to stop; a second one changes nothing."""
        for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(order, self._on_signal)

    def start(self, child: Child) -> None:
        """Start a child and keep it."""
        self._children.append(child)
        child.start()

    def run(self, *, is_ready: Callable[[], bool], on_ready: Callable[[], None]) -> None:
        """Watch over all until asked to stop; call `on_ready` once everything answers."""
        self._running = True
        told = False
        look_at_database, look_at_logs = 0.0, time.monotonic() + LOOK_AT_LOGS_EVERY
        while not self._stop:
            for child in self._children:
                news = child.care()
                if news:
                    self._tell(news)
            now = time.monotonic()
            if now >= look_at_database:
                self._look_at_database()
                look_at_database = now + LOOK_AT_DATABASE_EVERY
            if now >= look_at_logs:
                self._look_at_logs()
                look_at_logs = now + LOOK_AT_LOGS_EVERY
            if not told and is_ready():
                on_ready()
                told = True
            time.sleep(TICK)

    def stop(self) -> None:
        """Stop all children, then the database."""
        for child in self._children:
            child.ask_to_stop()
        give_up_at = time.monotonic() + STOP_SECONDS
        while any(child.is_running() for child in self._children):
            if time.monotonic() > give_up_at:
                break
            time.sleep(0.05)
        for child in self._children:
            child.make_stop()
        if self._cluster is not None:
            self._cluster.stop()

    def _look_at_database(self) -> None:
        if self._cluster is None or self._cluster.is_running():
            return
        self._tell("the database ended, starting it again")
        try:
            self._cluster.start()
        except DatabaseCannotRun as fault:
            self._tell(str(fault))
            return
        self._guard.watch_server(self._cluster.pid() or 0)

    def _look_at_logs(self) -> None:
        for child in self._children:
            keep_small_while_open(child.log)

    def _on_signal(self, order: int, frame: FrameType | None) -> None:
        if not self._running and not self._stop:
            self._stop = True
            raise StopAsked
        self._stop = True


def keep_small_while_open(log: Path) -> None:
    """Copy a large log aside and empty it; whoever writes to it keeps the same file."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)
