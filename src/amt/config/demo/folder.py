"""The data folder of a demo: one demo at a time, and nothing deleted that is no demo."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from pathlib import Path
from typing import IO

from amt.config.postgres.cluster import Cluster
from amt.config.postgres.explain import explain_error

MARK = ".amt-demo"
# Where everything listens in this run: the supervisor alone knows the ports.
ADDRESSES = "addresses.json"
PATIENCE_SECONDS = 20


class FolderRefused(RuntimeError):
    """The folder cannot be used; the message is a sentence for the person."""


class DemoFolder:
    """A folder that belongs to one demo."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._lock: IO[str] | None = None

    @property
    def database(self) -> Path:
        """Where the database's data are asked to lie."""
        return self.path / "postgres"

    @property
    def logs(self) -> Path:
        """Where the logs lie, one file for each process."""
        return self.path / "logs"

    def take(self) -> int:
        """Take the folder for this process and return the descriptor of the lock.

        :raises FolderRefused: when it cannot be written, is no demo's, or a demo already runs.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            strangers = [entry.name for entry in self.path.iterdir()]
            if strangers and not (self.path / MARK).exists():
                raise FolderRefused(
                    f"{self.path} holds other things than a demo ({strangers[0]}, ...). Name an "
                    "empty or new folder with --data (make demo DATA=...)."
                )
            (self.path / MARK).touch()
            for folder in (self.logs, self.path / "files", self.path / "mails"):
                folder.mkdir(mode=0o700, exist_ok=True)
            self._lock = (self.path / "running.json").open("a+", encoding="utf-8")
        except OSError as error:
            raise FolderRefused(
                str(explain_error(error, self.path)).replace(
                    "The database cannot run", "The demo cannot run"
                )
            ) from error
        try:
            self._wait_for_lock(self._lock)
        except FolderRefused:
            self.leave()
            raise
        return self._lock.fileno()

    def leave(self) -> None:
        """Give the folder back."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def note(self, address: str) -> None:
        """Write down who runs where, for a second start."""
        if self._lock is None:
            return
        self._lock.seek(0)
        self._lock.truncate()
        json.dump({"process": os.getpid(), "address": address}, self._lock)
        self._lock.flush()

    def reset(self) -> None:
        """Delete everything of the demo.

        :raises FolderRefused: when it runs, or the folder is no demo's.
        """
        if not self.path.exists():
            return
        self.take()
        Cluster(self.database, durable=True).remove()
        shutil.rmtree(self.path)
        self.leave()

    def _wait_for_lock(self, lock: IO[str]) -> None:
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # After a killed demo its guard holds the folder until all processes are gone.
                if self._holder_lives() or time.monotonic() > give_up_at:
                    raise FolderRefused(self._already_running()) from None
                time.sleep(0.2)
            else:
                return

    def _note_of_holder(self) -> dict[str, object]:
        try:
            note = json.loads((self.path / "running.json").read_text(encoding="utf-8") or "{}")
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) else {}

    def _holder_lives(self) -> bool:
        process = self._note_of_holder().get("process")
        if not isinstance(process, int):
            return True
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def _already_running(self) -> str:
        note = self._note_of_holder()
        return (
            f"The demo in {self.path} is already running: {note.get('address', 'still starting')} "
            f"(process {note.get('process', 'unknown')}). Stop it with Ctrl-C there."
        )
