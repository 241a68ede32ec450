"""Applying again for the time after a grant, beginning with what is known from the old case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from amt.capabilities.applications.forms import application_form, prefill_from
from amt.capabilities.applications.known_answers import fitting
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.refusals import AlreadyRenewed, NothingToRenew
from amt.capabilities.applications.services.carrying import (
    RENEWAL,
    Carried,
    Origin,
    carry,
)
from amt.capabilities.applications.services.drafts import locked_draft, start_draft
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.queries import CaseHistory
from amt.capabilities.documents import services as documents
from amt.capabilities.identity import queries as identity
from amt.contract.facts import Fact, FactSource
from amt.contract.forms import FieldKind, Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedures
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.periods import add_months, first_of_month, last_of_month

log = structlog.get_logger(__name__)

PREVIOUS_UNTIL = "grant.previous_until"
PREVIOUS_REFERENCE = "grant.previous_reference"


@dataclass(frozen=True, slots=True)
class Renewal:
    """What applying again would begin with.

    `until` is the last day of the grant, `invited_from` the first day of the month in which people
    are invited, `norm` orders the new application. `moved` are paths that the sign-in says
    otherwise than the old case.
    """

    case_uuid: UUID
    reference: str
    procedure: Procedure
    form: Form
    applied_on: date
    until: date
    invited_from: date
    norm: str
    answers: Mapping[str, Any]
    moved: tuple[str, ...] = field(default=())


def renewal_of(actor: Actor, case_uuid: UUID) -> Renewal:
    """Return what somebody's own case would be renewed with.

    :raises NotVisible: when the case is not the actor's own as the one who applied.
    :raises NothingToRenew: when nothing was granted that is paid monthly.
    :raises AlreadyRenewed: when the application for the time after it was sent.
    """
    status = cases.status_of(actor, case_uuid)
    found = procedures().get(status.procedure_key)
    is_own = found is not None and found.submitting_role in status.my_roles
    if actor.kind is not ActorKind.RESIDENT or found is None or not is_own:
        raise NotVisible("case", case_uuid)
    sent = Application.objects.filter(renews_case_uuid=case_uuid).first()
    if sent is not None and sent.case_uuid is not None:
        raise AlreadyRenewed(sent.case_uuid)
    until = granted_until(found, case_uuid)
    if found.benefit is None or until is None:
        raise NothingToRenew
    form = application_form(found)
    answers = fitting(form, found.benefit.renew(status.visible_facts))
    return Renewal(
        case_uuid=case_uuid,
        reference=status.reference,
        procedure=found,
        form=form,
        applied_on=status.applied_on,
        until=until,
        invited_from=add_months(first_of_month(until), 1 - found.benefit.renewal_months),
        norm=found.benefit.renewal_norm,
        answers=answers,
        moved=_moved(found, form, answers, actor),
    )


def granted_until(
    found: Procedure, case_uuid: UUID, *, history: CaseHistory | None = None
) -> date | None:
    """Return the last day for which money is planned in a case, or None.

    Whoever has read the history of the case hands it in.
    """
    if found.benefit is None:
        return None
    history = history or cases.history_of(case_uuid)
    if not history.rulings:
        return None
    try:
        plan = found.benefit.plan(history.chronicle, history.rulings)
    except Exception:
        # A defect in a procedure must not close the door; the person can apply without it.
        log.exception("applications.plan_failed", case=str(case_uuid), procedure=found.key)
        return None
    paid = [one.month for one in plan.months if one.amount.cents > 0]
    return last_of_month(max(paid)) if paid else None


@transaction.atomic
def start_renewal(*, case_uuid: UUID, actor: Actor, at: datetime) -> Draft:
    """Begin the application for the time after a grant, or return the one begun.

    Every answer is marked as known from the old application; proofs that the procedure wants anew
    are asked anew, the others come along.

    :raises NotVisible: when the case is not the actor's own as the one who applied.
    :raises NothingToRenew: when nothing was granted that is paid monthly.
    :raises AlreadyRenewed: when the application for the time after it was sent.
    :raises TrustTooLow: when the sign-in is not sure enough.
    """
    renewal = renewal_of(actor, case_uuid)
    begun = start_draft(procedure_key=renewal.procedure.key, actor=actor, at=at)
    draft = locked_draft(actor, begun.uuid)
    if draft.renews_case_uuid == case_uuid:
        return draft
    draft.renews_case_uuid = case_uuid
    origin = Origin(RENEWAL, renewal.applied_on, renewal.reference)
    answers = _with_own_files(renewal, draft, actor, at)
    carry(draft, Carried(answers, origin), at)
    trail.record(
        actor=actor,
        action="applications.renewal_started",
        subject_kind="draft",
        subject_id=draft.uuid,
        at=at,
        details={"case": str(case_uuid)},
    )
    return draft


def facts_of_predecessor(draft: Draft, at: datetime) -> list[Fact]:
    """Return what the new case must know of the one it continues."""
    if draft.renews_case_uuid is None:
        return []
    history = cases.history_of(draft.renews_case_uuid)
    found = procedures().get(history.procedure_key)
    until = granted_until(found, draft.renews_case_uuid) if found else None
    known = {PREVIOUS_REFERENCE: history.reference}
    if until is not None:
        known[PREVIOUS_UNTIL] = until.isoformat()
    return [
        Fact(path, value, FactSource.REGISTER, at, basis=history.reference)
        for path, value in known.items()
    ]


def may_renew_on(until: date, months: int, on: date | None = None) -> bool:
    """Tell whether somebody is invited by now to apply for the time after a day."""
    return (on or clock.today()) >= add_months(first_of_month(until), 1 - months)


def _moved(
    found: Procedure, form: Form, answers: Mapping[str, Any], actor: Actor
) -> tuple[str, ...]:
    if actor.account_id is None:
        return ()
    person = identity.person_of(identity.get_account(actor.account_id))
    said = prefill_from(form, person, found.submitting_role)
    return tuple(path for path, value in said.items() if answers.get(path, value) != value)


def _with_own_files(renewal: Renewal, draft: Draft, actor: Actor, at: datetime) -> dict[str, Any]:
    """Let the documents that still hold belong to the draft too; others are left out."""
    kept: dict[str, Any] = {}
    for path, value in renewal.answers.items():
        if path.endswith(".count") or renewal.form.field_at(path).kind is not FieldKind.FILE:
            kept[path] = value
            continue
        own = [one for one in value if cases.may_open_document(actor, UUID(str(one)))]
        for one in own:
            documents.attach_document(
                document_uuid=UUID(str(one)),
                owner_kind="draft",
                owner_uuid=draft.uuid,
                label=path,
                actor=actor,
                at=at,
            )
        if own:
            kept[path] = own
    return kept
