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
from amt.capabilities.documents.services.uploads import (
    TooManyUploads,
    UploadNotComplete,
    WrongOffset,
    append_chunk,
    begin_upload,
    cancel_upload,
    delete_expired_uploads,
    finish_upload,
)
from amt.capabilities.documents.services.versions import AlreadyReplaced, replace_document

__all__ = [
    "LARGEST_SIZE",
    "PDF",
    "AlreadyReplaced",
    "EmptyFile",
    "FileTooLarge",
    "FileTypeRefused",
    "TooManyUploads",
    "UploadNotComplete",
    "WrongOffset",
    "append_chunk",
    "attach_document",
    "begin_upload",
    "cancel_upload",
    "delete_expired_uploads",
    "detach_document",
    "finish_upload",
    "replace_document",
    "store_document",
]
