"""Where the own database lies, whom it belongs to, and how it is reached.

PostgreSQL refuses to run as root. Started by root it therefore runs as `postgres` or `nobody`, and
its data must lie where that user may go; where they may not (a project below /root), the data go
to /var/lib/amt. The way in is a socket that only the starting user and root can use: PostgreSQL
asks the kernel who is there (peer), so there is no password to keep.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from amt.config.postgres.explain import DatabaseCannotRun

ROLE = "amt"
DATABASE = "amt"
SOCKET_NAME = ".s.PGSQL.5432"
# The kernel gives a socket's path 108 bytes, the last of which is a zero.
LONGEST_SOCKET_PATH = 107
SHARED_FOLDER = Path("/var/lib/amt")


@dataclass(frozen=True)
class Owner:
    """The user of the machine that the server runs as."""

    uid: int
    gid: int

    def can_pass(self, folder: Path) -> bool:
        """Say whether this user may go into a folder and all folders above it."""
        return all(
            _permits(part, self, stat.S_IXUSR, stat.S_IXGRP, stat.S_IXOTH)
            for part in (folder, *folder.parents)
            if part.is_dir()
        )


@dataclass(frozen=True)
class Places:
    """All places of one server."""

    folder: Path
    owner: Owner
    requested: Path

    @property
    def data(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "server.log"

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket; short paths only, so it may lie in the temporary folder."""
        beside = self.folder / "run"
        if len(os.fsencode(beside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return beside
        return Path(tempfile.gettempdir()) / f"amt-{_short(self.folder)}"

    @property
    def address(self) -> str:
        """The address of the database for `DATABASE_URL`."""
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.socket_folder), safe='')}"

    @property
    def is_elsewhere(self) -> bool:
        """Whether the data lie elsewhere than asked for."""
        return self.folder != self.requested


def places_for(folder: Path, *, owner: Owner | None = None) -> Places:
    """Choose the places for a server whose data were asked to lie in a folder."""
    requested = folder.absolute()
    if owner is None:
        owner = server_owner(requested)
    if os.geteuid() == 0 and not owner.can_pass(requested):
        return Places(SHARED_FOLDER / _short(requested), owner, requested)
    return Places(requested, owner, requested)


def address_of(folder: Path) -> str:
    """Return the address of the server whose data were asked to lie in a folder."""
    return places_for(folder).address


def server_owner(folder: Path) -> Owner:
    """Return the user that a server runs as: this one, or for root one without power.

    :raises DatabaseCannotRun: when root finds neither `postgres` nor `nobody`.
    """
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid())
    data = folder / "data"
    if data.exists() and data.stat().st_uid != 0:
        # Data that are there keep their owner, even if a user `postgres` came later.
        found = data.stat()
        return Owner(found.st_uid, found.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(entry.pw_uid, entry.pw_gid)
    raise DatabaseCannotRun(
        "PostgreSQL does not run as root, and this machine has neither a user postgres nor a user "
        "nobody. Start the product as an ordinary user."
    )


def make_folder(folder: Path, owner: Owner) -> None:
    """Make a folder that is the owner's alone, or see that an existing one is.

    :raises DatabaseCannotRun: when it belongs to somebody else.
    :raises OSError: when it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if os.geteuid() == 0 and found.st_uid == 0:
        os.chown(folder, owner.uid, owner.gid)
        found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner.uid:
        raise DatabaseCannotRun(
            f"The database cannot run: {folder} belongs to another user. Start the product as that "
            "user, or name another folder with --data."
        )
    folder.chmod(0o700)


def _permits(path: Path, owner: Owner, user: int, group: int, other: int) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    if found.st_uid == owner.uid:
        return bool(found.st_mode & user)
    if found.st_gid == owner.gid:
        return bool(found.st_mode & group)
    return bool(found.st_mode & other)


def _short(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
