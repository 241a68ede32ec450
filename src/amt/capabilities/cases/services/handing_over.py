"""Handing a matter to the body that decides it, and taking what that body reports back."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases.chronicle import procedure_of
from amt.capabilities.cases.facts import facts_of, records_in_force
from amt.capabilities.cases.models import Case, DeedRecord
from amt.capabilities.cases.services.deeds import DeedNotPossible
from amt.capabilities.cases.services.doing import DEED, Doing, carry_out, open_deed_item
from amt.capabilities.cases.visibility import SUBJECT_KIND, can_work_on
from amt.capabilities.documents.queries import list_documents
from amt.capabilities.exchange import services as exchange
from amt.capabilities.worklist import services as worklist
from amt.contract.deeds import Deed, DeedBy
from amt.contract.facts import Facts
from amt.contract.procedure import Handling, Handover, Procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.errors import NotVisible
from amt.kernel.one_row import find_row

log = structlog.get_logger(__name__)

HAND_OVER = "hand_over"
ACCEPTED = "accepted"
REJECTED = "rejected"


def is_handed_over(*, case_uuid: UUID) -> bool:
    """Tell whether another body decides the case."""
    case = find_row(Case, "uuid", case_uuid)
    procedure = procedure_of(case) if case else None
    return procedure is not None and procedure.handling is Handling.HANDED_OVER


@transaction.atomic
def hand_over(*, case_uuid: UUID, actor: Actor = SYSTEM, at: datetime) -> None:
    """Send a matter to the body that decides it; what is already sent is not sent again.

    Where the content cannot be composed, the case waits on the worklist of its unit.

    :raises NotVisible: when somebody acts who does not work on the case.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    if case is None or not (actor.kind is ActorKind.SYSTEM or can_work_on(actor, case)):
        raise NotVisible(SUBJECT_KIND, case_uuid)
    procedure = procedure_of(case)
    handover = procedure.handover if procedure else None
    target = procedure.workflow.target(case.state, HAND_OVER) if procedure else None
    if procedure is None or handover is None or target is None:
        return
    facts = facts_of(records_in_force(case))
    payload = _payload(case, handover, facts)
    if payload is None:
        open_deed_item(case, actor=actor, at=at)
        return
    deed = _deed(procedure, HAND_OVER, handover.norm)
    _send(case, procedure, handover, facts, payload, actor, at)
    carry_out(_doing(case, procedure, deed, target, {}, actor, at))
    worklist.close_items(
        subject_kind=SUBJECT_KIND, subject_id=case.uuid, kind=DEED, at=at, actor=actor
    )


