"""Noting who of an office looked at a case, for the people in it to read.

The audit trail keeps every look; the page of the person shows one a day of each member of staff,
without a name.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases.chronicle import procedure_of
from amt.capabilities.cases.models import Case, Consultation
from amt.capabilities.cases.services.consulting import CONSULTATION, may_answer
from amt.capabilities.cases.visibility import PARTY_KIND, SUBJECT_KIND, require_working
from amt.capabilities.identity import queries as identity_queries
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.queries import AccessKind
from amt.contract.law import Law
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit

WHOLE_CASE = gettext_noop("Alle Angaben und Unterlagen des Antrags")
PAYMENTS = gettext_noop("Name, Konto und Zahlungen")
PART_OF_CASE = gettext_noop("Die Angaben und Unterlagen, die diese Stelle sehen darf")
_WORKING = gettext_noop("Antrag bearbeiten")
_CONSULTED = gettext_noop("Zum Antrag Stellung nehmen")
_PAYING = gettext_noop("Geld auszahlen")
_PUBLIC_TASK = "Art. 6 Abs. 1 Buchst. e DSGVO"
_BASES = {
    Law.SGB_X: "§ 67b SGB X",
    Law.SGB_X_SGG: "§ 67b SGB X",
    Law.VWVFG: _PUBLIC_TASK,
    Law.AO: "§ 29b AO",
}


@transaction.atomic
def note_viewed(*, case_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Record that somebody of the unit looked at a case, for the people in it to see.

    :raises NotVisible: when the actor does not work on it.
    """
    found = Case.objects.select_related("unit").filter(uuid=case_uuid).first()
    case = require_working(actor, found, case_uuid)
    trail.record(
        actor=actor,
        action="cases.case_viewed",
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
    )
    _tell_parties(case, _Look(case.unit, _WORKING, (WHOLE_CASE,)), actor, at)


@transaction.atomic
def note_consulted(*, consultation_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Record that somebody of a consulted body looked at what it may see of a case.

    :raises NotVisible: when the actor does not work in the body.
    """
    rows = Consultation.objects.select_related("case", "unit").filter(uuid=consultation_uuid)
    asked = rows.first()
    if asked is None or not may_answer(actor, asked):
        raise NotVisible(CONSULTATION, consultation_uuid)
    _tell_parties(asked.case, _Look(asked.unit, _CONSULTED, (PART_OF_CASE,)), actor, at)


@transaction.atomic
def note_payments_viewed(
    *, case_uuids: Collection[UUID], unit_id: int, account_id: int, at: datetime
) -> None:
    """Tell the people in cases that somebody of a unit saw what is paid to them.

    Who may see it was decided where it was shown.
    """
    unit = authorities.get_unit(unit_id)
    actor = identity_queries.actor_of(identity_queries.get_account(account_id))
    look = _Look(unit, _PAYING, (PAYMENTS,), kind="payments")
    for case in Case.objects.filter(uuid__in=set(case_uuids)).order_by("id"):
        _tell_parties(case, look, actor, at)


@dataclass(frozen=True, slots=True)
class _Look:
    """Which unit looked at what and why; people read one a day of each `kind` and account."""

    unit: Unit
    purpose: str
    data: Sequence[str]
    kind: str = "look"


def _tell_parties(case: Case, look: _Look, actor: Actor, at: datetime) -> None:
    procedure = procedure_of(case)
    basis = _BASES[procedure.law] if procedure else _PUBLIC_TASK
    today = clock.day_of(at).isoformat()
    for party in case.parties.order_by("id"):
        identity.note_access(
            account_id=party.account_id,
            person_key=f"{PARTY_KIND}:{party.uuid}",
            by_name=look.unit.name,
            by_kind=AccessKind.OFFICE,
            by_unit_id=look.unit.id,
            purpose=look.purpose,
            basis=basis,
            data=look.data,
            subject_kind=SUBJECT_KIND,
            subject_id=case.uuid,
            correlation=f"{look.kind}:{party.uuid}:{look.unit.id}:{actor.account_id}:{today}",
            actor=actor,
            at=at,
        )
