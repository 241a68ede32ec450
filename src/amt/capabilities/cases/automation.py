"""Which cases the machine may decide alone (section 31a SGB X, section 35a VwVfG), and which not.

What a procedure says against it comes first; the platform adds that only a grant of which nothing
is refused, decided for the first time, by an act that asks nothing, is ever decided without a
person. Later months whose amount stays open do not speak against it.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

import structlog

from amt.capabilities.cases import choice
from amt.capabilities.cases.models import AutomationSwitch
from amt.contract.assessment import Assessment, Outcome
from amt.contract.facts import Facts
from amt.contract.procedure import Procedure

log = structlog.get_logger(__name__)

NOT_GRANTED = "not_granted"
DECIDED_BEFORE = "decided_before"
NO_ACT = "no_act"
CHECK_FAILED = "check_failed"
ALWAYS_AGAINST = (NOT_GRANTED, DECIDED_BEFORE, NO_ACT, CHECK_FAILED)
"""What speaks against it in every service."""

_PARTS = 10_000


def can_be_automatic(procedure: Procedure | None) -> bool:
    """Tell whether a norm allows that the machine decides cases of a service."""
    return (
        procedure is not None
        and procedure.automation is not None
        and procedure.automation.against is not None
        and procedure.assess is not None
    )


def switch_of(procedure_key: str) -> AutomationSwitch | None:
    """Return how the machine is switched for a service, None where nobody ever did."""
    return AutomationSwitch.objects.filter(procedure_key=procedure_key).order_by("-id").first()


def is_automatic(procedure: Procedure | None) -> bool:
    """Tell whether the machine decides cases of a service now."""
    if procedure is None or not can_be_automatic(procedure):
        return False
    switch = switch_of(procedure.key)
    return switch is not None and switch.on


def against(
    procedure: Procedure,
    facts: Facts,
    assessment: Assessment | None,
    *,
    state: str,
    decided: bool = False,
) -> tuple[str, ...]:
    """Say what keeps the machine from deciding a case, by key; nothing lets it decide.

    A check that fails speaks against it.
    """
    automation = procedure.automation
    if automation is None or automation.against is None or assessment is None:
        return (NOT_GRANTED,)
    found = [DECIDED_BEFORE] if decided else []
    if choice.declared_as(assessment.outcome.value, assessment) != Outcome.GRANT.value:
        return (*found, NOT_GRANTED)
    usual = choice.choice_of(procedure, state, Outcome.GRANT.value)
    if usual is None or usual.spec.form is not None:
        found.append(NO_ACT)
    try:
        return (*found, *automation.against(facts, assessment))
    except Exception:
        log.exception("cases.automation_check_failed", procedure=procedure.key)
        return (*found, CHECK_FAILED)


def is_sampled(procedure_key: str, case_uuid: UUID, share_percent: int) -> bool:
    """Tell whether people decide a case that qualifies: drawn once for ever from its uuid."""
    drawn = hashlib.sha256(f"{procedure_key}:{case_uuid}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") % _PARTS < share_percent * _PARTS // 100
