"""Letting the machine decide what needs no person, and switching that on or off.

Off unless the operator switches it on. A case that does not qualify, or that is drawn for the
sample, waits for a person as every other does.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases.automation import (
    against,
    can_be_automatic,
    is_automatic,
    is_sampled,
    switch_of,
)
from amt.capabilities.cases.chronicle import procedure_of
from amt.capabilities.cases.facts import digest_of, facts_of, records_in_force
from amt.capabilities.cases.models import AutomationSwitch, Case, Decision, Proposal
from amt.capabilities.cases.services.assessing import newest_proposal
from amt.capabilities.cases.services.deciding import carry_out_decision
from amt.capabilities.cases.services.opening import DECIDE, open_decision_item
from amt.capabilities.cases.services.resolving import Wanted, resolve
from amt.capabilities.cases.services.timing import catch_up
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.worklist import services as worklist
from amt.contract import registry
from amt.contract.assessment import Assessment
from amt.contract.procedure import Procedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

SAMPLED = "sampled"
"""Mark on the worklist of a case that the machine could have decided."""


class NoAutomation(Refusal):
    """No norm lets the machine decide cases of the service."""

    code = "no_automation"


class ShareWrong(Refusal):
    """A share is no number from 0 to 100."""

    code = "share_wrong"


@transaction.atomic
def switch_automation(
    *,
    procedure_key: str,
    on: bool | None = None,
    share_percent: int | None = None,
    actor: Actor,
    at: datetime,
) -> AutomationSwitch:
    """Let the machine decide from now on or no more, or change the share that people decide.

    The operator of the installation does this, at its command line.

    :raises NoAutomation: when no norm allows it for the service.
    :raises ShareWrong: when the share is not between 0 and 100.
    """
    procedure = registry.procedures().get(procedure_key)
    if procedure is None or procedure.automation is None or not can_be_automatic(procedure):
        raise NoAutomation(_("Über diese Leistung darf kein Programm entscheiden."))
    before = switch_of(procedure_key)
    usual = before.sampled_share_percent if before else procedure.automation.sampled_share_percent
    share = usual if share_percent is None else share_percent
    if not 0 <= share <= 100:
        raise ShareWrong(_("Der Anteil ist eine Zahl von 0 bis 100."))
    switch = AutomationSwitch.objects.create(
        procedure_key=procedure_key,
        on=(before is not None and before.on) if on is None else on,
        sampled_share_percent=share,
        changed_by_id=actor.account_id,
        at=at,
    )
    trail.record(
        actor=actor,
        action="cases.automation_switched",
        subject_kind="procedure",
        subject_id=procedure_key,
        at=at,
        details={"on": switch.on, "share": share},
    )
    return switch


@transaction.atomic
def decide_automatically(*, case_uuid: UUID, at: datetime) -> Decision | None:
    """Decide a case that qualifies as proposed; None where a person has to.

    Doing it again changes nothing.

    :raises ActCannotBeComposed: when the procedure cannot word the act; the case waits for people.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    procedure = procedure_of(case) if case else None
    if case is None or procedure is None or not is_automatic(procedure):
        return None
    catch_up(case, on=clock.day_of(at), at=at)
    proposal = _qualifying(case, procedure)
    switch = switch_of(procedure.key)
    if proposal is None or switch is None:
        return None
    if is_sampled(procedure.key, case.uuid, switch.sampled_share_percent):
        _leave_to_people(case, at)
        return None
    wanted = Wanted(proposal.outcome, proposal_id=proposal.uuid)
    return carry_out_decision(resolve(case, wanted), actor=SYSTEM, at=at)


def _qualifying(case: Case, procedure: Procedure) -> Proposal | None:
    proposal = newest_proposal(case)
    if proposal is None or proposal.assessment is None:
        return None
    facts = facts_of(records_in_force(case))
    speaks_against = against(
        procedure,
        facts,
        Assessment.from_json(proposal.assessment),
        state=case.state,
        decided=case.decisions.exists(),
    )
    fits = proposal.facts_digest == digest_of(facts, case.applied_on)
    return proposal if fits and not speaks_against else None


def _leave_to_people(case: Case, at: datetime) -> None:
    """Mark the item of a case that was drawn, so that it is known as one of the sample."""
    worklist.close_items(subject_kind=SUBJECT_KIND, subject_id=case.uuid, kind=DECIDE, at=at)
    open_decision_item(case, actor=SYSTEM, at=at, marks={SAMPLED: True})
    trail.record(
        actor=SYSTEM,
        action="cases.case_sampled",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
    )
