"""What becomes of an inquiry: answered, failed for now, given up, not wanted, emptied."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from amt.capabilities.identity import services as identity
from amt.capabilities.identity.queries import AccessKind
from amt.capabilities.registers.adapters import Reply
from amt.capabilities.registers.answers import attributes_for, values_from
from amt.capabilities.registers.events import (
    InquiryQueued,
    RegisterAnswered,
    RegisterStaysSilent,
)
from amt.capabilities.registers.models import OPEN_STATES, AnswerState, Inquiry
from amt.capabilities.registers.permitted import LABELS, words_for
from amt.contract.lookups import Relation
from amt.kernel import clock, events
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

_WHOSE = {
    Relation.SELF: "",
    Relation.SPOUSE: gettext_noop("Ehegatte oder Lebenspartner"),
    Relation.MINOR_CHILDREN: gettext_noop("Minderjährige Kinder"),
}
_SEARCHED = gettext_noop("Zur Suche")
_LONGEST_CODE = 60


@transaction.atomic
def settle(inquiry_uuid: UUID, reply: Reply, *, at: datetime, by_job: bool) -> Inquiry:
    """Write an answer down once, and that it was seen."""
    inquiry = Inquiry.objects.select_for_update().get(uuid=inquiry_uuid)
    if inquiry.state not in OPEN_STATES:
        return inquiry
    values, entry_count = values_from(inquiry, reply.records, clock.day_of(at))
    inquiry.state, inquiry.answered_at, inquiry.failure = reply.state, at, ""
    if reply.state is AnswerState.FOUND and not values:
        # No spouse, no child, or one who is protected: the register does not say which.
        inquiry.state = AnswerState.NOTHING
    else:
        inquiry.values, inquiry.entry_count = values, entry_count
    inquiry.save()
    _note_access(inquiry, at)
    _record(inquiry, SYSTEM, "registers.answered", at)
    if by_job:
        events.publish(
            RegisterAnswered(
                inquiry.uuid, inquiry.subject_kind, inquiry.subject_id, inquiry.was_down, at
            )
        )
    return inquiry


@transaction.atomic
def note_failure(inquiry_uuid: UUID, code: str, *, at: datetime, retry: bool) -> Inquiry:
    """Note that a register did not answer; with `retry` a job goes on asking."""
    inquiry = Inquiry.objects.select_for_update().get(uuid=inquiry_uuid)
    if inquiry.state not in OPEN_STATES:
        return inquiry
    is_first = inquiry.state == AnswerState.WAITING
    inquiry.state, inquiry.was_down = AnswerState.DOWN, True
    inquiry.failure = code.rpartition(": ")[2][:_LONGEST_CODE]
    inquiry.save(update_fields=["state", "was_down", "failure"])
    if is_first:
        _record(inquiry, SYSTEM, "registers.did_not_answer", at)
    if retry:
        events.publish(InquiryQueued(inquiry.uuid))
    return inquiry


@transaction.atomic
def give_up(*, inquiry_uuid: UUID, at: datetime) -> None:
    """Settle an inquiry that no try could bring an answer to."""
    inquiry = Inquiry.objects.select_for_update().get(uuid=inquiry_uuid)
    if inquiry.state not in OPEN_STATES:
        return
    inquiry.state, inquiry.answered_at = AnswerState.FAILED, at
    inquiry.save(update_fields=["state", "answered_at"])
    _note_access(inquiry, at)
    _record(inquiry, SYSTEM, "registers.gave_up", at)
    events.publish(RegisterStaysSilent(inquiry.uuid, inquiry.subject_kind, inquiry.subject_id, at))


@transaction.atomic
def withdraw(*, inquiry_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Ask no more and forget the answer: the person does not want it (EGovG section 5 (5)).

    Doing it again changes nothing.

    :raises NotVisible: when it is not the actor's inquiry.
    """
    inquiry = Inquiry.objects.select_for_update().filter(uuid=inquiry_uuid).first()
    if inquiry is None or actor.account_id is None or inquiry.account_id != actor.account_id:
        raise NotVisible("inquiry", inquiry_uuid)
    if inquiry.state == AnswerState.WITHDRAWN:
        return
    if inquiry.state == AnswerState.DOWN:
        # It was asked at least once; what it made of the question nobody knows.
        _note_access(inquiry, at)
    inquiry.state, inquiry.answered_at = AnswerState.WITHDRAWN, inquiry.answered_at or at
    inquiry.values, inquiry.entry_count, inquiry.person = {}, 0, {}
    inquiry.emptied_at = at
    inquiry.save()
    _record(inquiry, actor, "registers.withdrawn", at)


def _note_access(inquiry: Inquiry, at: datetime) -> None:
    """Note what came, or what the register was told in vain: it learned that somebody applies."""
    whose, attributes = _SEARCHED, tuple(key for key in LABELS if inquiry.person.get(key))
    if inquiry.state == AnswerState.FOUND:
        whose, attributes = _WHOSE[Relation(inquiry.relation)], attributes_for(inquiry)
    identity.note_access(
        account_id=inquiry.account_id,
        by_name=inquiry.office_name,
        by_kind=AccessKind.REGISTER,
        by_unit_id=inquiry.unit_id,
        purpose=f"{inquiry.purpose} ({inquiry.register_name})",
        basis=inquiry.norm,
        data=[f"{whose}: {word}" if whose else word for word in words_for(attributes)],
        subject_kind=inquiry.subject_kind,
        subject_id=inquiry.subject_id,
        correlation=f"inquiry:{inquiry.uuid}",
        at=at,
    )


def _record(inquiry: Inquiry, actor: Actor, action: str, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=inquiry.subject_kind,
        subject_id=inquiry.subject_id,
        at=at,
        details={
            "inquiry": str(inquiry.uuid),
            "register": inquiry.register_key,
            "lookup": inquiry.lookup_key,
            "state": str(inquiry.state),
        },
    )
