"""The file store: content under its digest, in any Django storage (a folder or an S3 bucket).

What is made from a document, such as images of its pages, is kept under its digest as well and
goes with it. Large content is read and written in pieces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

PIECE = 1024 * 1024
"""Bytes that are in memory at a time."""


class FileDamaged(Exception):
    """The stored bytes are gone or are not those that were stored."""


def digest_of(content: bytes) -> str:
    """Return the digest under which content is stored."""
    return hashlib.sha256(content).hexdigest()


def write(content: bytes) -> str:
    """Store content and return its digest; content that is there already is not written again.

    A file cut short by a crash has the right name and the wrong bytes, so what is there is read.
    """
    digest = digest_of(content)
    _write(digest, ContentFile(content))
    return digest


def write_file(path: Path) -> str:
    """Store a file of any size and return its digest; the file itself stays."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        opened.seek(0)
        _write(digest, File(opened))
    return digest


def read(digest: str) -> bytes:
    """Return stored content.

    :raises FileDamaged: when it is missing or was changed.
    """
    try:
        content = _read(_storage(), _name_of(digest))
    except FileNotFoundError as error:
        raise FileDamaged(digest) from error
    if digest_of(content) != digest:
        raise FileDamaged(digest)
    return content


def require_whole(digest: str) -> None:
    """Prove that stored content is what was stored.

    :raises FileDamaged: when it is missing or was changed.
    """
    if not _is_whole(digest):
        raise FileDamaged(digest)


def pieces(digest: str) -> Iterator[bytes]:
    """Return stored content in pieces, after it was proven.

    :raises FileDamaged: when it is missing or was changed.
    """
    require_whole(digest)
    return _pieces(digest)


@contextmanager
def on_disk(digest: str) -> Iterator[Path]:
    """Give stored content as a file of this machine, a copy where the store is elsewhere.

    :raises FileDamaged: when it is missing.
    """
    storage, name = _storage(), _name_of(digest)
    try:
        path = Path(storage.path(name))
    except NotImplementedError:
        with NamedTemporaryFile() as copy:
            for piece in _pieces(digest):
                copy.write(piece)
            copy.flush()
            yield Path(copy.name)
        return
    if not path.exists():
        raise FileDamaged(digest)
    yield path


def remove(digest: str) -> None:
    """Remove stored content and what was made from it; what is not there changes nothing."""
    storage = _storage()
    storage.delete(_name_of(digest))
    try:
        made = storage.listdir(_folder_of(digest))[1]
    except FileNotFoundError:
        return
    for name in made:
        storage.delete(f"{_folder_of(digest)}/{name}")


def read_derived(digest: str, name: str) -> bytes | None:
    """Return something made from a document, or None when it was not made yet."""
    try:
        return _read(_storage(), f"{_folder_of(digest)}/{name}") or None
    except FileNotFoundError:
        return None


def write_derived(digest: str, name: str, content: bytes) -> None:
    """Keep something made from a document; what is there already stays."""
    storage, wanted = _storage(), f"{_folder_of(digest)}/{name}"
    if storage.exists(wanted):
        return
    written_as = storage.save(wanted, ContentFile(content))
    if written_as != wanted:
        storage.delete(written_as)


def _write(digest: str, content: File[Any]) -> None:
    storage, name = _storage(), _name_of(digest)
    if storage.exists(name):
        if _is_whole(digest):
            return
        storage.delete(name)
    written_as = storage.save(name, content)
    if written_as != name:
        # Somebody else stored the same content in between; the storage gave ours another name.
        storage.delete(written_as)


def _is_whole(digest: str) -> bool:
    found = hashlib.sha256()
    try:
        for piece in _pieces(digest):
            found.update(piece)
    except FileNotFoundError:
        return False
    return found.hexdigest() == digest


def _pieces(digest: str) -> Iterator[bytes]:
    with _storage().open(_name_of(digest)) as file:
        while piece := file.read(PIECE):
            yield bytes(piece)


def _name_of(digest: str) -> str:
    return f"documents/{digest[:2]}/{digest}"


def _folder_of(digest: str) -> str:
    return f"pages/{digest[:2]}/{digest}"


def _storage() -> Storage:
    return storages["documents" if "documents" in settings.STORAGES else "default"]


def _read(storage: Storage, name: str) -> bytes:
    with storage.open(name) as file:
        return bytes(file.read())
