"""Opening a case from a submitted application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.authorities.queries import NobodyCompetent, competent_unit
from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import next_due_on, reaches, terms_of
from amt.capabilities.cases.events import CaseOpened
from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.services.parties import PartyData, require_fitting, write_parties
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.documents import queries as documents_queries
from amt.capabilities.documents import services as documents
from amt.capabilities.records import services as records
from amt.capabilities.worklist import services as worklist
from amt.contract import registry
from amt.contract.facts import Fact
from amt.contract.procedure import Procedure
from amt.kernel import events, ids
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal
from amt.kernel.new_rows import add_row_unless_there, add_rows
from amt.kernel.one_row import find_row

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit

DECIDE = "decide"
DAYS_TO_DECIDE = 42
"""How long an item may wait: an own target of the office, half of the three months after which a
lawsuit for inaction is admissible (section 75 VwGO)."""


class NoUnitCompetent(Refusal):
    """No unit of this installation is competent for the place."""

    code = "no_unit_competent"


def open_case(
    *,
    source_uuid: UUID,
    procedure_key: str,
    form_key: str,
    form_version: int,
    facts: Sequence[Fact],
    parties: Sequence[PartyData],
    document_uuids: Sequence[UUID] = (),
    document_labels: Mapping[UUID, str] = MappingProxyType({}),
    reference: str | None = None,
    applied_on: date,
    actor: Actor,
    at: datetime,
) -> Case:
    """Open a case with its Akte; the same source opens it once and gets it back ever after.

    The sender is the first of the parties; the others are invited by letter unless they have an
    account. `document_labels` are the paths of the file fields that asked for the documents.

    :raises amt.contract.registry.UnknownProcedure: when nobody brings the procedure.
    :raises NotVisible: when a resident opens it who is no party.
    :raises NoUnitCompetent: when nobody decides for the place of the facts.
    :raises PartiesDoNotFit: when roles or their numbers are not the procedure's.
    """
    procedure = registry.procedure(procedure_key)
    _require_party(actor, parties, source_uuid)
    existing = find_row(Case, "source_uuid", source_uuid)
    if existing is not None:
        return existing
    require_fitting(procedure, parties)
    # Every refusal comes before the first write: a caller may catch it and go on.
    beginning = {
        **_beginning(procedure, reference, at),
        "unit": competent_for(procedure, {f.path: f.value for f in facts}, applied_on),
        "form_key": form_key,
        "form_version": form_version,
        "applied_on": applied_on,
    }
    with transaction.atomic(savepoint=False):
        case = _create(source_uuid, beginning)
        if case is None:
            return Case.objects.get(source_uuid=source_uuid)
        write_parties(case, parties, actor=actor, at=at)
        write_facts(case, facts)
        labels = {uuid: document_labels.get(uuid, "") for uuid in document_uuids}
        open_akte(case, procedure, labels, actor, at)
        _let_it_wait(case, procedure, actor, at)
    return case


def _create(source_uuid: UUID, beginning: Mapping[str, Any]) -> Case | None:
    """Return the new case, or None where somebody else opened it at the same moment."""
    case = Case(source_uuid=source_uuid, **beginning)
    if add_row_unless_there(case):
        return case
    if Case.objects.filter(source_uuid=source_uuid).exists():
        return None
    raise IntegrityError(f"another case has the reference {case.reference}")


def _beginning(procedure: Procedure, reference: str | None, at: datetime) -> dict[str, Any]:
    return {
        "reference": reference or new_reference(procedure, at),
        "procedure_key": procedure.key,
        "state": procedure.workflow.initial,
        "opened_at": at,
    }


def _let_it_wait(case: Case, procedure: Procedure, actor: Actor, at: datetime) -> None:
    """Let a new case wait for its unit, and tell everybody that it exists."""
    if reaches(procedure.workflow, case.state, DECIDE):
        open_decision_item(case, actor=actor, at=at)
    due_on = next_due_on(case, terms_of(case, on=case.applied_on))
    if due_on != case.next_due_on:
        case.next_due_on = due_on
        case.save(update_fields=["next_due_on"])
    note_opened(case, actor, at)
    events.publish(CaseOpened(case.uuid, at))


def open_decision_item(
    case: Case,
    *,
    actor: Actor,
    at: datetime,
    since: date | None = None,
    marks: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Let the case wait for a decision on its unit's worklist, since it came or was taken up.

    `marks` are shown with the item.
    """
    worklist.open_item(
        unit_id=case.unit_id,
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        kind=DECIDE,
        procedure_key=case.procedure_key,
        reference=case.reference,
        due_on=(since or case.applied_on) + timedelta(days=DAYS_TO_DECIDE),
        at=at,
        title_values=marks,
        actor=actor,
    )


def note_opened(case: Case, actor: Actor, at: datetime) -> None:
    """Tell both sides and the trail that a case exists."""
    timeline.add(case, timeline.RECEIVED, actor=actor, at=at)
    trail.record(
        actor=actor,
        action="cases.case_opened",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={
            "procedure": case.procedure_key,
            "unit": str(case.unit.uuid),
            "source": str(case.source_uuid),
        },
    )


def _require_party(actor: Actor, parties: Sequence[PartyData], source_uuid: UUID) -> None:
    is_party = actor.account_id in {party.account_id for party in parties}
    if actor.kind is ActorKind.RESIDENT and not is_party:
        raise NotVisible("application", source_uuid)


def competent_for(procedure: Procedure, facts: dict[str, Any], applied_on: date) -> Unit:
    """Return the unit that decides for the place of the facts.

    :raises NoUnitCompetent: when nobody does.
    """
    try:
        return competent_unit(procedure.key, procedure.place_of(facts), applied_on)
    except NobodyCompetent as nobody:
        raise NoUnitCompetent(
            _("Für diesen Ort ist hier keine Stelle zuständig. Fragen Sie bitte die 115.")
        ) from nobody


def new_reference(procedure: Procedure, at: datetime) -> str:
    """Return a reference that no case has yet."""
    while True:
        reference = ids.new_reference(procedure.reference.prefix, at.year)
        if not Case.objects.filter(reference=reference).exists():
            return reference


def write_facts(case: Case, facts: Sequence[Fact]) -> None:
    """Store the first facts of a case."""
    add_rows(
        FactRecord(
            case=case,
            path=fact.path,
            value=fact.value,
            source=fact.source.value,
            obtained_at=fact.obtained_at,
            basis=fact.basis,
        )
        for fact in facts
    )


def open_akte(
    case: Case,
    procedure: Procedure,
    labels: Mapping[UUID, str],
    actor: Actor,
    at: datetime,
) -> None:
    """Open the Akte of a case and file what was handed in."""
    records.open_akte(
        reference=case.reference,
        procedure_key=case.procedure_key,
        unit_id=case.unit_id,
        title=procedure.official_title("de"),
        actor=actor,
        at=at,
    )
    file_papers(case, labels, actor, at)


def file_papers(case: Case, labels: Mapping[UUID, str], actor: Actor, at: datetime) -> None:
    """Take documents into a case and its Akte; labels are the paths of their file fields."""
    for document_uuid, label in labels.items():
        document = documents_queries.get_document(document_uuid)
        documents.attach_document(
            document_uuid=document.uuid,
            owner_kind=SUBJECT_KIND,
            owner_uuid=case.uuid,
            label=label,
            actor=actor,
            at=at,
        )
        records.file_document(
            akte_reference=case.reference,
            document_uuid=document.uuid,
            title=document.file_name,
            actor=actor,
            at=at,
        )
