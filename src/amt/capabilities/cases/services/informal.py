"""Opening a case from a call, a letter or a visit, before its form is there.

The day on which it arrived is the day of the application, whatever comes later (section 16 SGB I,
section 22 VwVfG); until the form is there, nothing is assessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases.chronicle import next_due_on, terms_of, workflow_of
from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.services.opening import (
    competent_for,
    new_reference,
    note_opened,
    open_akte,
    write_facts,
)
from amt.capabilities.cases.services.parties import PartyData, write_parties
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.worklist import services as worklist
from amt.contract import registry
from amt.contract.facts import Fact
from amt.contract.procedure import Procedure, Workflow
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal

INFORMAL = "informal"
"""Kind of the item by which a case without form waits for its unit."""
COMPLETE = "complete"
"""The deed, and the step of the workflow, by which the form comes."""
APPLICATION = "application"
NO_FORM = 0
"""The version of the form in a case that has none yet."""


class NoInformalApplication(Refusal):
    """The service needs its form from the start."""

    code = "no_informal_application"


@dataclass(frozen=True, slots=True)
class OpenedInformally:
    """A case that began without a form, and the party who applied."""

    case: Case
    party: Party
    is_new: bool


@transaction.atomic
def open_informal(
    *,
    source_uuid: UUID,
    procedure_key: str,
    party: PartyData,
    facts: Sequence[Fact],
    applied_on: date,
    form_until: date,
    actor: Actor,
    at: datetime,
) -> OpenedInformally:
    """Open a case in the state `informal` of its workflow; the same source opens it once.

    `form_until` is the day until which the office waits for the form without asking again. The
    caller invites the party.

    :raises amt.contract.registry.UnknownProcedure: when nobody brings the procedure.
    :raises NotVisible: when neither staff nor the platform acts.
    :raises NoInformalApplication: when the procedure needs its form from the start.
    :raises NoUnitCompetent: when nobody decides for the place of the facts.
    """
    procedure = registry.procedure(procedure_key)
    if actor.kind not in (ActorKind.STAFF, ActorKind.SYSTEM):
        raise NotVisible("procedure", procedure_key)
    require_informal(procedure)
    form = procedure.form(APPLICATION)
    case, is_new = Case.objects.get_or_create(
        source_uuid=source_uuid,
        defaults={
            "reference": new_reference(procedure, at),
            "procedure_key": procedure.key,
            "state": procedure.workflow.informal,
            "unit": competent_for(procedure, {one.path: one.value for one in facts}, applied_on),
            "form_key": form.key,
            "form_version": NO_FORM,
            "applied_on": applied_on,
            "opened_at": at,
        },
    )
    if not is_new:
        return OpenedInformally(case, case.parties.order_by("id")[0], is_new=False)
    (applicant,) = write_parties(case, [party], actor=actor, at=at)
    write_facts(case, facts)
    open_akte(case, procedure, {}, actor, at)
    _wait_for_form(case, form_until, actor, at)
    note_opened(case, actor, at)
    return OpenedInformally(case, applicant, is_new=True)


@transaction.atomic
def antedate_informal(*, case_uuid: UUID, applied_on: date, actor: Actor, at: datetime) -> bool:
    """Let an earlier call or letter count, as long as the form is not there; tell whether it does.

    :raises NotVisible: when there is no such case, or neither staff nor the platform acts.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    if case is None or actor.kind not in (ActorKind.STAFF, ActorKind.SYSTEM):
        raise NotVisible(SUBJECT_KIND, case_uuid)
    if not is_informal(case) or applied_on >= case.applied_on:
        return False
    before, case.applied_on = case.applied_on, applied_on
    case.save(update_fields=["applied_on"])
    trail.record(
        actor=actor,
        action="cases.case_antedated",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={"before": before.isoformat(), "after": applied_on.isoformat()},
    )
    return True


@transaction.atomic
def stop_waiting_for_form(*, case_uuid: UUID, actor: Actor, at: datetime) -> bool:
    """Close the item of a case that went on or was decided without its form; tell whether it was.

    :raises LookupError: when there is no such case.
    """
    case = Case.objects.filter(uuid=case_uuid).first()
    if case is None:
        raise LookupError(case_uuid)
    if is_informal(case) and not case.decisions.exists():
        return False
    worklist.close_items(
        subject_kind=SUBJECT_KIND, subject_id=case.uuid, kind=INFORMAL, at=at, actor=actor
    )
    return True


def require_informal(procedure: Procedure) -> None:
    """:raises NoInformalApplication: when the procedure needs its form from the start."""
    if not procedure.workflow.informal or APPLICATION not in procedure.forms:
        raise NoInformalApplication(_("Diese Leistung lässt sich nur mit dem Formular beantragen."))


def lacking_states(workflow: Workflow) -> tuple[str, ...]:
    """List the states in which a case lacks its form and can still be completed."""
    if not workflow.informal:
        return ()
    return tuple(one.source for one in workflow.transitions if one.deed == COMPLETE)


def is_informal(case: Case) -> bool:
    """Tell whether a case still lacks its form and can be completed."""
    return case.form_version == NO_FORM and case.state in lacking_states(workflow_of(case))


def _wait_for_form(case: Case, until: date, actor: Actor, at: datetime) -> None:
    worklist.open_item(
        unit_id=case.unit_id,
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        kind=INFORMAL,
        procedure_key=case.procedure_key,
        reference=case.reference,
        due_on=until,
        at=at,
        actor=actor,
    )
    case.next_due_on = next_due_on(case, terms_of(case, on=case.applied_on))
    case.save(update_fields=["next_due_on"])
