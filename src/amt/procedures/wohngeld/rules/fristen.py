"""The clock of a case: terms that follow from its chronicle, pure functions.

Sources: § 66 (3) SGB I (documents), § 24 SGB X (hearing), § 29 (4) WoGG (payment held), § 27 (2)
sentence 6 WoGG and § 45 (4) sentence 2 SGB X (one year), § 26a (3) WoGG (provisional payment);
§ 26 SGB X with §§ 187 to 193 BGB. A term that the authority sets for a person ends on a working
day; a term that binds the authority itself is not moved.
"""

from __future__ import annotations

from datetime import date, timedelta

from amt.contract.deeds import DECIDED, RECEIVED, Chronicle, Entry, Term, TermState
from amt.kernel.periods import Period, add_months, deadline, first_of_month, period_end

HEARING = Period(weeks=2)
DAYS_OF_POST = Period(days=4)
"""§ 37 (2) SGB X: a letter counts as known on the fourth day."""
STOP = Period(months=2)
YEAR = Period(years=1)
USUAL_WEEKS = 4
USUAL_MONTHS = 12

REQUEST_WEEKS = "request_documents.weeks"

CHANGING_ACTS = ("change", "end", "adjustment", "adjustment_end")
"""Acts of a decision that replaces an earlier grant."""
VOIDING = ("declare_void", "misuse")
_ONE_DAY = timedelta(days=1)


def terms(chronicle: Chronicle, on: date, land: str) -> tuple[Term, ...]:
    """Return the terms of a case as they stand on a day; later entries are not looked at."""
    known = Chronicle(tuple(entry for entry in chronicle.entries if entry.on <= on))
    if not known.entries:
        return ()
    found = (
        _documents_term(known, on, land),
        _hearing_term(known, on, land),
        _stop_term(known, on),
        _year_term(known, on),
        _final_term(known, on),
    )
    return tuple(term for term in found if term is not None)


def documents_due(requested_on: date, weeks: int, land: str) -> date:
    """Return the last day for what was asked for (§ 66 (3) SGB I, § 26 (3) SGB X).

    The weeks run from the day on which a letter counts as known, so that they are whole for who
    gets it late.
    """
    return deadline(period_end(requested_on, DAYS_OF_POST), Period(weeks=weeks), land)


def hearing_due(sent_on: date, land: str) -> date:
    """Return the last day to answer a hearing: two weeks after the letter counts as known."""
    return deadline(period_end(sent_on, DAYS_OF_POST), HEARING, land)


def stop_ends(stopped_on: date) -> date:
    """Return the last day of the two months of § 29 (4) sentence 3 WoGG."""
    return period_end(stopped_on, STOP)


def final_decision_ends(period_ends_on: date) -> date:
    """Return the last day for a final decision: a year after the period (§ 26a (3) sentence 4)."""
    return period_end(period_ends_on, YEAR)


def _documents_term(chronicle: Chronicle, on: date, land: str) -> Term | None:
    request = chronicle.last("request_documents")
    if request is None:
        return None
    ends_on = documents_due(request.on, int(request.values.get(REQUEST_WEEKS, USUAL_WEEKS)), land)
    kept = _first_after(chronicle, request, ("supply", "documents_received", "complete"))
    state = _state(ends_on, on, kept_on=kept, void_on=_first_after(chronicle, request, (DECIDED,)))
    return _term("documents", "§ 60 Abs. 1, § 66 Abs. 3 SGB I", request.on, ends_on, state)


def _hearing_term(chronicle: Chronicle, on: date, land: str) -> Term | None:
    hearing = chronicle.last("hear")
    if hearing is None:
        return None
    ends_on = hearing_due(hearing.on, land)
    state = _state(ends_on, on, kept_on=_first_after(chronicle, hearing, ("answer_hearing",)))
    return _term("hearing", "§ 24 Abs. 1 SGB X", hearing.on, ends_on, state)


