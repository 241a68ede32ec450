"""What a run tells the cases that it decides once more, and which results are grants."""

from __future__ import annotations

from typing import Any

from amt.capabilities.grants.models import BulkRun
from amt.contract.acts import ActKind, ActSpec
from amt.contract.assessment import Outcome
from amt.contract.procedure import Procedure

GRANTING = (Outcome.GRANT, Outcome.PARTIAL)
NORM_PATH = "review.norm"


def may_be_run(procedure: Procedure) -> bool:
    """Tell whether the grants of a service can be decided once more by its rules."""
    return bool(procedure.benefit and procedure.reassess and act_keys_of(procedure))


def act_keys_of(procedure: Procedure) -> list[str]:
    """Return the acts by which a run may decide: they grant, and the case stays where it is.

    An act that needs a deed before it leads from another state and is for people.
    """
    return [spec.key for spec in procedure.acts if _grants(spec) and _stays(spec, procedure)]


def norms_of(procedure: Procedure) -> tuple[str, ...]:
    """Return the norms that order a new decision, as the service's own deeds name them."""
    for deed in procedure.deeds:
        for field in deed.form.fields() if deed.form else ():
            if field.path == NORM_PATH:
                return tuple(str(option) for option in field.options)
    return ()


def review_of(run: BulkRun) -> dict[str, Any]:
    """Return the facts that a run records in each case: norm, first day, key of the run."""
    return {
        NORM_PATH: run.norm,
        "review.from": run.effective_on.isoformat(),
        "review.key": run.review_key,
    }


def _grants(spec: ActSpec) -> bool:
    if spec.decides:
        return any(outcome.value in spec.decides for outcome in GRANTING)
    return spec.kind in (ActKind.GRANT, ActKind.PARTIAL, ActKind.CHANGE)


def _stays(spec: ActSpec, procedure: Procedure) -> bool:
    return bool(spec.when) and all(
        procedure.workflow.target(state, spec.transition) == state for state in spec.when
    )
