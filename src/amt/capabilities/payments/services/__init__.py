"""What is done with payments: planning, proposing, approving, noting what came back."""

from __future__ import annotations

from amt.capabilities.payments.services.approving import (
    BadBooks,
    FileTaken,
    MayNotApprove,
    NotApproved,
    RunChanged,
    RunEmpty,
    SamePerson,
    approve_run,
    void_run,
)
from amt.capabilities.payments.services.demands import (
    NoLedger,
    cancel_demand,
    demand,
    note_receipt,
)
from amt.capabilities.payments.services.plans import (
    PlannedMonths,
    UnfitPlan,
    confirm_account,
    set_plan,
)
from amt.capabilities.payments.services.proposing import (
    MonthTooFar,
    NothingDue,
    NotProposed,
    ReasonMissing,
    RunOpen,
    propose_run,
    withdraw_run,
)

__all__ = [
    "BadBooks",
    "FileTaken",
    "MayNotApprove",
    "MonthTooFar",
    "NoLedger",
    "NotApproved",
    "NotProposed",
    "NothingDue",
    "PlannedMonths",
    "ReasonMissing",
    "RunChanged",
    "RunEmpty",
    "RunOpen",
    "SamePerson",
    "UnfitPlan",
    "approve_run",
    "cancel_demand",
    "confirm_account",
    "demand",
    "note_receipt",
    "propose_run",
    "set_plan",
    "void_run",
    "withdraw_run",
]
