"""The clock of the simplified procedure: pure functions over the chronicle of a case.

Sources: § 69 Abs. 2 and 3, § 70 Abs. 1, § 72 Abs. 1a BremLBO; § 31 and § 42a VwVfG; §§ 187 to 190
BGB. § 31 Abs. 3 VwVfG moves the end of any Frist that falls on a Saturday, Sunday or holiday to the
next working day and excepts none of these, so every last day here is moved, also that of the
fiction. The beginning of a Frist is no end and is never moved.
"""

from __future__ import annotations

from datetime import date, timedelta

from amt.contract.deeds import DECIDED, Chronicle, Entry, Term, TermState
from amt.kernel.periods import Period, deadline, period_end

DECISION_PERIOD = Period(weeks=12)
FICTION_DELAY = Period(weeks=3)
FICTION_PERIOD = Period(months=3)
HEARING_PERIOD = Period(months=1)
DAYS_OF_POST = Period(days=4)
SHORTEST_REQUEST = 2
"""Weeks. The law says `angemessen`; less than two weeks is not offered."""

REQUEST_WEEKS = "request_documents.weeks"
COMPLETE_ON = "confirm_completeness.complete_on"
EXTEND_WEEKS = "extend.weeks"

_ONE_DAY = timedelta(days=1)
_WITHDRAWING = ("withdraw", "deem_withdrawn")
_ANSWERS = ("state", "object", "agree")


def terms(chronicle: Chronicle, on: date, land: str) -> tuple[Term, ...]:
    """Return the terms of a case as they stand on a day; later entries are not looked at."""
    known = Chronicle(tuple(entry for entry in chronicle.entries if entry.on <= on))
    if not known.entries:
        return ()
    found = (
        _documents_term(known, on, land),
        _decision_term(known, on, land),
        _fiction_term(known, on, land),
        _hearing_term(known, on, land),
    )
    return tuple(term for term in found if term is not None)


def documents_due(requested_on: date, weeks: int, land: str) -> date:
    """Return the last day for what was asked for (§ 69 Abs. 2 Satz 2 BremLBO, § 31 VwVfG).

    The letter names this day, so it does not depend on when the letter is known (§ 31 Abs. 2).
    """
    return deadline(requested_on, Period(weeks=weeks), land)


def fiction_starts(chronicle: Chronicle) -> date | None:
    """Return the day with which the Frist of the fiction begins; None while documents are missing.

    Three weeks after the application arrived, or after what was asked for arrived if it was asked
    for before the Frist began (§ 72 Abs. 1a Nr. 1 a and b BremLBO). A later request moves nothing.
    """
    start = period_end(chronicle.received_on, FICTION_DELAY)
    for request in chronicle.all("request_documents"):
        if request.on >= start:
            continue
        supply = _supplied(chronicle, request)
        if supply is None:
            return None
        start = period_end(supply.on, FICTION_DELAY)
    return start


def fiction_ends(chronicle: Chronicle, land: str) -> date | None:
    """Return the last day of the Frist of the fiction; the permit is deemed given after it.

    Three months (§ 42a Abs. 2 Satz 1 VwVfG), extended once if that was said before the end (Satz 3
    and 4); the extension runs from the end of the Frist (§ 190 BGB).
    """
    start = fiction_starts(chronicle)
    if start is None:
        return None
    return _extended(deadline(start, FICTION_PERIOD, land), chronicle, land)


def complete_on(chronicle: Chronicle) -> date | None:
    """Return the confirmed day of complete receipt, never before the receipt itself."""
    confirmed = chronicle.first("confirm_completeness")
    if confirmed is None:
        return None
    named = confirmed.values.get(COMPLETE_ON)
    day = date.fromisoformat(str(named)) if named else confirmed.on
    return max(day, chronicle.received_on)


def decision_ends(chronicle: Chronicle, land: str) -> date | None:
    """Return the last day of the twelve weeks (§ 69 Abs. 3 BremLBO), with an extension in time."""
    start = complete_on(chronicle)
    if start is None:
        return None
    return _extended(deadline(start, DECISION_PERIOD, land), chronicle, land)


def hearing_ends(sent_on: date, land: str) -> date:
    """Return the last day for objections: a month after a letter counts as known.

    § 70 Abs. 1 Satz 4 BremLBO. A letter counts as known on the fourth day (§ 41 Abs. 2 VwVfG); if
    it arrives later, the month ends later.
    """
    return deadline(period_end(sent_on, DAYS_OF_POST), HEARING_PERIOD, land)


