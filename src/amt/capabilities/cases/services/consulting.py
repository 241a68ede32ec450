"""Consulting other bodies: asking them, in parallel, and taking what they say, late or not.

That a body kept silent is never written: it is computed from the day on which the period ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.authorities.queries import NobodyCompetent, competent_unit
from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import land_of, procedure_of
from amt.capabilities.cases.events import OpinionGiven
from amt.capabilities.cases.facts import facts_of, records_in_force
from amt.capabilities.cases.models import Case, Consultation
from amt.capabilities.cases.services import papers
from amt.capabilities.cases.services.opening import NoUnitCompetent
from amt.capabilities.cases.sight import OPINIONS
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.worklist import services as worklist
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract import deeds
from amt.contract.deeds import Opinion, consultation_ends_on
from amt.contract.facts import Facts
from amt.contract.procedure import Procedure
from amt.kernel import clock, events
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit

log = structlog.get_logger(__name__)

CONSULTATION = "consultation"
"""Kind of the subject and of the item that waits for the body."""


class OpinionMissing(Refusal):
    """An opinion that is none of the three, or conditions and objections without words."""

    code = "opinion_missing"


class AlreadyAnswered(Refusal):
    """The body has answered before."""

    code = "already_answered"


def planned_consultations(case: Case, on: date) -> tuple[Consultation, ...]:
    """Return, not yet stored, the consultations that a case needs and that do not run already.

    :raises NoUnitCompetent: when this installation has no body for one of them.
    """
    procedure = procedure_of(case)
    if procedure is None:
        return ()
    facts, land = facts_of(records_in_force(case)), land_of(case)
    running = set(
        case.consultations.filter(answered_on=None, ends_on__gte=on).values_list("key", flat=True)
    )
    return tuple(
        Consultation(
            case=case,
            key=wanted.key,
            unit=_body(procedure, wanted, procedure.place_of(facts), on),
            asked_on=on,
            ends_on=consultation_ends_on(on, wanted.period, land),
        )
        for wanted in procedure.consultations
        if wanted.key not in running and _is_needed(wanted, facts)
    )


def _is_needed(wanted: deeds.Consultation, facts: Facts) -> bool:
    """Ask rather than not where the procedure cannot say."""
    if wanted.needed is None:
        return True
    try:
        return wanted.needed(facts)
    except Exception:
        log.exception("cases.need_of_consultation_unknown", key=wanted.key)
        return True


def consult(consultation: Consultation, *, actor: Actor, at: datetime) -> None:
    """Ask a body: it waits on the worklist of its unit."""
    consultation.save()
    case = consultation.case
    worklist.open_item(
        unit_id=consultation.unit_id,
        subject_kind=CONSULTATION,
        subject_id=consultation.uuid,
        kind=CONSULTATION,
        procedure_key=case.procedure_key,
        reference=case.reference,
        due_on=consultation.ends_on,
        at=at,
        actor=actor,
    )
    timeline.add(
        case, timeline.CONSULTED, actor=actor, at=at, consultation=str(consultation.uuid),
        key=consultation.key,
    )  # fmt: skip
    _record(consultation, "cases.body_consulted", actor, at)


def release_bodies(case: Case, *, actor: Actor, at: datetime) -> None:
    """Let nobody wait for opinions on a case that is over; they would still be taken."""
    for consultation in case.consultations.filter(answered_on=None):
        worklist.close_items(
            subject_kind=CONSULTATION, subject_id=consultation.uuid, at=at, actor=actor
        )


@transaction.atomic
def answer_consultation(
    *,
    consultation_uuid: UUID,
    opinion: str,
    text: str = "",
    document_uuids: Sequence[UUID] = (),
    actor: Actor,
    at: datetime,
) -> Consultation:
    """Take the opinion of a consulted body; after the period it is late, and still taken.

    Documents must have been stored for the owner `consultation` with the consultation's uuid.

    :raises NotVisible: when the actor does not work in the consulted unit.
    :raises AlreadyAnswered: when the body has answered.
    :raises OpinionMissing: when it is no opinion, or lacks the words that it needs.
    """
    consultation = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("case", "unit")
        .filter(uuid=consultation_uuid)
        .first()
    )
    if consultation is None or not may_answer(actor, consultation):
        raise NotVisible(CONSULTATION, consultation_uuid)
    if consultation.answered_on is not None:
        raise AlreadyAnswered(_("Diese Stellungnahme ist schon abgegeben."))
    _require_opinion(opinion, text)
    owner = (CONSULTATION, consultation.uuid)
    new = [papers.NewDocument(label_of(consultation), one) for one in document_uuids]
    papers.require_own(new, owner)
    consultation.answered_on = clock.day_of(at)
    consultation.answered_by_id = actor.account_id
    consultation.opinion, consultation.text = opinion, text.strip()
    consultation.document_uuids = [str(one) for one in document_uuids]
    consultation.save()
    papers.take_in(consultation.case, new, owner=owner, actor=actor, at=at)
    _close(consultation, actor, at)
    return consultation


def may_answer(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor works in the consulted unit."""
    return actor.kind is ActorKind.STAFF and actor.has_role(WORKING_ROLES, consultation.unit_id)


def label_of(consultation: Consultation) -> str:
    """Return the label under which a body's papers lie in the case."""
    return f"{OPINIONS}{consultation.key}"


def _require_opinion(opinion: str, text: str) -> None:
    if opinion not in set(Opinion):
        raise OpinionMissing(_("Wählen Sie, ob Sie zustimmen."))
    if opinion != Opinion.CONSENT and not text.strip():
        raise OpinionMissing(_("Schreiben Sie Ihre Bedingungen oder Bedenken auf."))


def _body(procedure: Procedure, wanted: deeds.Consultation, place: str, on: date) -> Unit:
    try:
        return competent_unit(f"{procedure.key}/{wanted.key}", place, on)
    except NobodyCompetent as nobody:
        raise NoUnitCompetent(
            _("Für eine der Stellen, die zu beteiligen sind, ist hier niemand eingetragen.")
        ) from nobody


def _close(consultation: Consultation, actor: Actor, at: datetime) -> None:
    worklist.close_items(
        subject_kind=CONSULTATION, subject_id=consultation.uuid, at=at, actor=actor
    )
    timeline.add(
        consultation.case, timeline.OPINION_GIVEN, actor=actor, at=at,
        consultation=str(consultation.uuid), key=consultation.key,
    )  # fmt: skip
    _record(consultation, "cases.opinion_given", actor, at)
    events.publish(OpinionGiven(consultation.case.uuid, consultation.uuid, at))


def _record(consultation: Consultation, action: str, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=SUBJECT_KIND,
        subject_id=consultation.case.uuid,
        at=at,
        details={"consultation": str(consultation.uuid), "key": consultation.key},
    )
