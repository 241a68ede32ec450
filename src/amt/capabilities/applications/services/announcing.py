"""Saying in time that a draft will be deleted: in the mailbox, and by e-mail that there is news.

Who has begun without account cannot be written to; the pages of the draft say the day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from amt.capabilities.applications.models import Draft
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.identity import queries as identity
from amt.capabilities.mailbox import services as mailbox
from amt.contract import registry
from amt.design import formats
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

DAYS_BEFORE = 5
MOST_AT_ONCE = 100
EMAIL_TEMPLATE = "draft_ends"


@transaction.atomic
def announce_deletions(*, on: date, at: datetime) -> int:
    """Tell people whose drafts end within five days, each once; return how many were told.

    Whoever goes on with a draft afterwards is told again before its new end.
    """
    rows = Draft.objects.select_for_update(skip_locked=True).filter(
        account__isnull=False,
        submitted_at=None,
        announced_at=None,
        expires_on__range=(on, on + timedelta(days=DAYS_BEFORE)),
    )
    drafts = list(rows.order_by("id")[:MOST_AT_ONCE])
    for draft in drafts:
        _announce(draft, at)
    return len(drafts)


def _announce(draft: Draft, at: datetime) -> None:
    draft.announced_at = at
    draft.save(update_fields=["announced_at"])
    account = identity.get_account(draft.account_id or 0)
    correlation = f"draft-ends:{draft.uuid}:{draft.expires_on.isoformat()}"
    subject, body, sender = _words(draft, account.language)
    mailbox.deliver_message(
        account_id=account.id,
        thread_kind="draft",
        thread_id=draft.uuid,
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
    trail.record(
        actor=SYSTEM,
        action="applications.deletion_announced",
        subject_kind="draft",
        subject_id=draft.uuid,
        at=at,
    )


def _words(draft: Draft, language: str) -> tuple[str, str, str]:
    """Return subject, body and sender in the language of the person."""
    with override(language):
        told = {
            "service": _service(draft, language),
            "day": formats.date_long(draft.expires_on),
            "begun": formats.date_long(draft.started_at),
        }
        subject = _("Ihr Antrag „%(service)s“ ist noch nicht gesendet") % told
        ends = _(
            "Sie haben am %(begun)s einen Antrag begonnen. Wir löschen ihn am %(day)s, wenn Sie "
            "bis dahin nichts ändern."
        )
        choice = _(
            "Sie finden ihn in Ihrem Bereich. Wenn Sie weiter ausfüllen, haben Sie wieder 30 Tage "
            "Zeit. Wenn Sie ihn nicht mehr brauchen, müssen Sie nichts tun."
        )
        return subject, f"{ends % told}\n\n{choice}", _("Digitales Bürger:innenamt")


def _service(draft: Draft, language: str) -> str:
    found = registry.procedures().get(draft.procedure_key)
    return found.title(language) if found else _("Eine frühere Leistung")
