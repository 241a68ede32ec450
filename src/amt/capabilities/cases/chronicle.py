"""The chronicle of a case, and what follows from it: terms and the deeds that time does.

Nothing here is stored but the deeds themselves; terms are computed by the pure function of the
procedure, so that applicant and caseworker see the same days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.core.exceptions import ObjectDoesNotExist

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases.models import Case, Decision, DeedRecord, FactRecord
from amt.contract import registry
from amt.contract.assessment import Outcome
from amt.contract.deeds import DECIDED, RECEIVED, Chronicle, Deed, DeedBy, Entry, Term, TermState
from amt.contract.forms import Form
from amt.contract.procedure import STANDARD_WORKFLOW, Procedure, Workflow
from amt.kernel import clock

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DueDeed:
    """A deed of time with the first day on which it is due."""

    deed: Deed
    on: date


def procedure_of(case: Case) -> Procedure | None:
    """Return the procedure of a case, or None when nobody brings it any more."""
    return registry.procedures().get(case.procedure_key)


def workflow_of(case: Case) -> Workflow:
    """Return the workflow of the case's procedure, or the usual one when nobody brings it."""
    procedure = procedure_of(case)
    return procedure.workflow if procedure else STANDARD_WORKFLOW


def form_of(case: Case) -> Form | None:
    """Return the form that a case was opened with, in its version, or None when nobody brings it.

    Where a procedure keeps an earlier version, that is `<form>@<version>`.
    """
    procedure = procedure_of(case)
    if procedure is None:
        return None
    newest = procedure.forms.get(case.form_key)
    if newest is None or newest.version == case.form_version:
        return newest
    return procedure.forms.get(f"{case.form_key}@{case.form_version}", newest)


def reaches(workflow: Workflow, state: str, deed: str) -> bool:
    """Tell whether a deed can still be done from a state, at once or later."""
    seen, waiting = set[str](), [state]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        for transition in workflow.transitions:
            if transition.source == here:
                if transition.deed == deed:
                    return True
                waiting.append(transition.target)
    return False


def chronicle_of(
    case: Case,
    *,
    and_then: Entry | None = None,
    deeds: Sequence[DeedRecord] | None = None,
    decisions: Sequence[Decision] | None = None,
) -> Chronicle:
    """Return receipt, deeds and decisions of a case in order, with a deed about to be done.

    Whoever has loaded the rows hands them in.
    """
    records = case.deeds.order_by("on", "id") if deeds is None else deeds
    rows: list[tuple[date, datetime, Entry]] = [
        (record.on, record.at, entry_of(record)) for record in records
    ]
    if decisions is None:
        decisions = list(case.decisions.select_related("proposal").order_by("number"))
    for decision in decisions:
        on = clock.day_of(decision.decided_at)
        stored = decision.proposal.assessment if decision.proposal else None
        values = decided_values(decision.inputs, decision.kind, decision.act_key, stored)
        rows.append((on, decision.decided_at, Entry(DECIDED, on, values)))
    rows.sort(key=lambda row: row[:2])
    after = () if and_then is None else (and_then,)
    received = Entry(RECEIVED, case.applied_on)
    return Chronicle((received, *(entry for _on, _at, entry in rows), *after))


def decided_values(
    inputs: Mapping[str, Any], kind: str, act: str, assessment: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return what the chronicle says of a decision.

    That is the answers to the form of its act, outcome and act; of what was granted the first and
    the last day (`from`, `until`), from the stored assessment. Later months whose amount is open
    belong to what was granted.
    """
    values: dict[str, Any] = {**inputs, "kind": kind, "act": act}
    segments: list[dict[str, Any]] = assessment["segments"] if assessment else []
    granted = [row["span"] for row in segments if row["outcome"] == Outcome.GRANT.value]
    if granted and kind != Outcome.REFUSAL.value:
        values["from"] = granted[0]["start"]
        is_open = segments[-1]["outcome"] == Outcome.UNDECIDED.value
        last = segments[-1]["span"] if is_open else granted[-1]
        if last["end"]:
            values["until"] = last["end"]
    return values


def entry_of(record: DeedRecord) -> Entry:
    """Return a stored deed as the chronicle tells it."""
    return Entry(record.key, record.on, record.values, record.role)


def terms_of(
    case: Case, *, on: date, chronicle: Chronicle | None = None, land: str = ""
) -> tuple[Term, ...]:
    """Return the terms of a case as they stand on a day; a procedure that fails has none."""
    procedure = procedure_of(case)
    if procedure is None or procedure.terms is None:
        return ()
    try:
        return procedure.terms(chronicle or chronicle_of(case), on, land or land_of(case))
    except Exception:
        # A defect in a procedure must not close the case to those who read it.
        log.exception("cases.terms_failed", case=str(case.uuid), procedure=case.procedure_key)
        return ()


def land_of(case: Case) -> str:
    """Return the Land whose public holidays count: that of the place, else of the unit."""
    procedure = procedure_of(case)
    path = procedure.place_path if procedure else ""
    known = FactRecord.objects.filter(case=case, path=path, superseded_at=None).first()
    return land_at(case, str(known.value) if known else "")


def land_at(case: Case, place: str) -> str:
    """Return the Land of a place that the case names, else that of its unit."""
    try:
        return authorities.land_of(place)
    except ObjectDoesNotExist:
        return _land_of_unit(case)


def elapsed_deeds(case: Case, terms: Sequence[Term]) -> list[DueDeed]:
    """List the deeds of time that are due now and not yet done, what was due first first."""
    return _deeds_of_time(case, terms, (TermState.ELAPSED,))


def next_due_on(case: Case, terms: Sequence[Term]) -> date | None:
    """Return the first day on which time does a deed, as the case stands, or None."""
    waiting = _deeds_of_time(case, terms, (TermState.ELAPSED, TermState.RUNNING))
    return waiting[0].on if waiting else None


def _deeds_of_time(
    case: Case, terms: Sequence[Term], states: tuple[TermState, ...]
) -> list[DueDeed]:
    procedure = procedure_of(case)
    deeds = procedure.deeds if procedure else ()
    open_now = [
        deed
        for deed in deeds
        if deed.by is DeedBy.TIME and workflow_of(case).target(case.state, deed.key) is not None
    ]
    found = [
        DueDeed(deed, term.ends_on + timedelta(days=1))
        for deed in open_now
        for term in terms
        if term.key == deed.due_at and term.state in states
    ]
    if not found:
        return []
    # A term that led to its deed once does not lead to it again.
    done = set(case.deeds.values_list("key", "on"))
    fresh = [due for due in found if (due.deed.key, due.on) not in done]
    return sorted(fresh, key=lambda due: (due.on, due.deed.key))


def _land_of_unit(case: Case) -> str:
    for row in authorities.competent_offices(case.procedure_key, case.applied_on):
        if row.unit.pk == case.unit_id:
            return row.place.land
    return authorities.places()[0].land
