"""What is paid for which month of a grant: a pure function of its chronicle and decisions.

Computed anew as a whole after whatever happens (§§ 26, 26a, 28, 29 WoGG, § 50 SGB X). A provisional
payment is credited by itself: the final decision replaces the amount of the month.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from amt.contract.benefits import Demand, Plan, PlannedMonth, Ruling
from amt.contract.deeds import DECIDED, Chronicle, Entry
from amt.kernel.money import Money
from amt.kernel.periods import first_of_month
from amt.procedures.wohngeld.rules.aenderung import first_of_month_from
from amt.procedures.wohngeld.rules.erstattung import overpaid_months, total
from amt.procedures.wohngeld.rules.verlauf import PROVISIONAL, decided_by, open_after

DEMAND_NORMS = {
    "annulled": "§ 50 Abs. 1 SGB X",
    "void": "§ 50 Abs. 2 SGB X",
    "provisional": "§ 26a Abs. 4 Satz 2 WoGG",
}

_NOTHING = Money(0)
_ENDS_STOP = ("resume_payments", "resume_by_law", "declare_void", "misuse")
_REPLACING = ("change", "end", "adjustment", "adjustment_end")

Months = dict[date, PlannedMonth]


def plan(chronicle: Chronicle, rulings: tuple[Ruling, ...]) -> Plan:
    """Return the months that are due, since when payment is held, what is demanded back.

    A month that was planned once stays in the plan, with nothing due when it is lost. Months past
    the enacted figures are open until they are decided ex officio; nothing is due for them.
    """
    months: Months = {}
    left: set[date] = set()
    held_since: date | None = None
    waiting = list(rulings)
    for entry in chronicle.entries:
        if entry.deed == DECIDED and waiting:
            ruling = waiting.pop(0)
            _decide(months, left, ruling)
            held_since = None if ruling.act in _REPLACING else held_since
        else:
            _lose(months, left, entry)
            held_since = _held(held_since, entry)
    for ruling in waiting:
        _decide(months, left, ruling)
    ordered = tuple(months[month] for month in sorted(months))
    return Plan(ordered, held_since, _demands(chronicle), tuple(sorted(left - months.keys())))


def _decide(months: Months, left: set[date], ruling: Ruling) -> None:
    """Let a decision set its months; `left` are granted ones whose amount is still open."""
    still_open = open_after(ruling, left)
    left.clear()
    left.update(still_open)
    is_provisional = ruling.act == PROVISIONAL
    for month, holding in decided_by(ruling).items():
        if holding.is_granted:
            amount = holding.segment.amount or _NOTHING
            months[month] = PlannedMonth(month, amount, is_provisional)
        elif month in months:
            months[month] = PlannedMonth(month, _NOTHING)


def _lose(months: Months, left: set[date], entry: Entry) -> None:
    match entry.deed:
        case "declare_void":
            lost = _day(entry, "void.on")
            since = first_of_month_from(lost) if lost else None
            _clear(months, (month for month in months if since and month >= since))
            left.difference_update({month for month in left if since and month >= since})
        case "misuse":
            first, last = _day(entry, "misuse.first_month"), _day(entry, "misuse.last_month")
            if first and last:
                _clear(months, (m for m in months if first_of_month(first) <= m <= last))
        case "deem_final":
            for month, planned in months.items():
                months[month] = PlannedMonth(month, planned.amount)


def _clear(months: Months, lost: Iterable[date]) -> None:
    for month in tuple(lost):
        months[month] = PlannedMonth(month, _NOTHING)


def _held(since: date | None, entry: Entry) -> date | None:
    if entry.deed == "stop_payments":
        return since or entry.on
    return None if entry.deed in _ENDS_STOP else since


def _demands(chronicle: Chronicle) -> tuple[Demand, ...]:
    return tuple(
        _demand(entry, number) for number, entry in enumerate(chronicle.all("recover"), start=1)
    )


def _demand(entry: Entry, number: int) -> Demand:
    values = entry.values
    due_on = _day(entry, "recover.due_on") or entry.on
    norm = DEMAND_NORMS[str(values.get("recover.ground", "annulled"))]
    amount = total(overpaid_months(values))
    return Demand(f"recover-{number}", amount, norm, due_on)


def _day(entry: Entry, path: str) -> date | None:
    value: Any = entry.values.get(path)
    return date.fromisoformat(str(value)) if value else None
