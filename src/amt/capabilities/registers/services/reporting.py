"""Telling a register's office what a person says to be wrong, and what that office made of it.

An office that was given data tells the register when there are signs that they are wrong (BMG
section 6 (2)); the register looks into it (section 6 (3), section 12; PStG section 47). The report
holds what is doubted and nothing of the matter in which somebody noticed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity import queries as identity
from amt.capabilities.registers import adapters, sources
from amt.capabilities.registers.events import ReportQueued, ReportSettled
from amt.capabilities.registers.models import Report, ReportState
from amt.capabilities.registers.permitted import PERMITTED
from amt.capabilities.registers.reports import REPORT, report_for
from amt.capabilities.registers.services.asking import search_data
from amt.capabilities.registers.services.own import require_own
from amt.capabilities.worklist import services as worklist
from amt.contract.lookups import Register, Relation
from amt.kernel import clock, events, ids
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

LONGEST_NOTE = 1_000
LONGEST_ANSWER = 4_000
DAYS_TO_LOOK = 14
_PREFIX = "REG"


class NobodyKeepsIt(Refusal):
    """No unit of this installation keeps the register of the place."""

    code = "nobody_keeps_it"


class NothingNamed(Refusal):
    """It is not said which data are wrong."""

    code = "nothing_named"


class NoteTooLong(Refusal):
    """The words are more than anybody reads."""

    code = "note_too_long"


class AnswerMissing(Refusal):
    """Nobody said what was found."""

    code = "answer_missing"


class AlreadySettled(Refusal):
    """Somebody else was faster."""

    code = "already_settled"


@transaction.atomic
def report_wrong(
    *,
    register: Register,
    relation: Relation,
    attributes: Sequence[str],
    note: str,
    person: identity.PersonData,
    subject_kind: str,
    subject_id: object,
    actor: Actor,
    at: datetime,
) -> Report:
    """Tell the register's office that attributes are wrong; it waits on their worklist.

    An open report about the same register and relation is returned, with the new words and
    attributes added. It stops nothing: the person's own data count in their matter.

    :raises NotVisible: when the person is not the actor.
    :raises NothingNamed: when no attribute is named, or one that the register does not hand on.
    :raises NobodyKeepsIt: when no unit here keeps it.
    :raises NoteTooLong: when there are more than `LONGEST_NOTE` characters.
    """
    account_id = require_own(person, actor, register.value)
    words = _fit(note, LONGEST_NOTE)
    if not attributes or not set(attributes) <= PERMITTED[register, relation]:
        raise NothingNamed(_("Wählen Sie aus, welche Angabe falsch ist."))
    unit_id, unit_name = _keeping_unit(register, person.ars, at)
    source = sources.find_source(register, person.ars)
    report, is_new = Report.objects.select_for_update().get_or_create(
        account_id=account_id,
        register=register.value,
        relation=relation.value,
        state=ReportState.OPEN,
        defaults={
            "register_name": source.name if source else unit_name,
            "unit_id": unit_id,
            "reference": ids.new_reference(_PREFIX, clock.day_of(at).year),
            "attributes": list(attributes),
            "person": search_data(person),
            "note": words,
            "subject_kind": subject_kind,
            "subject_id": str(subject_id),
            "reported_at": at,
        },
    )
    if not is_new:
        _add(report, attributes, words)
        return report
    _let_look(report, actor, at)
    return report


@transaction.atomic
def settle_report(
    *, report_uuid: UUID, outcome: ReportState, answer: str, actor: Actor, at: datetime
) -> Report:
    """Say what the register's office found; the person is told.

    :raises NotVisible: when the actor does not work in that office.
    :raises AlreadySettled: when somebody else was faster.
    :raises AnswerMissing: when nothing is said.
    :raises NoteTooLong: when there are more than `LONGEST_ANSWER` characters.
    """
    Report.objects.select_for_update().filter(uuid=report_uuid).first()
    report, words = report_for(actor, report_uuid), _fit(answer, LONGEST_ANSWER)
    if report.state != ReportState.OPEN:
        raise AlreadySettled(_("Diese Meldung ist schon erledigt."))
    if not words or outcome is ReportState.OPEN:
        raise AnswerMissing(_("Schreiben Sie, was Sie festgestellt haben."))
    report.state, report.answer = outcome, words
    report.settled_by, report.settled_at = actor.account_id, at
    report.save(update_fields=["state", "answer", "settled_by", "settled_at"])
    worklist.close_items(subject_kind=REPORT, subject_id=report.uuid, at=at, actor=actor)
    _record(report, actor, "registers.report_settled", at)
    events.publish(ReportSettled(report.uuid, report.subject_kind, report.subject_id, at))
    return report


def hand_over_report(*, report_uuid: UUID) -> None:
    """Tell the register itself, so that its own records carry the doubt; again changes nothing.

    :raises PartnerFailure: when it was not taken.
    """
    report = Report.objects.get(uuid=report_uuid)
    source = sources.find_source(Register(report.register), str(report.person.get("ars", "")))
    if source is None:
        return
    adapters.adapter().report(
        source,
        {
            "number": str(report.uuid),
            "reference": report.reference,
            "relation": report.relation,
            "attributes": report.attributes,
            "search": report.person,
            "note": report.note,
        },
    )


def _fit(text: str, maximum: int) -> str:
    words = text.strip()
    if len(words) > maximum:
        told = _("Kürzen Sie Ihren Text auf höchstens %(maximum)s Zeichen.")
        raise NoteTooLong(told % {"maximum": maximum})
    return words


def _keeping_unit(register: Register, ars: str, at: datetime) -> tuple[int, str]:
    """Return the unit that keeps the register of a place, and what it is called."""
    try:
        unit = authorities.competent_unit(f"register/{register}", ars, clock.day_of(at))
    except authorities.NobodyCompetent:
        told = _("Dieses Register führt eine andere Stelle. Rufen Sie die 115 an.")
        raise NobodyKeepsIt(told) from None
    return unit.id, unit.name


def _add(report: Report, attributes: Sequence[str], words: str) -> None:
    report.attributes = list(dict.fromkeys([*report.attributes, *attributes]))
    if words and words not in report.note:
        report.note = f"{report.note}\n{words}".strip()
    report.save(update_fields=["attributes", "note"])


def _let_look(report: Report, actor: Actor, at: datetime) -> None:
    worklist.open_item(
        unit_id=report.unit_id,
        subject_kind=REPORT,
        subject_id=report.uuid,
        kind=REPORT,
        procedure_key="",
        reference=report.reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_TO_LOOK),
        at=at,
    )
    _record(report, actor, "registers.reported", at)
    events.publish(ReportQueued(report.uuid))


def _record(report: Report, actor: Actor, action: str, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=REPORT,
        subject_id=report.uuid,
        at=at,
        details={"register": report.register, "attributes": list(report.attributes)},
    )
