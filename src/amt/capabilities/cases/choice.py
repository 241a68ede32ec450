"""Which acts can declare a decision in a state, and whether a case waits for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amt.capabilities.cases.chronicle import reaches
from amt.contract.acts import ActKind, ActSpec
from amt.contract.assessment import Assessment, Outcome
from amt.contract.procedure import Procedure, Workflow

ASSESS = "assess"
DECIDE = "decide"
OUTCOMES = (Outcome.GRANT.value, Outcome.PARTIAL.value, Outcome.REFUSAL.value)

_FITTING: dict[str, tuple[ActKind, ...]] = {
    Outcome.GRANT.value: (ActKind.GRANT,),
    Outcome.PARTIAL.value: (ActKind.PARTIAL, ActKind.GRANT),
    Outcome.REFUSAL.value: (ActKind.REFUSAL,),
}
"""Which kinds of act declare a decision, the fitting one first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An act by which a case can be decided now, and the state that it leads to."""

    spec: ActSpec
    target: str


def declared_as(kind: str, assessment: Assessment | None) -> str:
    """Return the outcome whose acts declare a decision.

    A grant whose later months stay open is declared as a grant: nothing of it is refused.
    """
    is_open = assessment is not None and assessment.open_from is not None
    return Outcome.GRANT.value if is_open and kind == Outcome.PARTIAL.value else kind


def choices(procedure: Procedure, state: str, kind: str) -> tuple[Choice, ...]:
    """Return the acts that declare an outcome in a state, the usual one first."""
    ranked = [(_rank(spec, kind), spec) for spec in procedure.acts]
    fitting = sorted(
        ((rank, spec) for rank, spec in ranked if rank is not None), key=lambda row: row[0]
    )
    found = (_in_state(procedure.workflow, state, spec) for _rank_of, spec in fitting)
    return tuple(one for one in found if one is not None)


def choice_of(
    procedure: Procedure, state: str, kind: str, *, act: str = "", among: Iterable[str] = ()
) -> Choice | None:
    """Return the usual act for an outcome in a state, the named one, or the first of some."""
    keys = {act} if act else set(among)
    return next(
        (one for one in choices(procedure, state, kind) if not keys or one.spec.key in keys), None
    )


def is_decision(spec: ActSpec) -> bool:
    """Tell whether an act declares a decision of a case."""
    return any(_rank(spec, kind) is not None for kind in OUTCOMES)


def may_be_decided(
    procedure: Procedure | None, workflow: Workflow, state: str, *, decided: bool
) -> bool:
    """Tell whether somebody can decide a case in this state.

    Once more only where the state has a proposal of its own, or where people decide without rules.
    """
    if procedure is None:
        return workflow.target(state, DECIDE) is not None
    if decided and procedure.assess is not None and workflow.target(state, ASSESS) is None:
        return False
    return any(choices(procedure, state, kind) for kind in OUTCOMES)


def decision_steps(procedure: Procedure | None) -> frozenset[str]:
    """Return the steps of the workflow that decisions take; `decide` where no act says which."""
    found = {spec.transition for spec in procedure.acts if is_decision(spec)} if procedure else ()
    return frozenset(found) or frozenset({DECIDE})


def waits_for_decision(
    procedure: Procedure | None, workflow: Workflow, state: str, *, decided: bool
) -> bool:
    """Tell whether somebody is to decide: now or, before the first decision, later.

    After a decision that a case could be taken up again means nothing: it waits once it was.
    """
    if workflow.target(state, ASSESS) is not None:
        return True
    if not decided:
        return any(reaches(workflow, state, step) for step in decision_steps(procedure))
    return procedure is not None and may_be_decided(procedure, workflow, state, decided=True)


def _rank(spec: ActSpec, kind: str) -> int | None:
    if spec.decides:
        return 0 if kind in spec.decides else None
    kinds = _FITTING.get(kind, ())
    return kinds.index(spec.kind) if spec.kind in kinds else None


def _in_state(workflow: Workflow, state: str, spec: ActSpec) -> Choice | None:
    if spec.when and state not in spec.when:
        return None
    target = workflow.target(state, spec.transition)
    return Choice(spec, target) if target is not None else None