@transaction.atomic
def note_partner_report(
    *,
    case_uuid: UUID,
    status: str,
    values: Mapping[str, Any],
    at: datetime,
    message_uuid: UUID | None = None,
) -> DeedRecord | None:
    """Note what the deciding body reports, as a deed of the workflow called `status`.

    A report that follows on acceptance implies it. The same message again changes nothing.

    :raises NotVisible: when there is no such case.
    :raises DeedNotPossible: when the workflow knows no such report in the case's state.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    if case is None:
        raise NotVisible(SUBJECT_KIND, case_uuid)
    told = {**values, **({"message": str(message_uuid)} if message_uuid else {})}
    if _is_known(case, status, message_uuid):
        return None
    procedure = procedure_of(case)
    if procedure is None:
        raise DeedNotPossible(_("Die Leistung dieses Falls gibt es hier nicht mehr."))
    workflow = procedure.workflow
    accepted = workflow.target(case.state, ACCEPTED)
    if workflow.target(case.state, status) is None and accepted is not None:
        deed = _deed(procedure, ACCEPTED, _norm(procedure))
        carry_out(_doing(case, procedure, deed, accepted, {}, SYSTEM, at))
    target = workflow.target(case.state, status)
    deed = _deed(procedure, status, _norm(procedure))
    if target is None or deed.by is not DeedBy.PARTNER:
        raise DeedNotPossible(_("Diese Meldung passt nicht zum Stand des Falls."))
    return carry_out(_doing(case, procedure, deed, target, told, SYSTEM, at))


@transaction.atomic
def note_failed_handover(*, case_uuid: UUID, at: datetime) -> None:
    """Note that the deciding body could not be reached: the unit must see to it."""
    case = Case.objects.select_for_update().get(uuid=case_uuid)
    procedure = procedure_of(case)
    target = procedure.workflow.target(case.state, REJECTED) if procedure else None
    if procedure is not None and target is not None:
        deed = _deed(procedure, REJECTED, _norm(procedure))
        values = {"reason": "not_delivered"}
        carry_out(_doing(case, procedure, deed, target, values, SYSTEM, at))
    open_deed_item(case, actor=SYSTEM, at=at)


@transaction.atomic
def note_unfitting_report(*, case_uuid: UUID, at: datetime) -> None:
    """Let the unit look at a case about which a body reported something unexpected."""
    case = Case.objects.select_for_update().get(uuid=case_uuid)
    open_deed_item(case, actor=SYSTEM, at=at)


def _is_known(case: Case, status: str, message_uuid: UUID | None) -> bool:
    """Tell whether this message was noted, or an acceptance that a later report implied."""
    if message_uuid and case.deeds.filter(values__message=str(message_uuid)).exists():
        return True
    last = case.deeds.order_by("-id").values_list("key", flat=True)
    since_sent = list(itertools.takewhile(lambda key: key != HAND_OVER, last))
    return status == ACCEPTED and ACCEPTED in since_sent


def _payload(case: Case, handover: Handover, facts: Facts) -> dict[str, Any] | None:
    names: dict[str, tuple[str, ...]] = {}
    for party in case.parties.order_by("id"):
        names[party.role] = (*names.get(party.role, ()), party.name)
    try:
        return {**handover.compose(facts, names), "reference": case.reference}
    except Exception:
        # A defect in a procedure must not lose the case: a person sees to it.
        log.exception("cases.handover_not_composed", case=str(case.uuid))
        return None


def _send(
    case: Case,
    procedure: Procedure,
    handover: Handover,
    facts: Facts,
    payload: dict[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    tries = case.deeds.filter(key=HAND_OVER).count()
    correlation = f"{SUBJECT_KIND}:{case.uuid}:{tries}"
    exchange.send_message(
        partner=handover.partner,
        kind=handover.message,
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        payload=payload,
        document_uuids=[one.uuid for one in list_documents(SUBJECT_KIND, case.uuid)],
        correlation=correlation,
        actor=actor,
        at=at,
    )
    texts = procedure.texts
    for party in case.parties.order_by("id"):
        exchange.record_transfer(
            person_account_id=party.account_id,
            person_name=party.name,
            from_name=case.unit.name,
            to_name=texts.find("handling.body", SOURCE_LANGUAGE) or handover.partner,
            purpose=procedure.title(SOURCE_LANGUAGE),
            basis=handover.norm,
            consented_at=None,
            paths=_paths_sent(facts, payload),
            subject_kind=SUBJECT_KIND,
            subject_id=case.uuid,
            at=at,
            correlation=f"{correlation}:{party.uuid}",
            actor=actor,
        )


def _paths_sent(facts: Facts, payload: dict[str, Any]) -> list[str]:
    """Return the paths of the facts that the message holds: those whose value is in it."""
    sent = set(_leaves(payload))
    return sorted(path for path, value in facts.items() if set(_leaves(value)) & sent)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for child in value:
            yield from _leaves(child)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _doing(
    case: Case,
    procedure: Procedure,
    deed: Deed,
    target: str,
    values: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Doing:
    return Doing(
        case=case,
        procedure=procedure,
        deed=deed,
        target=target,
        actor=actor,
        on=clock.day_of(at),
        at=at,
        values=values,
    )


def _deed(procedure: Procedure, key: str, norm: str) -> Deed:
    """Return the procedure's deed, or a plain one: the workflow alone need name it."""
    known = next((one for one in procedure.deeds if one.key == key), None)
    return known or Deed(key, DeedBy.PARTNER, norm)


def _norm(procedure: Procedure) -> str:
    return procedure.handover.norm if procedure.handover else ""
