"""What people ask about accesses to their data waits for the unit until it is answered."""

from __future__ import annotations

from amt.capabilities.identity import queries as identity
from amt.capabilities.identity.events import AccessQuestionAnswered, AccessQuestionAsked
from amt.capabilities.worklist import services
from amt.kernel import clock
from amt.kernel.periods import Period, period_end

ACCESS_QUESTION = "access_question"
TIME_TO_ANSWER = Period(months=1)
"""Regulation 2016/679, article 12 (3)."""


def on_access_question_asked(event: AccessQuestionAsked) -> None:
    """Let the question wait for the unit that was asked."""
    question = identity.get_question(event.question_uuid)
    services.open_item(
        unit_id=question.unit_id,
        subject_kind=ACCESS_QUESTION,
        subject_id=question.uuid,
        kind=ACCESS_QUESTION,
        procedure_key="",
        reference=question.reference,
        due_on=period_end(clock.day_of(event.at), TIME_TO_ANSWER),
        at=event.at,
    )


def on_access_question_answered(event: AccessQuestionAnswered) -> None:
    """Close the item of an answered question."""
    services.close_items(subject_kind=ACCESS_QUESTION, subject_id=event.question_uuid, at=event.at)