def _extended(ends_on: date, chronicle: Chronicle, land: str) -> date:
    extension = chronicle.first("extend")
    if extension is None or extension.on > ends_on:
        return ends_on
    return deadline(ends_on, Period(weeks=int(extension.values.get(EXTEND_WEEKS, 0))), land)


def _documents_term(chronicle: Chronicle, on: date, land: str) -> Term | None:
    request = chronicle.last("request_documents")
    if request is None:
        return None
    ends_on = _due(request, land)
    supply = _supplied(chronicle, request)
    state = _state(
        ends_on,
        on,
        kept_on=supply.on if supply else None,
        void_on=_first_day(chronicle, ("withdraw", DECIDED, "fiction")),
    )
    return _term("documents", "§ 69 Abs. 2 BremLBO", request.on, ends_on, state)


def _decision_term(chronicle: Chronicle, on: date, land: str) -> Term | None:
    start, ends_on = complete_on(chronicle), decision_ends(chronicle, land)
    if start is None or ends_on is None:
        return None
    state = _state(
        ends_on,
        on,
        kept_on=_first_day(chronicle, (DECIDED,)),
        void_on=_earliest(_gone_on(chronicle, on, land), _first_day(chronicle, ("fiction",))),
    )
    return _term("decision", "§ 69 Abs. 3 BremLBO", start, ends_on, state)


def _fiction_term(chronicle: Chronicle, on: date, land: str) -> Term | None:
    start, ends_on = fiction_starts(chronicle), fiction_ends(chronicle, land)
    if start is None or ends_on is None:
        return None
    state = _state(
        ends_on,
        on,
        kept_on=_first_day(chronicle, (DECIDED,)),
        void_on=_earliest(_gone_on(chronicle, on, land), _first_day(chronicle, ("waive",))),
    )
    norm = "§ 72 Abs. 1a BremLBO, § 42a VwVfG"
    return _term("fiction", norm, start, ends_on, state)


def _hearing_term(chronicle: Chronicle, on: date, land: str) -> Term | None:
    hearings = chronicle.all("hear_neighbour")
    if not hearings:
        return None
    ends_on = hearing_ends(hearings[-1].on, land)
    # The chronicle does not say who answered, so only a single neighbour can be told to have.
    answered = _first_day(chronicle, _ANSWERS) if len(hearings) == 1 else None
    ended = (DECIDED, "fiction", *_WITHDRAWING)
    state = _state(ends_on, on, kept_on=answered, void_on=_first_day(chronicle, ended))
    known_on = period_end(hearings[-1].on, DAYS_OF_POST)
    return _term("hearing", "§ 70 Abs. 1 BremLBO", known_on, ends_on, state)


def _term(key: str, norm: str, event_on: date, ends_on: date, state: TermState) -> Term:
    """Return a term whose first day is the one after its event (§ 187 Abs. 1 BGB)."""
    starts_on = event_on + _ONE_DAY
    values = (("start", starts_on.isoformat()), ("end", ends_on.isoformat()))
    return Term(key, norm, starts_on, ends_on, state, values)


def _state(ends_on: date, on: date, *, kept_on: date | None, void_on: date | None) -> TermState:
    happened = [
        (day, state)
        for day, state in ((kept_on, TermState.KEPT), (void_on, TermState.VOID))
        if day is not None and day <= ends_on
    ]
    if happened:
        return min(happened, key=lambda found: found[0])[1]
    return TermState.ELAPSED if on > ends_on else TermState.RUNNING


def _gone_on(chronicle: Chronicle, on: date, land: str) -> date | None:
    """Return the day from which there is no application: withdrawn, or deemed to be by law.

    The deemed withdrawal needs no deed (§ 69 Abs. 2 Satz 3 BremLBO): it follows the missed day.
    """
    gone = _first_day(chronicle, _WITHDRAWING)
    for request in chronicle.all("request_documents"):
        due, supply = _due(request, land), _supplied(chronicle, request)
        if on > due and (supply is None or supply.on > due):
            gone = _earliest(gone, due + _ONE_DAY)
    return gone


def _due(request: Entry, land: str) -> date:
    weeks = int(request.values.get(REQUEST_WEEKS, SHORTEST_REQUEST))
    return documents_due(request.on, weeks, land)


def _supplied(chronicle: Chronicle, request: Entry) -> Entry | None:
    position = next(i for i, entry in enumerate(chronicle.entries) if entry is request)
    following = chronicle.entries[position + 1 :]
    return next((entry for entry in following if entry.deed == "supply_documents"), None)


def _first_day(chronicle: Chronicle, deeds: tuple[str, ...]) -> date | None:
    return next((entry.on for entry in chronicle.entries if entry.deed in deeds), None)


def _earliest(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days, default=None)
