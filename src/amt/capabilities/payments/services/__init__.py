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
from amt.capabilities.payments.services.collecting import (
    NotStuck,
    collect_again,
    collect_run,
    note_uncollected,
)
from amt.capabilities.payments.services.demands import (
    NoLedger,
    cancel_demand,
    demand,
    note_receipt,
)
from amt.capabilities.payments.services.filing import (
    NoBankAccount,
    fetch_file,
    hand_over_again,
    hand_over_file,
    make_file,
    note_taken,
)
from amt.capabilities.payments.services.looking import note_accounts_viewed
from amt.capabilities.payments.services.plans import (
    PlanData,
    PlannedMonths,
    UnfitPlan,
    confirm_account,
    set_plan,
    set_plans,
)
from amt.capabilities.payments.services.proposing import (
    MonthTooFar,
    NotProposed,
    ReasonMissing,
    RunOpen,
    note_viewed,
    start_run,
    withdraw_run,
)
from amt.capabilities.payments.services.returns import (
    NotReturnable,
    StatementUnreadable,
    TakenIn,
    WrongAccount,
    note_return,
    take_in_statement,
)

__all__ = [
    "BadBooks",
    "FileTaken",
    "MayNotApprove",
    "MonthTooFar",
    "NoBankAccount",
    "NoLedger",
    "NotApproved",
    "NotProposed",
    "NotReturnable",
    "NotStuck",
    "PlanData",
    "PlannedMonths",
    "ReasonMissing",
    "RunChanged",
    "RunEmpty",
    "RunOpen",
    "SamePerson",
    "StatementUnreadable",
    "TakenIn",
    "UnfitPlan",
    "WrongAccount",
    "approve_run",
    "cancel_demand",
    "collect_again",
    "collect_run",
    "confirm_account",
    "demand",
    "fetch_file",
    "hand_over_again",
    "hand_over_file",
    "make_file",
    "note_accounts_viewed",
    "note_receipt",
    "note_return",
    "note_taken",
    "note_uncollected",
    "note_viewed",
    "set_plan",
    "set_plans",
    "start_run",
    "take_in_statement",
    "void_run",
    "withdraw_run",
]
