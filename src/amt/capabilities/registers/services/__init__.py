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
from amt.capabilities.registers.services.settling import give_up, withdraw

__all__ = [
    "ConsentMissing",
    "NoRegister",
    "NotPermitted",
    "NotSureEnough",
    "answer_inquiry",
    "ask",
    "delete_old_rows",
    "empty_old_answers",
    "give_up",
    "look_up",
    "withdraw",
]
