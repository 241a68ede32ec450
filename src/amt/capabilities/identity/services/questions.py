"""Asking an office why it saw one's data, and the office's answer.

The worklist and the mailbox hear of both by events. An answer is due within a month
(Regulation 2016/679, article 12 (3)).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity.accesses import get_access, question_for
from amt.capabilities.identity.events import AccessQuestionAnswered, AccessQuestionAsked
from amt.capabilities.identity.models import AccessQuestion
from amt.kernel import clock, events, ids
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal

ACCESS, TRANSFER = "access", "transfer"
LONGEST_TEXT = 1_000
LONGEST_ANSWER = 4_000
_PREFIX = "DSF"


class NobodyToAsk(Refusal):
    """No unit of this installation can say why the data were seen."""

    code = "nobody_to_ask"


class QuestionTooLong(Refusal):
    """The question is longer than anybody reads."""

    code = "question_too_long"


class AnswerMissing(Refusal):
    """Nothing was answered."""

    code = "answer_missing"


class AnswerTooLong(Refusal):
    """The answer is longer than a message may be."""

    code = "answer_too_long"


class AlreadyAnswered(Refusal):
    """Somebody else has answered meanwhile."""

    code = "already_answered"


@transaction.atomic
def ask_about_access(
    *,
    about_kind: str,
    about_id: UUID,
    unit_id: int | None,
    text: str,
    actor: Actor,
    at: datetime,
) -> AccessQuestion:
    """Ask a unit about an access; while a question waits for its answer, it is returned.

    `unit_id` is who is asked where the access itself names nobody. That a transfer is about the
    person is for the caller to see: it belongs to a room above.

    :raises NotVisible: when the access is not about the person who acts.
    :raises NobodyToAsk: when no unit can answer.
    :raises QuestionTooLong: when it is longer than `LONGEST_TEXT` characters.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("data_access", about_id)
    if about_kind == ACCESS:
        unit_id = get_access(actor.account_id, about_id).by_unit_id or unit_id
    elif about_kind != TRANSFER:
        raise NotVisible(about_kind, about_id)
    if unit_id is None:
        raise NobodyToAsk(_("Diese Stelle können Sie hier nicht fragen. Rufen Sie die 115 an."))
    words = text.strip()
    if len(words) > LONGEST_TEXT:
        told = _("Kürzen Sie Ihre Frage auf höchstens %(maximum)s Zeichen.")
        raise QuestionTooLong(told % {"maximum": LONGEST_TEXT})
    question, is_new = AccessQuestion.objects.get_or_create(
        account_id=actor.account_id,
        about_kind=about_kind,
        about_id=about_id,
        answered_at=None,
        defaults={
            "reference": ids.new_reference(_PREFIX, clock.day_of(at).year),
            "unit_id": unit_id,
            "text": words,
            "asked_at": at,
        },
    )
    if is_new:
        _record("identity.question_asked", question, actor, at)
        events.publish(AccessQuestionAsked(question.uuid, at))
    return question


@transaction.atomic
def answer_access_question(
    *, question_uuid: UUID, answer: str, actor: Actor, at: datetime
) -> AccessQuestion:
    """Answer a person's question; the answer goes to their mailbox.

    :raises NotVisible: when the actor does not work in the unit that was asked.
    :raises AlreadyAnswered: when somebody else was faster.
    :raises AnswerMissing: when it is empty.
    :raises AnswerTooLong: when it is longer than `LONGEST_ANSWER` characters.
    """
    AccessQuestion.objects.select_for_update().filter(uuid=question_uuid).first()
    question, words = question_for(actor, question_uuid), answer.strip()
    if question.answered_at is not None:
        raise AlreadyAnswered(_("Diese Frage ist schon beantwortet."))
    if not words:
        raise AnswerMissing(_("Schreiben Sie, wer die Daten wozu gesehen hat."))
    if len(words) > LONGEST_ANSWER:
        told = _("Kürzen Sie Ihre Antwort auf höchstens %(maximum)s Zeichen.")
        raise AnswerTooLong(told % {"maximum": LONGEST_ANSWER})
    question.answer, question.answered_at = words, at
    question.answered_by_id = actor.account_id
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    _record("identity.question_answered", question, actor, at)
    events.publish(AccessQuestionAnswered(question.uuid, at))
    return question


def _record(action: str, question: AccessQuestion, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="access_question",
        subject_id=question.uuid,
        at=at,
        details={"about": f"{question.about_kind}:{question.about_id}"},
    )
