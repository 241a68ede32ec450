"""The deeds of the room; each family in a file of its own."""

from __future__ import annotations

from amt.capabilities.documents.file_types import PDF
from amt.capabilities.documents.services.originals import open_original
from amt.capabilities.documents.services.preparing import prepare_document
from amt.capabilities.documents.services.removing import (
    MINUTES_KEPT,
    GoneForGood,
    bring_document_back,
    delete_set_aside,
    set_document_aside,
)
from amt.capabilities.documents.services.scanning import scan_again, scan_document
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
    "MINUTES_KEPT",
    "PDF",
    "AlreadyReplaced",
    "EmptyFile",
    "FileTooLarge",
    "FileTypeRefused",
    "GoneForGood",
    "TooManyUploads",
    "UploadNotComplete",
    "WrongOffset",
    "append_chunk",
    "attach_document",
    "begin_upload",
    "bring_document_back",
    "cancel_upload",
    "delete_expired_uploads",
    "delete_set_aside",
    "detach_document",
    "finish_upload",
    "open_original",
    "prepare_document",
    "replace_document",
    "scan_again",
    "scan_document",
    "set_document_aside",
    "store_document",
]
