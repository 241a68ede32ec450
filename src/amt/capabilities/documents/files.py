"""The file store: content under its digest, in any Django storage (a folder or an S3 bucket)."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages


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
    storage, name = _storage(), _name_of(digest)
    if storage.exists(name):
        if _read(storage, name) == content:
            return digest
        storage.delete(name)
    written_as = storage.save(name, ContentFile(content))
    if written_as != name:
        # Somebody else stored the same content in between; the storage gave ours another name.
        storage.delete(written_as)
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


def remove(digest: str) -> None:
    """Remove stored content; removing what is not there changes nothing."""
    _storage().delete(_name_of(digest))


def _name_of(digest: str) -> str:
    return f"documents/{digest[:2]}/{digest}"


def _storage() -> Storage:
    return storages["documents" if "documents" in settings.STORAGES else "default"]


def _read(storage: Storage, name: str) -> bytes:
    with storage.open(name) as file:
        return bytes(file.read())
