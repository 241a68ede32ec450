"""The answer about an access to data arrives in the mailbox of who asked."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity.events import AccessQuestionAnswered
from amt.capabilities.mailbox import services
from amt.design import formats
from amt.kernel.actors import SYSTEM

ACCESS_QUESTION = "access_question"
EMAIL_TEMPLATE = "mailbox_message"


@transaction.atomic
def on_access_question_answered(event: AccessQuestionAnswered) -> None:
    """Put the answer into the mailbox, and say by e-mail that there is something new."""
    question = identity.get_question(event.question_uuid)
    correlation = f"{ACCESS_QUESTION}:{question.uuid}"
    with translation.override(question.account.language):
        subject = _("Antwort auf Ihre Frage zum Datenschutz %(reference)s") % {
            "reference": question.reference
        }
        opening = _("Sie haben am %(day)s gefragt, warum wir Daten von Ihnen gesehen haben.") % {
            "day": formats.date_long(question.asked_at)
        }
    services.deliver_message(
        account_id=question.account_id,
        thread_kind=ACCESS_QUESTION,
        thread_id=question.uuid,
        subject=subject,
        body=f"{opening}\n\n{question.answer}",
        sender_name=question.unit.name,
        document_uuids=[],
        correlation=correlation,
        actor=SYSTEM,
        at=event.at,
    )
    if question.account.email:
        dispatch.send_email(
            to=question.account.email,
            template=EMAIL_TEMPLATE,
            context={},
            language=question.account.language,
            correlation=correlation,
            actor=SYSTEM,
            at=event.at,
        )
