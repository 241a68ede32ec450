"""The way of an act after its declaration: render, seal, file, deliver, notify.

Each step looks at the state, does its work without holding a lock, takes the lock, looks again and
writes. Done twice or broken off anywhere it gives the same: one document, one filing, one message.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import letters, sealing
from amt.capabilities.acts.events import ActDelivered, ActNotified
from amt.capabilities.acts.models import Act, ActState, Addressee
from amt.capabilities.acts.services.changes import (
    account_of,
    advance,
    document_of,
    get_locked,
    record,
    store,
    unsealed_of,
)
from amt.capabilities.acts.services.channels import (
    close_letter_item,
    put_into_mailbox,
    put_into_print_queue,
    send_letter_instead,
)
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents import services as document_services
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.capabilities.records import services as records
from amt.contract import registry
from amt.contract.law import Channel, Law
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import clock, events
from amt.kernel.actors import SYSTEM

EMAIL_TEMPLATE = "mailbox_message"
DAYS_OF_PROVISION = 10
LONGEST_TITLE = 200


def render_act(*, act_uuid: UUID, at: datetime) -> bool:
    """Write the letters, one for each addressee; return whether this call did it.

    :raises amt.capabilities.acts.typesetting.TypesettingFailed: when the template refuses.
    """
    act = Act.objects.get(uuid=act_uuid)
    if act.state != ActState.DECLARED:
        return False
    written = {copy.id: _written(act, copy) for copy in act.copies}
    with transaction.atomic():
        act = get_locked(act_uuid)
        if act.state != ActState.DECLARED:
            return False
        for copy in act.copies:
            copy.unsealed_uuid = store(act, written[copy.id], "act_unsealed", at)
            copy.save(update_fields=["unsealed_uuid"])
        return advance(act, ActState.RENDERED, at)


def seal_act(*, act_uuid: UUID, at: datetime) -> bool:
    """Seal each copy; the sealed bytes are never touched again. Return whether this call did it.

    :raises amt.capabilities.acts.sealing.NoSeal: when this installation has no seal.
    """
    act = Act.objects.get(uuid=act_uuid)
    if act.state != ActState.RENDERED:
        return False
    sealed = {
        copy.id: sealing.seal(
            documents.open_document(documents.get_document(unsealed_of(copy))), at=at
        )
        for copy in act.copies
    }
    with transaction.atomic():
        act = get_locked(act_uuid)
        if act.state != ActState.RENDERED:
            return False
        for copy in act.copies:
            copy.document_uuid = store(act, sealed[copy.id], "act", at)
            document_services.detach_document(
                document_uuid=unsealed_of(copy), owner_kind="act", owner_uuid=act.uuid,
                actor=SYSTEM, at=at,
            )  # fmt: skip
            copy.unsealed_uuid = None
            copy.save(update_fields=["document_uuid", "unsealed_uuid"])
        return advance(act, ActState.SEALED, at)


@transaction.atomic
def file_act(*, act_uuid: UUID, at: datetime) -> bool:
    """File the sealed copies in the Akte of the reference; return whether this call did it."""
    act = get_locked(act_uuid)
    if act.state != ActState.SEALED:
        return False
    records.open_akte(
        reference=act.reference,
        procedure_key=act.procedure_key,
        unit_id=act.unit_id,
        title=registry.procedure(act.procedure_key).official_title(SOURCE_LANGUAGE),
        actor=SYSTEM,
        at=at,
    )
    copies = act.copies
    for copy in copies:
        title = copy.content["title"]
        records.file_document(
            akte_reference=act.reference,
            document_uuid=document_of(copy),
            title=_cut(f"{title} ({copy.name})" if len(copies) > 1 else title),
            actor=SYSTEM,
            at=at,
        )
    return advance(act, ActState.FILED, at)


@transaction.atomic
def deliver_act(*, act_uuid: UUID, at: datetime) -> bool:
    """Put the act into mailboxes and the print queue; return whether this call did it."""
    act = get_locked(act_uuid)
    if act.state != ActState.FILED:
        return False
    for addressee in act.addressees.order_by("position"):
        if addressee.channel == Channel.MAILBOX:
            put_into_mailbox(act, addressee, at)
        else:
            put_into_print_queue(act, addressee, at)
    changed = advance(act, ActState.DELIVERED, at)
    events.publish(
        ActDelivered(
            act_uuid=act.uuid, subject_kind=act.subject_kind, subject_id=act.subject_id, at=at
        )
    )
    return changed


@transaction.atomic
def notify_addressees(*, act_uuid: UUID, at: datetime) -> bool:
    """Queue the e-mails without content; an addressee without an e-mail address gets a letter.

    The act counts as notified when the mail server took the last e-mail and the last letter was
    posted (`note_notified`), not when they were queued.
    """
    act = get_locked(act_uuid)
    if act.state != ActState.DELIVERED:
        return False
    for addressee in act.addressees.filter(channel=Channel.MAILBOX.value, notified_at=None):
        account = identity.get_account(account_of(addressee))
        if not account.email:
            send_letter_instead(act, addressee, at)
            continue
        dispatch.send_email(
            to=account.email,
            template=EMAIL_TEMPLATE,
            context={},
            language=account.language,
            correlation=addressee.correlation,
            actor=SYSTEM,
            at=at,
        )
    return True


@transaction.atomic
def note_notified(*, correlation: str, at: datetime) -> None:
    """Note that a notification was sent or a letter posted; strangers' correlations are ignored."""
    addressee = find_addressee(correlation)
    if addressee is None:
        return
    act = get_locked(addressee.act.uuid)
    if not Addressee.objects.filter(id=addressee.id, notified_at=None).update(notified_at=at):
        return
    record(act, "acts.addressee_notified", at, addressee)
    if addressee.channel == Channel.LETTER:
        close_letter_item(act, at)
    waiting = act.addressees.filter(notified_at=None, undeliverable_at=None)
    if act.state == ActState.DELIVERED and not waiting.exists():
        advance(act, ActState.NOTIFIED, at)
        events.publish(
            ActNotified(
                act_uuid=act.uuid, subject_kind=act.subject_kind, subject_id=act.subject_id, at=at
            )
        )


