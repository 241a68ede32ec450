"""The deeds of the room; each family in a file of its own."""

from __future__ import annotations

from amt.capabilities.documents.file_types import PDF
from amt.capabilities.documents.services.storing import (
    LARGEST_SIZE,
    EmptyFile,
    FileTooLarge,
    FileTypeRefused,
    attach_document,
    detach_document,
    store_document,
)
from amt.capabilities.documents.services.versions import AlreadyReplaced, replace_document

__all__ = [
    "LARGEST_SIZE",
    "PDF",
    "AlreadyReplaced",
    "EmptyFile",
    "FileTooLarge",
    "FileTypeRefused",
    "attach_document",
    "detach_document",
    "replace_document",
    "store_document",
]
