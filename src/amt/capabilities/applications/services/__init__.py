"""The deeds of the room; each in a file of its own."""

from __future__ import annotations

from amt.capabilities.applications.refusals import (
    AlreadySubmitted,
    AnswersChanged,
    DraftExpired,
    NobodyDecidesThere,
    NobodyToConfirm,
    NoOnlineForm,
    NotComplete,
    NotConfirmed,
    TooManyFiles,
    TrustTooLow,
    WrongCodeGiven,
)
from amt.capabilities.applications.services.access import open_by_code
from amt.capabilities.applications.services.collected import submit_collected
from amt.capabilities.applications.services.confirmed import Confirmed
from amt.capabilities.applications.services.confirming import confirm_draft
from amt.capabilities.applications.services.drafts import (
    StepResult,
    delete_expired_drafts,
    discard_draft,
    save_step,
    start_draft,
)
from amt.capabilities.applications.services.files import (
    add_file,
    add_upload,
    file_limits,
    remove_file,
)
from amt.capabilities.applications.services.filing import Submitted
from amt.capabilities.applications.services.submission import (
    submit_application,
    submit_confirmed,
)
from amt.capabilities.identity.services import TooManyTries

__all__ = [
    "AlreadySubmitted",
    "AnswersChanged",
    "Confirmed",
    "DraftExpired",
    "NoOnlineForm",
    "NobodyDecidesThere",
    "NobodyToConfirm",
    "NotComplete",
    "NotConfirmed",
    "StepResult",
    "Submitted",
    "TooManyFiles",
    "TooManyTries",
    "TrustTooLow",
    "WrongCodeGiven",
    "add_file",
    "add_upload",
    "confirm_draft",
    "delete_expired_drafts",
    "discard_draft",
    "file_limits",
    "open_by_code",
    "remove_file",
    "save_step",
    "start_draft",
    "submit_application",
    "submit_collected",
    "submit_confirmed",
]