def _stop_term(chronicle: Chronicle, on: date) -> Term | None:
    stop = chronicle.last("stop_payments")
    if stop is None:
        return None
    ends_on = stop_ends(stop.on)
    state = _state(
        ends_on,
        on,
        kept_on=_earliest(replaced_on(chronicle, stop), _first_after(chronicle, stop, VOIDING)),
        void_on=_first_after(chronicle, stop, ("resume_payments",)),
    )
    return _term("stop", "§ 29 Abs. 4 Satz 3 WoGG", stop.on, ends_on, state)


def _year_term(chronicle: Chronicle, on: date) -> Term | None:
    """Return the year since the office knew of a change or of an unlawful decision."""
    reviews = [(e, known_on) for e in chronicle.entries if (known_on := _known_on(e)) is not None]
    if not reviews:
        return None
    review, known_on = reviews[-1]
    ends_on = period_end(known_on, YEAR)
    withdrawal = review.values.get("review.norm") == "sgbx_45"
    norm = "§ 45 Abs. 4 Satz 2 SGB X" if withdrawal else "§ 27 Abs. 2 Satz 6 WoGG"
    done = _earliest(
        replaced_on(chronicle, review), _first_after(chronicle, review, ("leave_unchanged",))
    )
    return _term("year", norm, known_on, ends_on, _state(ends_on, on, kept_on=done))


def _final_term(chronicle: Chronicle, on: date) -> Term | None:
    provisional = next((e for e in chronicle.all(DECIDED) if _act(e) == "provisional"), None)
    if provisional is None:
        return None
    until = provisional.values.get("until")
    end = date.fromisoformat(str(until)) if until else _usual_end(chronicle)
    ends_on = final_decision_ends(end)
    state = _state(
        ends_on,
        on,
        kept_on=_first_after(chronicle, provisional, (DECIDED,)),
        # The fiction does not come about once the person has asked (§ 26a (3) sentence 5).
        void_on=_first_after(chronicle, provisional, ("request_final",)),
    )
    return _term("final_decision", "§ 26a Abs. 3 Satz 4 WoGG", end, ends_on, state)


def replaced_on(chronicle: Chronicle, entry: Entry) -> date | None:
    """Return the day on which a decision after an entry replaced the grant, if one did."""
    following = _following(chronicle, entry)
    return next((e.on for e in following if e.deed == DECIDED and _act(e) in CHANGING_ACTS), None)


def _known_on(entry: Entry) -> date | None:
    if entry.deed not in ("reopen", "withdraw", "hear"):
        return None
    named = entry.values.get("review.known_on") or entry.values.get("hear.known_on")
    return date.fromisoformat(str(named)) if named else None


def _usual_end(chronicle: Chronicle) -> date:
    """Return the end of the usual twelve months (§ 25 (1) WoGG)."""
    begun = next((e.on for e in chronicle.entries if e.deed == RECEIVED), chronicle.received_on)
    return add_months(first_of_month(begun), USUAL_MONTHS) - _ONE_DAY


def _act(entry: Entry) -> str:
    return str(entry.values.get("act", ""))


def _term(key: str, norm: str, event_on: date, ends_on: date, state: TermState) -> Term:
    """Return a term whose first day is the one after its event (§ 187 (1) BGB)."""
    starts_on = event_on + _ONE_DAY
    values = (("start", starts_on.isoformat()), ("end", ends_on.isoformat()))
    return Term(key, norm, starts_on, ends_on, state, values)


def _state(
    ends_on: date, on: date, *, kept_on: date | None = None, void_on: date | None = None
) -> TermState:
    happened = [
        (day, state)
        for day, state in ((kept_on, TermState.KEPT), (void_on, TermState.VOID))
        if day is not None and day <= ends_on
    ]
    if happened:
        return min(happened, key=lambda found: found[0])[1]
    return TermState.ELAPSED if on > ends_on else TermState.RUNNING


def _following(chronicle: Chronicle, entry: Entry) -> tuple[Entry, ...]:
    position = next(i for i, one in enumerate(chronicle.entries) if one is entry)
    return chronicle.entries[position + 1 :]


def _first_after(chronicle: Chronicle, entry: Entry, deeds: tuple[str, ...]) -> date | None:
    return next((e.on for e in _following(chronicle, entry) if e.deed in deeds), None)


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
