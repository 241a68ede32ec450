"""What is done with registers: asking, withdrawing, forgetting, telling what is wrong."""

from __future__ import annotations

from amt.capabilities.registers.permitted import NotPermitted
from amt.capabilities.registers.services.asking import (
    ConsentMissing,
    NoRegister,
    NotSureEnough,
    answer_inquiry,
    ask,
    look_up,
)
from amt.capabilities.registers.services.keeping import delete_old_rows, empty_old_answers
from amt.capabilities.registers.services.reporting import (
    LONGEST_ANSWER,
    LONGEST_NOTE,
    AlreadySettled,
    AnswerMissing,
    NobodyKeepsIt,
    NoteTooLong,
    NothingNamed,
    hand_over_report,
    report_wrong,
    settle_report,
)
from amt.capabilities.registers.services.settling import give_up, withdraw

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_NOTE",
    "AlreadySettled",
    "AnswerMissing",
    "ConsentMissing",
    "NoRegister",
    "NobodyKeepsIt",
    "NotPermitted",
    "NotSureEnough",
    "NoteTooLong",
    "NothingNamed",
    "answer_inquiry",
    "ask",
    "delete_old_rows",
    "empty_old_answers",
    "give_up",
    "hand_over_report",
    "look_up",
    "report_wrong",
    "settle_report",
    "withdraw",
]
