"""The file store: content under its digest, in any Django storage (a folder or an S3 bucket).

What is made from a document, such as images of its pages, is kept under its digest as well and
goes with it. Large content is read and written in pieces.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, Any
from uuid import UUID

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


def write_file(source: IO[bytes]) -> str:
    """Store an open file of any size and return its digest."""
    found = hashlib.sha256()
    source.seek(0)
    while piece := source.read(PIECE):
        found.update(piece)
    digest = found.hexdigest()
    source.seek(0)
    _write(digest, File(source))
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


def size_of(digest: str) -> int:
    """Return how many bytes stored content has."""
    return int(_storage().size(_name_of(digest)))


def raw_pieces(digest: str) -> Iterator[bytes]:
    """Return stored content in pieces as it lies there, for who proves nothing, such as a scanner.

    :raises FileDamaged: when it is missing.
    """
    try:
        yield from _pieces(digest)
    except FileNotFoundError as error:
        raise FileDamaged(digest) from error


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


def remove(*digests: str) -> None:
    """Remove stored content and what was made from it; what is not there changes nothing."""
    for digest in digests:
        _storage().delete(_name_of(digest))
        _remove_folder(_folder_of(digest))


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


def write_part(upload: UUID, number: int, content: bytes) -> None:
    """Keep a part of an upload; one of the same number, left by a crash, is thrown away."""
    storage, name = _storage(), _part_name(upload, number)
    storage.delete(name)
    storage.save(name, ContentFile(content))


@contextmanager
def joined_parts(upload: UUID, count: int) -> Iterator[IO[bytes]]:
    """Give the parts of an upload as one temporary file, which is never in memory as a whole.

    :raises FileDamaged: when a part is missing.
    """
    storage = _storage()
    with TemporaryFile() as whole:
        for number in range(count):
            try:
                part = storage.open(_part_name(upload, number))
            except FileNotFoundError as error:
                raise FileDamaged(str(upload)) from error
            with part:
                shutil.copyfileobj(part, whole, PIECE)
        yield whole


def remove_parts(upload: UUID) -> None:
    """Remove all parts of an upload; what is not there changes nothing."""
    _remove_folder(f"uploads/{upload}")


def _remove_folder(folder: str) -> None:
    storage = _storage()
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        storage.delete(f"{folder}/{name}")
    # A folder of the disk stays behind empty; a bucket knows no folders.
    storage.delete(folder)


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


def _part_name(upload: UUID, number: int) -> str:
    return f"uploads/{upload}/{number:05d}"


def _storage() -> Storage:
    return storages["documents" if "documents" in settings.STORAGES else "default"]


def _read(storage: Storage, name: str) -> bytes:
    with storage.open(name) as file:
        return bytes(file.read())
