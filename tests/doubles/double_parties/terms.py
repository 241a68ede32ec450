"""The clock of a tree house: papers in two weeks, a decision in eight, else it is granted."""

from __future__ import annotations

from datetime import date

from amt.contract.deeds import DECIDED, Chronicle, Entry, Term, TermState
from amt.kernel.periods import Period, deadline

PAPERS = "papers"
DECISION = "decision"


def terms(chronicle: Chronicle, on: date, land: str) -> tuple[Term, ...]:
    """Return the terms of a case; both days of a term are counted."""
    found = [_papers(asked, chronicle, on, land) for asked in chronicle.all("request_papers")]
    confirmed = chronicle.first("confirm_complete")
    return (*found, _decision(confirmed, chronicle, on, land)) if confirmed else tuple(found)


def _papers(asked: Entry, chronicle: Chronicle, on: date, land: str) -> Term:
    ends_on = deadline(asked.on, Period(weeks=2), land)
    brought = any(asked.on <= one.on <= ends_on for one in chronicle.all("hand_in"))
    state = TermState.KEPT if brought else _running(ends_on, on)
    values = (("ends_on", ends_on.isoformat()),)
    return Term(PAPERS, "§ 3 Baumhausordnung", asked.on, ends_on, state, values)


def _decision(confirmed: Entry, chronicle: Chronicle, on: date, land: str) -> Term:
    starts_on = date.fromisoformat(confirmed.values["confirm.complete_on"])
    ends_on = max(deadline(starts_on, Period(weeks=8), land), starts_on)
    decided = chronicle.first(DECIDED)
    if chronicle.first("waive"):
        state = TermState.VOID
    elif decided and decided.on <= ends_on:
        state = TermState.KEPT
    else:
        state = _running(ends_on, on)
    return Term(DECISION, "§ 4 Baumhausordnung", starts_on, ends_on, state)


def _running(ends_on: date, on: date) -> TermState:
    return TermState.ELAPSED if on > ends_on else TermState.RUNNING
