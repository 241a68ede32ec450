"""Why the database cannot run, in sentences for the person at the keyboard."""

from __future__ import annotations

import errno
from pathlib import Path

SAYINGS = (
    ("No space left on device", "the disk that holds {folder} is full. Free some space there"),
    ("Disk quota exceeded", "the quota of the disk that holds {folder} is used up"),
    ("Read-only file system", "{folder} lies on a disk that cannot be written"),
    (
        "database files are incompatible",
        "the data in {folder} were written by another version of PostgreSQL",
    ),
    ("Permission denied", "{folder} is not open to this user"),
    (
        "could not bind Unix address",
        "the socket in {socket} cannot be made; is another server using it?",
    ),
    ("Unix-domain socket path", "the path {socket} is too long for a socket"),
    ("could not create shared memory", "the machine has no shared memory left"),
    (
        "could not look up effective user",
        "this user has no name in /etc/passwd, which PostgreSQL needs",
    ),
)


class DatabaseCannotRun(RuntimeError):
    """The own database server cannot run; the message is a sentence for the operator."""


def explain_log(log: str, *, folder: Path, socket: Path) -> DatabaseCannotRun:
    """Return the reason found in what the server said, or its last words where none is known."""
    for saying, sentence in SAYINGS:
        if saying in log:
            reason = sentence.format(folder=folder, socket=socket)
            return DatabaseCannotRun(f"The database cannot run: {reason}.")
    last = [line for line in log.strip().splitlines() if line][-3:]
    return DatabaseCannotRun(
        "The database cannot run. Its last words: " + (" / ".join(last) or "none") + "."
    )


def explain_error(error: OSError, folder: Path) -> DatabaseCannotRun:
    """Return the reason behind an error of the operating system."""
    reasons = {
        errno.ENOSPC: f"the disk that holds {folder} is full. Free some space there",
        errno.EDQUOT: f"the quota of the disk that holds {folder} is used up",
        errno.EROFS: f"{folder} lies on a disk that cannot be written",
        errno.EACCES: f"{error.filename or folder} is not open to this user",
        errno.EPERM: f"{error.filename or folder} belongs to another user",
        errno.ENOTDIR: f"{error.filename or folder} is not a folder",
        errno.EEXIST: f"{error.filename or folder} is not a folder",
    }
    reason = reasons.get(error.errno or 0, f"{error.strerror} ({error.filename or folder})")
    return DatabaseCannotRun(f"The database cannot run: {reason}.")
