"""The ways to an addressee: the mailbox, the print queue, and the second after the first failed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from amt.capabilities.acts import letters
from amt.capabilities.acts.events import ActUndeliverable
from amt.capabilities.acts.models import Act, Addressee
from amt.capabilities.acts.services.changes import account_of, document_of, record
from amt.capabilities.acts.titles import title_in
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.identity import queries as identity
from amt.capabilities.mailbox import services as mailbox
from amt.capabilities.worklist import services as worklist
from amt.contract.acts import ActKind
from amt.contract.law import Channel
from amt.kernel import clock, events
from amt.kernel.actors import SYSTEM

LETTER_NEEDED = "letter_needed"
DAYS_FOR_A_LETTER = 2
APPLICANT = "applicant"
DECIDING = {
    ActKind.GRANT.value, ActKind.PARTIAL.value, ActKind.REFUSAL.value, ActKind.CHANGE.value,
    ActKind.WITHDRAWAL.value, ActKind.RECOVERY.value,
}  # fmt: skip


def put_into_mailbox(act: Act, addressee: Addressee, at: datetime) -> None:
    """Put the sealed copy into the addressee's mailbox."""
    language = identity.get_account(account_of(addressee)).language
    with translation.override(language):
        subject, body = _message(act, addressee, language)
    mailbox.deliver_message(
        account_id=account_of(addressee),
        thread_kind=act.subject_kind,
        thread_id=act.subject_id,
        subject=subject,
        body=body,
        sender_name=act.unit.name,
        document_uuids=[document_of(addressee)],
        correlation=addressee.correlation,
        actor=SYSTEM,
        at=at,
    )
    _note_provided(addressee, at)


def put_into_print_queue(act: Act, addressee: Addressee, at: datetime) -> None:
    """Put the sealed copy into the print queue of the unit."""
    dispatch.queue_letter(
        document_uuid=document_of(addressee),
        address_lines=letters.window_of(addressee.name, addressee.address_lines),
        unit_id=act.unit_id,
        reference=act.reference,
        correlation=addressee.correlation,
        actor=SYSTEM,
        at=at,
    )
    worklist.open_item(
        unit_id=act.unit_id,
        subject_kind=act.subject_kind,
        subject_id=act.subject_id,
        kind=LETTER_NEEDED,
        procedure_key=act.procedure_key,
        reference=act.reference,
        due_on=clock.day_of(at) + timedelta(days=DAYS_FOR_A_LETTER),
        at=at,
    )
    _note_provided(addressee, at)


def close_letter_item(act: Act, at: datetime) -> None:
    """Close the unit's item about letters once none of the subject's waits any more."""
    waiting = Addressee.objects.filter(
        act__subject_kind=act.subject_kind,
        act__subject_id=act.subject_id,
        channel=Channel.LETTER.value,
        provided_at__isnull=False,
        notified_at=None,
    )
    if not waiting.exists():
        worklist.close_items(
            subject_kind=act.subject_kind, subject_id=act.subject_id, kind=LETTER_NEEDED, at=at
        )


def send_letter_instead(act: Act, addressee: Addressee, at: datetime) -> None:
    """Send a letter because the electronic delivery failed; the first failure counts.

    The letter is an addressee row of its own, so both ways keep their days.
    """
    if addressee.channel != Channel.MAILBOX.value:
        return
    open_rows = Addressee.objects.filter(id=addressee.id, undeliverable_at=None)
    if not open_rows.update(undeliverable_at=at):
        return
    letter = Addressee.objects.create(
        act=act,
        position=addressee.position,
        account_id=addressee.account_id,
        party_uuid=addressee.party_uuid,
        role=addressee.role,
        for_information=addressee.for_information,
        document_uuid=addressee.document_uuid,
        name=addressee.name,
        address_lines=addressee.address_lines,
        channel=Channel.LETTER.value,
        law=addressee.law,
        correlation=f"{addressee.correlation}:letter",
        instead_of=addressee,
    )
    put_into_print_queue(act, letter, at)
    record(act, "acts.addressee_undeliverable", at, addressee)
    events.publish(
        ActUndeliverable(
            act_uuid=act.uuid, subject_kind=act.subject_kind, subject_id=act.subject_id, at=at
        )
    )


def _message(act: Act, addressee: Addressee, language: str) -> tuple[str, str]:
    title, _title_language = title_in(act, language, addressee)
    subject = _("%(title)s, Aktenzeichen %(reference)s") % {
        "title": title,
        "reference": act.reference,
    }
    told = (
        _("wir haben über Ihr Anliegen entschieden. Das Dokument liegt dieser Nachricht bei.")
        if act.kind in DECIDING and addressee.role == APPLICANT
        else _("Sie haben ein neues Schreiben von uns. Das Dokument liegt dieser Nachricht bei.")
    )
    paragraphs = [
        _("Guten Tag,"),
        told,
        _("Bitte lesen Sie es und bewahren Sie es auf."),
    ]
    if act.has_remedy and not addressee.for_information:
        paragraphs.append(
            _(
                "Wenn Sie nicht einverstanden sind, können Sie sich wehren. Wie das geht und wie "
                "lange Sie Zeit haben, steht am Ende des Dokuments."
            )
        )
    return subject[:200], "\n\n".join(paragraphs)


def _note_provided(addressee: Addressee, at: datetime) -> None:
    addressee.provided_at = at
    addressee.save(update_fields=["provided_at"])
