"""The deeds of the room; each in a file of its own."""

from __future__ import annotations

from amt.capabilities.grants.refusals import (
    NotDecidedOnceMore,
    NoteNeeded,
    NothingRuns,
    NotInThisState,
    NotLeading,
    RunIsOpen,
    SamePerson,
    SampleIsOpen,
)
from amt.capabilities.grants.services.checking import (
    check_item,
    continue_run,
    note_trouble,
    pause_run,
    release_run,
    stop_run,
)
from amt.capabilities.grants.services.deciding import decide_next, note_decided
from amt.capabilities.grants.services.planning import (
    is_paid_monthly,
    note_failed_plan,
    plan_payments,
)
from amt.capabilities.grants.services.renewing import invite_to_renew
from amt.capabilities.grants.services.starting import start_run
from amt.capabilities.grants.services.trying import try_next

__all__ = [
    "NotDecidedOnceMore",
    "NotInThisState",
    "NotLeading",
    "NoteNeeded",
    "NothingRuns",
    "RunIsOpen",
    "SamePerson",
    "SampleIsOpen",
    "check_item",
    "continue_run",
    "decide_next",
    "invite_to_renew",
    "is_paid_monthly",
    "note_decided",
    "note_failed_plan",
    "note_trouble",
    "pause_run",
    "plan_payments",
    "release_run",
    "start_run",
    "stop_run",
    "try_next",
]
