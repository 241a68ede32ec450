"""A grant that is paid month by month: how a plan of payments follows from what was decided.

The plan is a pure function of the chronicle and the decisions of a case. Whatever happens in the
case, the plan is computed anew as a whole; the platform pays what is planned and not yet paid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from amt.contract.assessment import Assessment
from amt.contract.deeds import Chronicle
from amt.kernel.money import Money

if TYPE_CHECKING:
    from amt.contract.facts import Facts


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision of a case: the day, the outcome (`Outcome` value), the act, the assessment."""

    on: date
    kind: str
    act: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """What is due for a month, given by its first day."""

    month: date
    amount: Money
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """Money that the person owes by an act; `key` is the same whenever the plan is computed."""

    key: str
    amount: Money
    norm: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due: months in order, since when payment is held, what is demanded back.

    `open_months` are granted, but their amount is not decided yet; nothing is paid for them.
    """

    months: tuple[PlannedMonth, ...]
    held_since: date | None = None
    demands: tuple[Demand, ...] = ()
    open_months: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Benefit:
    """That what a procedure grants is paid monthly in advance.

    `norm` orders the payment, `account_path` and `holder_path` are the facts with IBAN and holder.
    `renewal_months` before its end the person is invited to apply again (`renewal_norm`); `renew`
    returns the answers of the old case that the new form begins with.
    """

    norm: str
    plan: Callable[[Chronicle, tuple[Ruling, ...]], Plan]
    account_path: str
    holder_path: str
    renewal_norm: str
    renew: Callable[[Facts], Mapping[str, Any]]
    renewal_months: int = 2


Reassess = Callable[["Facts", tuple[Ruling, ...]], Assessment]
"""`(facts, earlier decisions) -> proposal` for a case that is decided once more."""
