"""Finding households that probably have a claim and have not applied, as a part of a procedure.

A procedure says which columns it reads and what follows from them; the platform reads the files,
leaves out whom it knows, and writes to people. Whether an operator may use such data at all is for
the operator to name: nothing here claims a norm that allows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from amt.kernel.money import Money


class Confidence(IntEnum):
    """How much of a finding is known rather than assumed."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file with the number of its line; the cells are stripped text."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HouseholdRows:
    """What both files say of a household: its people, and what is paid to them."""

    household: str
    people: tuple[Row, ...]
    payments: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A household that probably has a claim.

    `persons` holds of each person the values by which the platform recognises them (in the order
    of `Outreach.recognised_by`). `answers` are what is known by form path, `bases` says of each
    path where from. `assumed` are keys of what was only assumed; it is in no answer.
    """

    household: str
    name: str
    address_lines: tuple[str, ...]
    amount: Money
    confidence: Confidence
    persons: tuple[tuple[str, ...], ...]
    answers: Mapping[str, object]
    bases: Mapping[str, str]
    assumed: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A household that is not looked at further; `line` and `column` name a cell not readable."""

    household: str
    reason: str
    file: str = ""
    line: int = 0
    column: str = ""


Find = Callable[[Sequence[HouseholdRows], date], list[Finding | LeftOut]]
"""`(households, day) -> one result a household, in their order`; pure."""


@dataclass(frozen=True, slots=True)
class Outreach:
    """That probable claims can be found: columns of both files, and what follows from them.

    `norms` are the duties to inform, printed in the how-to; they allow no use of registers.
    `recognised_by` are form paths that tell who applied; who did so is not invited.
    """

    norms: tuple[str, ...]
    register_columns: tuple[str, ...]
    payment_columns: tuple[str, ...]
    recognised_by: tuple[str, ...]
    find: Find
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Of each key in `LeftOut.reason` and `Finding.assumed`: what it means, in English."""
