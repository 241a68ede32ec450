"""Correcting a fact: the new one supersedes, the old one stays, the proposal is computed anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import form_of, procedure_of, workflow_of
from amt.capabilities.cases.facts import facts_of, records_in_force, supersede
from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.services.assessing import CannotBeAssessed, assess_locked
from amt.capabilities.cases.visibility import SUBJECT_KIND, require_working
from amt.contract.derived import basis_of, derived_from_facts, is_derived
from amt.contract.facts import FactSource
from amt.contract.forms import Field, FieldKind
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal


class UnknownFact(Refusal):
    """The form of the case asks no such thing, or it cannot be corrected by typing."""

    code = "unknown_fact"


class ReasonNeeded(Refusal):
    """A correction needs the caseworker's reason."""

    code = "reason_needed"


@transaction.atomic
def correct_fact(
    *, case_uuid: UUID, path: str, value: Any, reason: str, actor: Actor, at: datetime
) -> FactRecord:
    """Replace a fact by the JSON value that a caseworker found out, and assess the case anew.

    :raises NotVisible: when the actor does not work on the case.
    :raises CannotBeAssessed: when the case is already decided.
    :raises UnknownFact: when the case's form has no such field.
    :raises ReasonNeeded: when no reason is given.
    """
    found = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    case = require_working(actor, found, case_uuid)
    if workflow_of(case).target(case.state, "assess") is None:
        raise CannotBeAssessed(_("Über diesen Fall ist schon entschieden."))
    correctable_field(case, path)
    if not reason.strip():
        raise ReasonNeeded(_("Schreiben Sie, warum Sie die Angabe berichtigen."))
    old = FactRecord.objects.filter(case=case, path=path, superseded_at=None).first()
    if old is not None and old.value == value:
        return old
    supersede(
        case, path, value, source=FactSource.OFFICER, basis=reason.strip(), actor=actor, at=at
    )
    let_follow(case, actor, at)
    new = FactRecord.objects.get(case=case, path=path, superseded_at=None)
    timeline.add(case, timeline.FACT_CORRECTED, actor=actor, at=at, path=path)
    trail.record(
        actor=actor,
        action="cases.fact_corrected",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={"path": path},
    )
    assess_locked(case, actor=actor, at=at)
    return new


def let_follow(case: Case, actor: Actor, at: datetime) -> None:
    """Compute anew what follows from the answers of the form."""
    form = form_of(case)
    if form is None or not form.derived:
        return
    held = {record.path: record for record in records_in_force(case)}
    values = derived_from_facts(form, facts_of(held.values()))
    gone = [path for path in held if is_derived(form, path) and path not in values]
    for path, value in {**dict.fromkeys(gone), **values}.items():
        basis = basis_of(form, path)
        supersede(case, path, value, source=FactSource.TYPED, basis=basis, actor=actor, at=at)


def correctable_field(case: Case, path: str) -> Field:
    """Return the form's field of a path. :raises UnknownFact: when there is none to type into."""
    procedure = procedure_of(case)
    if procedure is None:
        raise UnknownFact(_("Die Leistung dieses Falls gibt es hier nicht mehr."))
    form = form_of(case)
    try:
        field = form.field_at(path) if form else None
    except LookupError:
        field = None
    if field is None:
        raise UnknownFact(_("Diese Angabe gibt es in diesem Antrag nicht."))
    if form is not None and is_derived(form, path):
        raise UnknownFact(_("Diese Angabe ergibt sich aus anderen. Berichtigen Sie diese."))
    if field.kind in (FieldKind.FILE, FieldKind.DECLARATION):
        raise UnknownFact(_("Diese Angabe kann nur die antragstellende Person machen."))
    return field
