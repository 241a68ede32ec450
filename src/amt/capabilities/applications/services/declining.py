"""Not confirming an application that somebody else fills in, and asking once more.

Nobody has to say why. The first person is told, in the mailbox and by e-mail that there is news;
the draft stays as it is. Who declined can still confirm while nothing else was sent.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from amt.capabilities.applications.confirmations import (
    CONFIRMATION,
    digest_of,
    visible_confirmation,
)
from amt.capabilities.applications.events import ConfirmationDeclined
from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Draft, DraftConfirmation
from amt.capabilities.applications.refusals import (
    AlreadyConfirmed,
    AlreadySubmitted,
    AskedTwice,
    ReasonTooLong,
)
from amt.capabilities.applications.services.confirming import write_to
from amt.capabilities.applications.services.drafts import locked_draft, require_open
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.identity import queries as identity
from amt.capabilities.mailbox import services as mailbox
from amt.contract import registry
from amt.contract.registry import procedure
from amt.kernel import clock, events
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

LONGEST_REASON = 500
ASKED_AGAIN = "applications.confirmation_asked_again"
EMAIL_TEMPLATE = "confirmation_declined"


@transaction.atomic
def decline_confirmation(
    *, confirmation_uuid: UUID, reason: str, actor: Actor, at: datetime
) -> None:
    """Say that one does not confirm; the code of the letter is enough. Twice is once.

    :raises NotVisible: when the actor was not asked, or is the one who applies.
    :raises ReasonTooLong: when the reason has more than 500 characters.
    :raises AlreadyConfirmed: when they have confirmed.
    :raises AlreadySubmitted: when the application was sent without this confirmation.
    """
    found = visible_confirmation(actor, confirmation_uuid)
    draft = Draft.objects.select_for_update().get(id=found.draft_id)
    row = DraftConfirmation.objects.select_for_update().get(id=found.id)
    if row.declined_at is not None:
        return
    if draft.account_id is not None and actor.account_id == draft.account_id:
        raise NotVisible(CONFIRMATION, confirmation_uuid)
    if draft.submitted_at is not None:
        raise AlreadySubmitted
    if row.confirmed_at is not None:
        raise AlreadyConfirmed
    said = reason.strip()
    if len(said) > LONGEST_REASON:
        raise ReasonTooLong(LONGEST_REASON)
    row.declined_at, row.decline_reason = at, said
    row.save(update_fields=["declined_at", "decline_reason"])
    _record("applications.confirmation_declined", row, actor, at)
    events.publish(ConfirmationDeclined(confirmation_uuid=row.uuid, at=at))


@transaction.atomic
def tell_declined(*, confirmation_uuid: UUID, at: datetime) -> None:
    """Tell who applies that somebody does not confirm, once; without account nobody is reached."""
    rows = DraftConfirmation.objects.select_related("draft")
    row = rows.filter(uuid=confirmation_uuid, declined_at__isnull=False).first()
    if row is None or row.draft.account_id is None or row.declined_at is None:
        return
    account = identity.get_account(row.draft.account_id)
    correlation = f"declined:{row.uuid}:{row.declined_at.isoformat()}"
    subject, body, sender = _words(row, account.language)
    mailbox.deliver_message(
        account_id=account.id,
        thread_kind="draft",
        thread_id=row.draft.uuid,
        subject=subject,
        body=body,
        sender_name=sender,
        document_uuids=[],
        correlation=correlation,
        actor=SYSTEM,
        at=at,
    )
    if account.email:
        dispatch.send_email(
            to=account.email,
            template=EMAIL_TEMPLATE,
            context={},
            language=account.language,
            correlation=correlation,
            actor=SYSTEM,
            at=at,
        )


@transaction.atomic
def ask_again(*, draft_uuid: UUID, role: str, actor: Actor, at: datetime) -> str:
    """Write once more to who declined these answers, with the same code; return the name.

    Once only: who has said no twice is left alone.

    :raises NotVisible: when the draft is not the actor's, or nobody in the role has declined it.
    :raises AlreadySubmitted: when it was sent.
    :raises DraftExpired: when its time is over.
    :raises AskedTwice: when they were asked once more before.
    """
    draft = locked_draft(actor, draft_uuid)
    require_open(draft, clock.day_of(at))
    found = procedure(draft.procedure_key)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    row = (
        draft.confirmations.select_for_update()
        .filter(role=role, answers_digest=digest_of(form, draft.answers), declined_at__isnull=False)
        .first()
    )
    if row is None:
        raise NotVisible(CONFIRMATION, draft_uuid)
    if any(one.action == ASKED_AGAIN for one in trail.entries_about(CONFIRMATION, row.uuid)):
        raise AskedTwice
    row.declined_at, row.decline_reason, row.asked_at = None, "", at
    row.save(update_fields=["declined_at", "decline_reason", "asked_at"])
    correlation = f"draft-confirmation-again:{row.uuid}"
    write_to(row, (found, form), correlation=correlation, actor=actor, at=at)
    _record(ASKED_AGAIN, row, actor, at)
    return row.name


def _words(row: DraftConfirmation, language: str) -> tuple[str, str, str]:
    """Return subject, body and sender in the language of the person."""
    found = registry.procedures().get(row.draft.procedure_key)
    with override(language):
        told = {
            "name": row.name,
            "service": found.title(language) if found else _("Eine frühere Leistung"),
            "reason": row.decline_reason,
        }
        parts = [
            _("%(name)s bestätigt Ihren Antrag „%(service)s“ nicht.") % told,
            _("Genannter Grund: %(reason)s") % told if row.decline_reason else "",
            _(
                "Ihr Antrag ist nicht gesendet, Ihre Angaben sind noch da. Öffnen Sie den Entwurf "
                "in Ihrem Bereich. Auf der Seite „Prüfen und senden“ steht, was Sie tun können."
            ),
        ]
        subject = _("Ihr Antrag wurde nicht bestätigt")
        return subject, "\n\n".join(part for part in parts if part), _("Digitales Bürger:innenamt")


def _record(action: str, row: DraftConfirmation, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=CONFIRMATION,
        subject_id=row.uuid,
        at=at,
        details={"role": row.role},
    )