@transaction.atomic
def note_undeliverable(*, correlation: str, at: datetime) -> None:
    """Note that a notification did not arrive, and queue a letter; twice changes nothing."""
    addressee = find_addressee(correlation)
    if addressee is not None:
        send_letter_instead(get_locked(addressee.act.uuid), addressee, at)


@transaction.atomic
def deliver_otherwise(*, on: date, at: datetime) -> int:
    """Queue letters for what nobody retrieved within ten days of the notification.

    Only section 41 (2a) VwVfG ends the provision so. Return how many acts now go by letter.
    """
    first_day_in_time = on - timedelta(days=DAYS_OF_PROVISION)
    waiting = Addressee.objects.filter(
        law=Law.VWVFG.value,
        channel=Channel.MAILBOX.value,
        notified_at__lt=datetime.combine(first_day_in_time, time.min, clock.BERLIN),
        retrieved_at=None,
        undeliverable_at=None,
    )
    late = list(waiting.select_related("act"))
    for addressee in late:
        send_letter_instead(get_locked(addressee.act.uuid), addressee, at)
    return len(late)


def _written(act: Act, copy: Addressee) -> bytes:
    """Return a letter as PDF; the code of an invitation is put in here and stored nowhere else."""
    letter = copy.letter
    if copy.invitation_uuid is not None:
        code = identity_services.code_of_invitation(copy.invitation_uuid)
        letter = letters.with_invitation(letter, code)
    return letters.render(letter, at=act.declared_at)


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def find_addressee(correlation: str) -> Addressee | None:
    """Return the addressee that a correlation of mailbox or dispatch belongs to, or None."""
    return Addressee.objects.select_related("act").filter(correlation=correlation).first()
