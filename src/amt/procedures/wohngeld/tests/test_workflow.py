"""What the law makes a condition cannot be passed by: every way through the workflow keeps it."""

from __future__ import annotations

import pytest

from amt.contract.deeds import DeedBy
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.workflow import WORKFLOW

STEPS_OF_DECISIONS = {spec.transition for spec in PROCEDURE.acts}


ENDS_TERM_OF = {"documents_overdue": "request_documents", "hearing_over": "hear"}
"""Deeds of time, and the deed that sets their term running."""


def reachable(start: str, *, without: set[str]) -> set[str]:
    """Return the states that are reached when some deeds are never done."""
    without = without | {late for late, first in ENDS_TERM_OF.items() if first in without}
    seen, waiting = set[str](), [start]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += [
                t.target for t in WORKFLOW.transitions if t.source == here and t.deed not in without
            ]
    return seen


def possible(states: set[str], deed: str) -> bool:
    return any(t.deed == deed and t.source in states for t in WORKFLOW.transitions)


@pytest.mark.parametrize("start", ["informal", "received"])
@pytest.mark.parametrize("condition", ["request_documents", "documents_overdue"])
def test_nobody_is_refused_for_lack_of_cooperation_without_warning_and_term(
    start: str, condition: str
) -> None:
    """§ 66 (3) SGB I."""
    assert possible(reachable(start, without=set()), "refuse_cooperation")
    assert not possible(reachable(start, without={condition}), "refuse_cooperation")


@pytest.mark.parametrize("deed", ["withdraw", "misuse", "recover"])
def test_nothing_is_taken_back_without_a_hearing_that_is_over(deed: str) -> None:
    """§ 24 (1) SGB X."""
    assert possible(reachable("received", without=set()), deed)
    assert not possible(reachable("received", without={"hear"}), deed)
    waiting = {"answer_hearing", "hearing_over"}
    assert not possible(reachable("received", without=waiting), deed)


def test_a_final_decision_follows_a_provisional_one_only() -> None:
    states = reachable("received", without={"decide_provisionally"})
    assert not states & {"provisionally_granted", "final_review"}


def test_a_case_begins_with_a_call_and_is_completed_even_late() -> None:
    for state in ("informal", "informal_overdue", "refused_for_cooperation"):
        assert WORKFLOW.target(state, "complete") == WORKFLOW.initial
    assert WORKFLOW.informal == "informal"


def test_each_act_can_be_declared_where_it_says() -> None:
    for spec in PROCEDURE.acts:
        for state in spec.when:
            assert WORKFLOW.target(state, spec.transition), (spec.key, state)


def test_for_each_state_and_outcome_there_is_an_act() -> None:
    kinds = {"grant": "grant", "partial": "partial", "refusal": "refusal"}
    for state in ("in_progress", "final_review", "reopened", "reopened_after_hearing", "decided"):
        for outcome in ("grant", "partial", "refusal"):
            fitting = [
                spec
                for spec in PROCEDURE.acts
                if state in spec.when
                and (outcome in spec.decides or (not spec.decides and spec.kind == kinds[outcome]))
            ]
            assert fitting, (state, outcome)


def test_every_step_is_a_deed_or_a_decision_or_the_platforms_own() -> None:
    known = {deed.key for deed in PROCEDURE.deeds} | STEPS_OF_DECISIONS | {"assess", "complete"}
    assert {t.deed for t in WORKFLOW.transitions} <= known


def test_no_step_has_two_ways() -> None:
    steps = [(t.deed, t.source) for t in WORKFLOW.transitions]
    assert len(steps) == len(set(steps))


def test_the_person_can_report_a_change_wherever_something_is_paid() -> None:
    for state in ("decided", "provisionally_granted", "in_hearing", "heard", "reopened"):
        assert WORKFLOW.target(state, "report_change") == state
    assert PROCEDURE.deed("report_change").by is DeedBy.PARTY
